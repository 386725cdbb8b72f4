package io.splitboard.solver.layers;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.cluster.Power;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.fixture.GraphBuilder;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.SolveLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Small problems with times in whole microseconds, so that rounding changes nothing. */
final class RandomProblems {

  static final SolveLimits EXACT = new SolveLimits(60, 2, 0);

  private RandomProblems() {}

  static Problem problem(long seed, Objective objective) {
    Random random = new Random(seed);
    Network network = network(random, 2 + random.nextInt(4));
    Cluster cluster = cluster(random, 2 + random.nextInt(2));
    double overheadMs = random.nextInt(3) == 0 ? (1 + random.nextInt(2000)) / 1000.0 : 0;
    Profile profile =
        Clusters.profile(
            network,
            cluster,
            overheadMs,
            (layer, device) -> random.nextInt(8) == 0 ? 0 : (1 + random.nextInt(9000)) / 1000.0);
    Constraints constraints = constraints(random, network, cluster);
    return new Problem(network, cluster, profile, objective, constraints, EXACT);
  }

  /** The same with limits of the number of devices, of shares and of what a link carries. */
  static Problem limited(long seed, Objective objective) {
    Random random = new Random(~seed);
    Problem problem = problem(seed, objective);
    Constraints free = problem.constraints();
    Map<String, Double> shares =
        random.nextBoolean() ? Map.of("d0", random.nextInt(11) / 10.0) : Map.of();
    Map<String, Long> budgets =
        random.nextBoolean() ? Map.of("d0→d1", (long) random.nextInt(4000)) : Map.of();
    int most = random.nextInt(3);
    return problem.with(
        new Constraints(free.pins(), free.exclusions(), free.memoryBytes(), shares, budgets, most));
  }

  /** The same with devices of unequal power. */
  static Problem powered(long seed) {
    Random random = new Random(seed);
    Problem problem = problem(seed, Objective.ENERGY);
    List<Device> devices = new ArrayList<>();
    for (Device device : problem.cluster().devices()) {
      double idleWatt = random.nextInt(30) / 10.0;
      devices.add(
          new Device(
              device.id(),
              device.model(),
              device.compute(),
              new Power(idleWatt, idleWatt + random.nextInt(60) / 10.0),
              device.memoryBytes(),
              device.loadMegabytesPerSecond(),
              device.connection()));
    }
    Cluster cluster =
        new Cluster(
            devices,
            problem.cluster().links(),
            problem.cluster().source(),
            problem.cluster().contention());
    return problem.with(cluster, problem.profile());
  }

  /** Layers in a row on devices of unequal power, without constraints. */
  static Problem chain(long seed) {
    Random random = new Random(seed);
    GraphBuilder builder = new GraphBuilder().input("x", bytes(random));
    int layers = 2 + random.nextInt(3);
    for (int i = 0; i < layers; i++) {
      builder.weighted("l" + i, bytes(random), 1000, i == 0 ? "x" : "l" + (i - 1));
    }
    Network network = builder.build("l" + (layers - 1));
    Problem powered = powered(seed);
    Profile profile =
        Clusters.profile(
            network,
            powered.cluster(),
            random.nextInt(2000) / 1000.0,
            (layer, device) -> (1 + random.nextInt(9000)) / 1000.0);
    return new Problem(
        network, powered.cluster(), profile, Objective.ENERGY, Constraints.NONE, EXACT);
  }

  /** Every way to put whole layers on devices. */
  static List<Partition> assignments(Problem problem) {
    List<String> devices = problem.cluster().deviceIds();
    List<Partition> all = new ArrayList<>();
    int layers = problem.network().layers().size();
    long count = Math.round(Math.pow(devices.size(), layers));
    for (long number = 0; number < count; number++) {
      Map<String, Placement> placements = new LinkedHashMap<>();
      long rest = number;
      for (Layer layer : problem.network().layers()) {
        placements.put(layer.id(), new Placement.Whole(devices.get((int) (rest % devices.size()))));
        rest /= devices.size();
      }
      all.add(new Partition(placements));
    }
    return all;
  }

  private static Network network(Random random, int layers) {
    GraphBuilder builder = new GraphBuilder().input("x", bytes(random));
    List<String> tensors = new ArrayList<>(List.of("x"));
    Set<String> unread = new LinkedHashSet<>();
    for (int i = 0; i < layers; i++) {
      Set<String> reads = new LinkedHashSet<>();
      for (int k = 0; k <= random.nextInt(3); k++) {
        reads.add(tensors.get(random.nextInt(tensors.size())));
      }
      builder.weighted(
          "l" + i, bytes(random), 1000 * random.nextInt(5), reads.toArray(String[]::new));
      unread.removeAll(reads);
      unread.add("l" + i);
      tensors.add("l" + i);
    }
    if (random.nextBoolean()) {
      unread.add("l0");
    }
    return builder.build(unread.toArray(String[]::new));
  }

  private static long bytes(Random random) {
    return 1 + random.nextInt(4000);
  }

  /** Rates of 8 and 4 Mbit/s: 1 and 2 microseconds per byte. */
  private static Cluster cluster(Random random, int count) {
    List<Device> devices = Clusters.devices(count);
    List<Link> links = new ArrayList<>();
    for (Device from : devices) {
      for (Device to : devices) {
        if (from != to) {
          double mbit = random.nextBoolean() ? 8 : 4;
          double delayMs = random.nextInt(1000) / 1000.0;
          links.add(new Link(from.id(), to.id(), mbit, delayMs, Origin.CATALOGUE));
        }
      }
    }
    Contention contention = random.nextBoolean() ? Contention.PER_LINK : Contention.PER_PORT;
    return new Cluster(devices, links, "d0", contention);
  }

  private static Constraints constraints(Random random, Network network, Cluster cluster) {
    Map<String, String> pins = new HashMap<>();
    Map<String, Set<String>> exclusions = new HashMap<>();
    Map<String, Long> memory = new HashMap<>();
    for (Layer layer : network.layers()) {
      String device = cluster.deviceIds().get(random.nextInt(cluster.devices().size()));
      int kind = random.nextInt(10);
      if (kind == 0) {
        pins.put(layer.id(), device);
      } else if (kind == 1) {
        exclusions.put(layer.id(), Set.of(device));
      }
    }
    if (random.nextInt(3) == 0) {
      long all = network.cost().weightBytes();
      cluster.deviceIds().forEach(id -> memory.put(id, all * 2 / 3 + 16_000));
    }
    return new Constraints(pins, exclusions, memory);
  }
}
