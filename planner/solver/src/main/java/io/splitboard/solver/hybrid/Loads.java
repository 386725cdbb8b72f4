package io.splitboard.solver.hybrid;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.Splits;
import io.splitboard.solver.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long each device computes for one request, without compiling: no more than the program will
 * take, but for rows that nobody reads and for measured bundles.
 */
final class Loads {

  private final Network network;
  private final List<String> devices;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final double[][] layerMs;

  Loads(Problem problem) {
    this.network = problem.network();
    this.devices = problem.cluster().deviceIds();
    this.layerMs = new double[devices.size()][network.layers().size()];
    for (int device = 0; device < layerMs.length; device++) {
      numbers.put(devices.get(device), device);
      for (Layer layer : network.layers()) {
        layerMs[device][layer.index()] = problem.profile().layerMs(devices.get(device), layer.id());
      }
    }
  }

  /** Time of all layers' parts on each device, ms, in the order of the cluster. */
  double[] of(Partition partition) {
    double[] busyMs = new double[devices.size()];
    for (Layer layer : network.layers()) {
      Placement placement = partition.placements().get(layer.id());
      if (placement instanceof Placement.Whole whole) {
        add(busyMs, partition, whole.device(), layer, 1);
      } else if (placement instanceof Placement.Split split) {
        double extent = Splits.extent(network, layer, split.kind());
        for (Placement.Share share : split.shares()) {
          add(busyMs, partition, share.device(), layer, (share.to() - share.from()) / extent);
        }
      }
    }
    return busyMs;
  }

  /** Each device of a team does it at its own speed, for its part of the requests. */
  private void add(double[] busyMs, Partition partition, String device, Layer layer, double part) {
    int first = numbers.get(device);
    List<String> others = partition.replicas().getOrDefault(device, List.of());
    int turns = 1 + others.size();
    busyMs[first] += layerMs[first][layer.index()] * part / turns;
    for (String other : others) {
      int number = numbers.get(other);
      busyMs[number] += layerMs[number][layer.index()] * part / turns;
    }
  }

  /** Time of the device that computes longest, ms. */
  double longestMs(Partition partition) {
    double longest = 0;
    for (double busyMs : of(partition)) {
      longest = Math.max(longest, busyMs);
    }
    return longest;
  }
}
