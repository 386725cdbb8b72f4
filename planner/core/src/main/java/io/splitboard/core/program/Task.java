package io.splitboard.core.program;

import io.splitboard.core.network.LayerCost;
import java.util.List;

/**
 * Work that runs on one device without waiting in between: later a small ONNX model. Slicing,
 * concatenating and summing of fragments happens inside the task that needs it.
 *
 * @param id unique in the program
 * @param device where it runs
 * @param kind what it is for
 * @param pieces the layers, or parts of layers, that it computes, in topological order
 * @param reads fragments that must be present before it starts
 * @param makes fragments that are needed outside it
 * @param priority larger runs first among tasks that could start
 * @param cost MACs, parameters and weight bytes of its pieces
 * @param activationBytes bytes that its inputs, inner tensors and outputs take at most
 * @param turn for which requests it runs
 */
public record Task(
    String id,
    String device,
    Kind kind,
    List<Piece> pieces,
    List<Fragment> reads,
    List<Fragment> makes,
    int priority,
    LayerCost cost,
    long activationBytes,
    Turn turn) {

  /** What a task is for. */
  public enum Kind {
    /** It computes layers. */
    COMPUTE,
    /** It only slices, concatenates or sums fragments. */
    ASSEMBLY
  }

  /** Copies the lists. */
  public Task {
    pieces = List.copyOf(pieces);
    reads = List.copyOf(reads);
    makes = List.copyOf(makes);
  }

  /** Ids of the layers of which it computes all or some, in topological order. */
  public List<String> layers() {
    return pieces.stream().map(Piece::layer).distinct().toList();
  }

  /** Whether it computes whole layers only. */
  public boolean isWhole() {
    return kind == Kind.COMPUTE && pieces.stream().allMatch(Piece::isWhole);
  }

  /** Bytes that slicing, concatenating or summing moves if the task does nothing else; else 0. */
  public long assembledBytes() {
    return kind == Kind.ASSEMBLY ? makes.stream().mapToLong(Fragment::bytes).sum() : 0;
  }

  /** The same with another priority. */
  public Task withPriority(int other) {
    return new Task(id, device, kind, pieces, reads, makes, other, cost, activationBytes, turn);
  }

  /** The same work under another name, on another device, in some turn. */
  public Task inTurn(String otherId, String otherDevice, Turn other) {
    return new Task(
        otherId, otherDevice, kind, pieces, reads, makes, priority, cost, activationBytes, other);
  }
}
