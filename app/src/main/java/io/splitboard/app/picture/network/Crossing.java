package io.splitboard.app.picture.network;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A tensor that one device makes and another reads.
 *
 * @param tensor its name
 * @param from id of the device that makes it
 * @param to id of the device that reads it
 * @param bytes that cross, uncompressed
 */
public record Crossing(String tensor, String from, String to, long bytes) {

  /**
   * Tensors that cross between devices, each pair of devices once. What split layers exchange is
   * not told here: it depends on the split, and the program tells it.
   *
   * @param tensors names of the tensors in question
   * @param readers layers that count as readers
   */
  static List<Crossing> of(
      Network network, Partition partition, List<String> tensors, Set<String> readers) {
    List<Crossing> crossings = new ArrayList<>();
    for (String name : tensors) {
      String from = network.producer(name).map(layer -> whole(partition, layer)).orElse("");
      Set<String> to = new LinkedHashSet<>();
      for (Layer reader : network.consumers(name)) {
        if (readers.contains(reader.id())) {
          to.add(whole(partition, reader));
        }
      }
      to.remove(from);
      to.remove("");
      if (!from.isEmpty()) {
        Tensor tensor = network.tensor(name);
        to.forEach(device -> crossings.add(new Crossing(name, from, device, tensor.bytes())));
      }
    }
    return crossings;
  }

  /**
   * What would cross between devices for some layers if these were moved to a device: what they
   * read and make, also from network inputs and to outputs, and to and from parts of split layers.
   *
   * @param source id of the device that holds inputs and receives outputs
   * @return largest first
   */
  public static List<Crossing> afterMove(
      Network network,
      Partition partition,
      String source,
      Collection<String> layers,
      String device) {
    Partition moved = partition.move(layers, device);
    Set<String> touched = new LinkedHashSet<>();
    for (String id : layers) {
      touched.addAll(network.layer(id).inputs());
      touched.addAll(network.layer(id).outputs());
    }
    Exchange exchange = new Exchange(network, moved, source);
    return touched.stream()
        .flatMap(tensor -> exchange.of(tensor).stream())
        .filter(crossing -> crossing.from.equals(device) || crossing.to.equals(device))
        .sorted((a, b) -> Long.compare(b.bytes, a.bytes))
        .toList();
  }

  private static String whole(Partition partition, Layer layer) {
    Placement placement = partition.placements().get(layer.id());
    return placement instanceof Placement.Whole whole ? whole.device() : "";
  }
}
