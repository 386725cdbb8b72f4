package io.splitboard.solver.hybrid;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import io.splitboard.solver.Problem;
import io.splitboard.solver.sharing.Renaming;
import io.splitboard.solver.sharing.Sharing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Changes that suit streams of requests, where the busiest device counts: the end of a stage moves
 * by some layers, the busiest device gives layers or parts of them away, devices change places, or
 * one is left out; a device without layers takes turns with the busiest, or stops doing so. Pinned
 * layers stay.
 */
final class StageMoves {

  private static final int LONGEST_STEP = 12;
  private static final int LONGEST_STRETCH = 10;

  private final Problem problem;
  private final Network network;
  private final List<String> devices;
  private final Loads loads;
  private final Random random;

  StageMoves(Problem problem, Loads loads, Random random) {
    this.problem = problem;
    this.network = problem.network();
    this.devices = problem.cluster().deviceIds();
    this.loads = loads;
    this.random = random;
  }

  /** A random change. */
  Partition near(Partition at) {
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> boundaryMoved(at);
      case 3, 4, 5 -> relieved(at);
      case 6 -> swapped(at);
      case 7 -> otherTurns(at);
      default -> leftOut(at);
    };
  }

  /** The layers beside a place where the placement changes are placed as those across it. */
  private Partition boundaryMoved(Partition at) {
    List<Integer> ends = new ArrayList<>();
    List<Layer> layers = network.layers();
    for (int i = 1; i < layers.size(); i++) {
      if (!alike(at.of(layers.get(i - 1).id()), at.of(layers.get(i).id()))) {
        ends.add(i);
      }
    }
    if (ends.isEmpty()) {
      return relieved(at);
    }
    int end = ends.get(random.nextInt(ends.size()));
    int step = 1 + random.nextInt(LONGEST_STEP);
    boolean down = random.nextBoolean();
    int from = down ? end : Math.max(0, end - step);
    int to = down ? Math.min(layers.size(), end + step) : end;
    Layer model = layers.get(down ? end - 1 : end);
    Placement placement = at.of(model.id());
    return changed(at, from, to, layer -> like(model, placement, layer));
  }

  /** Kind and devices are the same, whatever the shares. */
  private static boolean alike(Placement a, Placement b) {
    return a.getClass() == b.getClass() && a.devices().equals(b.devices());
  }

  private Placement like(Layer model, Placement placement, Layer layer) {
    if (placement instanceof Placement.Split split) {
      Sharing sharing = Sharing.of(split, Splits.extent(network, model, split.kind()));
      return sharing.place(network, layer, split.kind());
    }
    return placement;
  }

  /** One of the two busiest devices gives a stretch of layers away, or shares it. */
  private Partition relieved(Partition at) {
    double[] busyMs = loads.of(at);
    String busy = devices.get(extreme(busyMs, random.nextInt(4) == 0 ? 1 : 0, true));
    String idle =
        random.nextBoolean()
            ? devices.get(extreme(busyMs, random.nextInt(2), false))
            : devices.get(random.nextInt(devices.size()));
    List<Layer> its =
        network.layers().stream()
            .filter(layer -> at.of(layer.id()).devices().contains(busy))
            .toList();
    if (its.isEmpty() || busy.equals(idle)) {
      return swapped(at);
    }
    int from = its.get(random.nextInt(its.size())).index();
    int to = Math.min(network.layers().size(), from + 1 + random.nextInt(LONGEST_STRETCH));
    if (random.nextBoolean()) {
      return changed(at, from, to, layer -> new Placement.Whole(idle));
    }
    SplitKind kind = random.nextInt(4) == 0 ? SplitKind.CHANNELS : SplitKind.ROWS;
    double fraction = 0.1 + 0.8 * random.nextDouble();
    Sharing sharing =
        random.nextBoolean()
            ? new Sharing(List.of(busy, idle), List.of(fraction, 1 - fraction))
            : new Sharing(List.of(idle, busy), List.of(1 - fraction, fraction));
    return changed(at, from, to, layer -> sharing.place(network, layer, kind));
  }

  /** Number of the device at this rank of busyness. */
  private int extreme(double[] busyMs, int rank, boolean most) {
    int best = -1;
    for (int skip = 0, skipped = -1; skip <= Math.min(rank, busyMs.length - 1); skip++) {
      best = -1;
      for (int i = 0; i < busyMs.length; i++) {
        boolean better = best < 0 || (most ? busyMs[i] > busyMs[best] : busyMs[i] < busyMs[best]);
        if (i != skipped && better) {
          best = i;
        }
      }
      skipped = best;
    }
    return best;
  }

  /** A device without layers joins the busiest that is not the source, or one leaves its team. */
  private Partition otherTurns(Partition at) {
    double[] busyMs = loads.of(at);
    Set<String> used = new HashSet<>();
    at.placements().values().forEach(placement -> used.addAll(placement.devices()));
    used.remove(problem.cluster().source());
    String busiest = null;
    for (String device : devices) {
      boolean busier =
          busiest == null || busyMs[devices.indexOf(device)] > busyMs[devices.indexOf(busiest)];
      busiest = used.contains(device) && busier ? device : busiest;
    }
    String other = devices.get(random.nextInt(devices.size()));
    if (busiest == null || used.contains(other) || other.equals(problem.cluster().source())) {
      return relieved(at);
    }
    Map<String, List<String>> replicas = new LinkedHashMap<>();
    boolean left = false;
    for (Map.Entry<String, List<String>> team : at.replicas().entrySet()) {
      left |= team.getValue().contains(other);
      replicas.put(
          team.getKey(), team.getValue().stream().filter(one -> !one.equals(other)).toList());
    }
    if (!left) {
      List<String> team = new ArrayList<>(replicas.getOrDefault(busiest, List.of()));
      team.add(other);
      replicas.put(busiest, team);
    }
    return at.withReplicas(replicas);
  }

  private Partition swapped(Partition at) {
    String one = devices.get(random.nextInt(devices.size()));
    String other = devices.get(random.nextInt(devices.size()));
    return renamed(at, id -> id.equals(one) ? other : id.equals(other) ? one : id);
  }

  private Partition leftOut(Partition at) {
    String one = devices.get(random.nextInt(devices.size()));
    String other = devices.get(random.nextInt(devices.size()));
    return renamed(at, id -> id.equals(one) ? other : id);
  }

  private Partition renamed(Partition at, UnaryOperator<String> name) {
    Partition renamed = at.withReplicas(Renaming.of(at.replicas(), name));
    return changed(
        renamed, 0, network.layers().size(), layer -> Renaming.of(at.of(layer.id()), name));
  }

  /** How a layer is to be placed. */
  private interface Change {
    Placement of(Layer layer);
  }

  private Partition changed(Partition at, int from, int to, Change change) {
    Map<String, Placement> placements = new LinkedHashMap<>(at.placements());
    for (Layer layer : network.layers().subList(from, to)) {
      if (!problem.constraints().pins().containsKey(layer.id())) {
        placements.put(layer.id(), change.of(layer));
      }
    }
    return at.placed(placements);
  }
}
