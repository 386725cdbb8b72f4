package io.splitboard.core.program;

import io.splitboard.core.codec.Codec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What follows from a partition: tasks and transfers. The simulator, the agents and the timeline
 * all read this one form.
 *
 * <p>Firing rule: a task of request r starts when all that it reads for r is present on its device;
 * a free compute lane takes the highest priority, then the oldest request; each link sends by
 * priority, then in order.
 *
 * @param source id of the device where inputs are at time 0 and outputs are awaited
 * @param tasks in an order in which they could run on one device
 * @param transfers in the order of the tasks that make their fragments
 * @param inputs fragments that a request brings to the source
 * @param outputs fragments that must reach the source to complete a request
 */
public record Program(
    String source,
    List<Task> tasks,
    List<Transfer> transfers,
    List<Fragment> inputs,
    List<Fragment> outputs) {

  /** Copies the lists. */
  public Program {
    tasks = List.copyOf(tasks);
    transfers = List.copyOf(transfers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Ids of the devices that compute, send or receive, source included, in order of first use. */
  public List<String> devices() {
    java.util.Set<String> ids = new java.util.LinkedHashSet<>();
    ids.add(source);
    tasks.forEach(task -> ids.add(task.device()));
    transfers.forEach(transfer -> ids.add(transfer.to()));
    return List.copyOf(ids);
  }

  /** The tasks of one device: its shard. */
  public List<Task> shard(String device) {
    return tasks.stream().filter(task -> task.device().equals(device)).toList();
  }

  /** Bytes of the weights that a device holds: each slice of a layer's weights once. */
  public long weightBytes(String device) {
    Map<String, Long> slices = new HashMap<>();
    for (Task task : shard(device)) {
      for (Piece piece : task.pieces()) {
        slices.put(piece.layer() + "\n" + piece.weights(), piece.weightBytes());
      }
    }
    return slices.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The same with every transfer packed as a rule says. */
  public Program packed(Function<Transfer, Codec> codecOf) {
    List<Transfer> repacked =
        transfers.stream().map(transfer -> transfer.withCodec(codecOf.apply(transfer))).toList();
    return new Program(source, tasks, repacked, inputs, outputs);
  }

  /** How many requests it takes until every device has had its turns; 1 where none take turns. */
  public int turns() {
    int turns = 1;
    for (Task task : tasks) {
      turns = Replicas.leastCommonMultiple(turns, task.turn().every());
    }
    return turns;
  }

  /**
   * Bytes that all transfers of one request carry, before packing; on average where they differ.
   */
  public long transferBytes() {
    return Math.round(transfers.stream().mapToDouble(Transfer::bytesPerRequest).sum());
  }
}
