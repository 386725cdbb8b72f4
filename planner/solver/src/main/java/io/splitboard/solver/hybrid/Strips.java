package io.splitboard.solver.hybrid;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.solver.Problem;
import io.splitboard.solver.sharing.Sharing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Partitions to start from: the first part of the network in strips of rows over the fastest
 * devices, the rest whole on the fastest.
 */
final class Strips {

  private static final int MOST_ENDS = 6;
  private static final int MOST_DEVICES = 4;

  private Strips() {}

  /** Strips over two to four devices, in two orders, up to some layers of the network. */
  static List<Partition> of(Problem problem) {
    List<String> fastest = new ArrayList<>(problem.cluster().deviceIds());
    fastest.sort(Comparator.comparingDouble(device -> allMs(problem, device)));
    List<Partition> strips = new ArrayList<>();
    int layers = problem.network().layers().size();
    for (int count = 2; count <= Math.min(MOST_DEVICES, fastest.size()); count++) {
      for (List<String> order : orders(fastest.subList(0, count))) {
        List<Double> speeds =
            order.stream().map(device -> 1 / Math.max(allMs(problem, device), 1e-9)).toList();
        Sharing sharing = Sharing.byWeight(order, speeds);
        for (int end = 1; end <= MOST_ENDS; end++) {
          strips.add(strip(problem, sharing, end * layers / MOST_ENDS));
        }
      }
    }
    return strips;
  }

  /** From the fastest to the slowest, and with the fastest between the two next. */
  private static List<List<String>> orders(List<String> fastest) {
    if (fastest.size() < 3) {
      return List.of(fastest);
    }
    List<String> between = new ArrayList<>(fastest);
    between.add(0, between.remove(1));
    return List.of(fastest, between);
  }

  private static double allMs(Problem problem, String device) {
    return problem.network().layers().stream()
        .mapToDouble(layer -> problem.profile().layerMs(device, layer.id()))
        .sum();
  }

  private static Partition strip(Problem problem, Sharing sharing, int end) {
    Network network = problem.network();
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      String pin = problem.constraints().pins().get(layer.id());
      boolean whole = pin != null || layer.index() >= end;
      placements.put(
          layer.id(),
          whole
              ? new Placement.Whole(pin == null ? sharing.main() : pin)
              : sharing.place(network, layer, SplitKind.ROWS));
    }
    return new Partition(placements);
  }
}
