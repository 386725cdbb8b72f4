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
        int device = numbers.get(whole.device());
        busyMs[device] += layerMs[device][layer.index()];
      } else if (placement instanceof Placement.Split split) {
        double extent = Splits.extent(network, layer, split.kind());
        for (Placement.Share share : split.shares()) {
          int device = numbers.get(share.device());
          busyMs[device] += layerMs[device][layer.index()] * (share.to() - share.from()) / extent;
        }
      }
    }
    return busyMs;
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
