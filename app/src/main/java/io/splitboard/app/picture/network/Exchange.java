package io.splitboard.app.picture.network;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.operator.LayerSlicing;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one tensor costs on the links, found as the compiler finds it: each device fetches what it
 * reads and does not make, each element once. Network inputs come from the source, and outputs go
 * there. Summands are counted to each of their readers; the compiler adds them up on one device
 * where that takes fewer bytes.
 */
final class Exchange {

  private final Network network;
  private final Partition partition;
  private final String source;

  /** Part of a tensor that a device makes or reads. */
  private record Part(String device, Box box, boolean summand) {}

  /**
   * Prepares to look at tensors.
   *
   * @param source id of the device that holds inputs and receives outputs; empty to leave them out
   */
  Exchange(Network network, Partition partition, String source) {
    this.network = network;
    this.partition = partition;
    this.source = source;
  }

  /** The ways of a tensor between devices; none where a layer is not, or not legally, placed. */
  List<Crossing> of(String name) {
    Tensor tensor = network.tensor(name);
    List<Part> made = made(tensor);
    Map<String, List<Box>> wanted = wanted(tensor);
    List<Crossing> crossings = new ArrayList<>();
    wanted.forEach(
        (device, boxes) -> {
          List<Box> missing = disjoint(boxes);
          for (Part part : made) {
            if (part.device().equals(device) && !part.summand()) {
              missing = without(missing, part.box());
            }
          }
          Map<String, Long> elements = new LinkedHashMap<>();
          for (Part part : made) {
            if (!part.device().equals(device)) {
              for (Box box : missing) {
                elements.merge(part.device(), box.intersect(part.box()).elements(), Long::sum);
              }
              missing = part.summand() ? missing : without(missing, part.box());
            }
          }
          elements.forEach(
              (from, count) -> {
                if (count > 0) {
                  crossings.add(new Crossing(name, from, device, count * tensor.type().bytes()));
                }
              });
        });
    return crossings;
  }

  private List<Part> made(Tensor tensor) {
    Layer maker = network.producer(tensor.name()).orElse(null);
    if (maker == null) {
      return source.isEmpty()
          ? List.of()
          : List.of(new Part(source, Box.of(tensor.shape()), false));
    }
    List<Part> made = new ArrayList<>();
    for (Piece piece : pieces(maker)) {
      Box box =
          piece.box() == null
              ? Box.of(tensor.shape())
              : LayerSlicing.onOutput(piece.box(), first(maker), tensor.shape());
      made.add(new Part(piece.device(), box, piece.summand()));
    }
    return made;
  }

  private Map<String, List<Box>> wanted(Tensor tensor) {
    Map<String, List<Box>> wanted = new LinkedHashMap<>();
    for (Layer reader : network.consumers(tensor.name())) {
      for (Piece piece : pieces(reader)) {
        List<Box> boxes =
            piece.slicing() == null
                ? List.of(Box.of(tensor.shape()))
                : piece.slicing().boxes(tensor.name());
        for (Box box : boxes) {
          if (!box.isEmpty()) {
            wanted.computeIfAbsent(piece.device(), key -> new ArrayList<>()).add(box);
          }
        }
      }
    }
    if (!source.isEmpty() && network.outputs().contains(tensor.name())) {
      wanted.computeIfAbsent(source, key -> new ArrayList<>()).add(Box.of(tensor.shape()));
    }
    return wanted;
  }

  /**
   * What a device computes of a layer.
   *
   * @param box in coordinates of the first output; null for all of it
   * @param slicing how; null for all of it
   */
  private record Piece(String device, Box box, LayerSlicing slicing, boolean summand) {}

  private List<Piece> pieces(Layer layer) {
    Placement placement = partition.placements().get(layer.id());
    if (placement instanceof Placement.Whole whole) {
      return List.of(new Piece(whole.device(), null, null, false));
    }
    if (!(placement instanceof Placement.Split split)
        || Splits.problem(network, layer, split).isPresent()) {
      return List.of();
    }
    List<Piece> pieces = new ArrayList<>();
    for (Placement.Share share : split.shares()) {
      if (share.from() < share.to()) {
        pieces.add(piece(layer, split.kind(), share));
      }
    }
    return pieces;
  }

  private Piece piece(Layer layer, SplitKind kind, Placement.Share share) {
    Range range = new Range(share.from(), share.to());
    Box all = Box.of(first(layer));
    if (range.size() == Splits.extent(network, layer, kind)) {
      return new Piece(share.device(), null, null, false);
    }
    if (kind == SplitKind.INPUT_CHANNELS) {
      LayerSlicing slicing = LayerSlicing.ofTerms(network, layer, all, range);
      return new Piece(share.device(), all, slicing, true);
    }
    Box box = all.with(Splits.axis(network, layer, kind), range);
    return new Piece(share.device(), box, LayerSlicing.of(network, layer, box), false);
  }

  private Shape first(Layer layer) {
    return network.tensor(layer.outputs().get(0)).shape();
  }

  private static List<Box> disjoint(List<Box> boxes) {
    List<Box> apart = new ArrayList<>();
    for (Box box : boxes) {
      List<Box> added = List.of(box);
      for (Box known : apart) {
        added = without(added, known);
      }
      apart.addAll(added);
    }
    return apart;
  }

  private static List<Box> without(List<Box> boxes, Box hole) {
    List<Box> left = new ArrayList<>();
    boxes.forEach(box -> left.addAll(box.minus(hole)));
    return left;
  }
}
