package io.splitboard.app.picture;

import io.splitboard.app.picture.network.EdgeOverlay;
import io.splitboard.app.picture.network.LayerOverlay;
import io.splitboard.app.picture.network.NetworkOverlay;
import io.splitboard.app.picture.network.Reading;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Partitions and figures made by hand, for tests of pictures. */
public final class SampleOverlays {

  private SampleOverlays() {}

  /** Layers in equal runs over the devices. */
  public static Partition runs(Network network, List<String> devices) {
    Partition partition = Partition.onOneDevice(network, devices.get(0));
    int size = network.layers().size();
    for (Layer layer : network.layers()) {
      int device = layer.index() * devices.size() / size;
      partition = partition.move(List.of(layer.id()), devices.get(device));
    }
    return partition;
  }

  /** Times in proportion to the work, measured ones a little longer where asked for. */
  public static NetworkOverlay times(Network network, Partition partition, boolean measured) {
    Map<String, LayerOverlay> layers = new LinkedHashMap<>();
    List<EdgeOverlay> edges = new ArrayList<>();
    for (Layer layer : network.layers()) {
      double ms = 0.2 + layer.cost().macs() / 40e6;
      layers.put(
          layer.id(),
          new LayerOverlay(
              Reading.of(ms), measured ? Reading.of(ms * 1.04) : Reading.NONE, measured));
      for (String tensor : layer.inputs()) {
        network
            .producer(tensor)
            .ifPresent(maker -> cross(network, partition, maker, layer, tensor, measured, edges));
      }
    }
    return new NetworkOverlay(layers, edges, Map.of());
  }

  private static void cross(
      Network network,
      Partition partition,
      Layer maker,
      Layer reader,
      String tensor,
      boolean measured,
      List<EdgeOverlay> edges) {
    String from = partition.of(maker.id()).devices().get(0);
    String to = partition.of(reader.id()).devices().get(0);
    long bytes = network.tensor(tensor).bytes();
    if (!from.equals(to)) {
      edges.add(
          new EdgeOverlay(
              tensor,
              from,
              to,
              bytes,
              Reading.of(bytes * 8 / 90e3),
              measured ? Reading.of(bytes * 8 / 86e3) : Reading.PENDING,
              measured ? Reading.of(86) : Reading.NONE));
    }
  }
}
