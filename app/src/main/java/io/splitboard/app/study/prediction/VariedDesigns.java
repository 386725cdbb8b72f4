package io.splitboard.app.study.prediction;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.project.Constraints;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Designs of every kind for one network on three devices. */
final class VariedDesigns {

  private VariedDesigns() {}

  /** By name, in a fixed order; those that are not legal are left out. */
  static Map<String, Partition> of(Network network, Cluster cluster) {
    List<String> devices = cluster.deviceIds();
    Map<String, Partition> designs = new LinkedHashMap<>();
    Partition alone = Partition.onOneDevice(network, devices.get(0));
    designs.put("one device", alone);
    designs.put("all on another", Partition.onOneDevice(network, devices.get(1)));
    designs.put("two stages", stages(network, alone, devices, 0.5));
    designs.put("three stages", stages(network, alone, devices, 1 / 3.0, 2 / 3.0));
    designs.put("three uneven stages", stages(network, alone, devices, 0.2, 0.4));
    designs.put("rows, then whole", rows(network, alone, devices, 0.5));
    designs.put("rows of two, then whole", rows(network, alone, devices.subList(0, 2), 0.7));
    designs
        .values()
        .removeIf(
            partition -> !Legality.check(network, cluster, Constraints.NONE, partition).isEmpty());
    return designs;
  }

  /** Consecutive layers on one device after another, cut at shares of the work. */
  private static Partition stages(
      Network network, Partition start, List<String> devices, double... cuts) {
    Partition partition = start;
    double total = work(network.layers());
    double before = 0;
    for (Layer layer : network.layers()) {
      int stage = 0;
      while (stage < cuts.length && before >= cuts[stage] * total) {
        stage++;
      }
      partition = partition.move(List.of(layer.id()), devices.get(stage));
      before += 1 + layer.cost().macs();
    }
    return partition;
  }

  /** The first layers by rows, as far as they can be split. */
  private static Partition rows(
      Network network, Partition start, List<String> devices, double share) {
    List<String> early =
        network.layers().subList(0, (int) (share * network.layers().size())).stream()
            .map(Layer::id)
            .toList();
    return start.split(network, early, SplitKind.ROWS, devices);
  }

  private static double work(List<Layer> layers) {
    return layers.stream().mapToDouble(layer -> 1 + layer.cost().macs()).sum();
  }
}
