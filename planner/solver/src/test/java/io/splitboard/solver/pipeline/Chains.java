package io.splitboard.solver.pipeline;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.fixture.GraphBuilder;
import io.splitboard.core.network.Network;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.SolveLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Small problems, and all chains of them by enumeration. */
final class Chains {

  static final SolveLimits EXACT = new SolveLimits(60, 2, 0);

  private Chains() {}

  /** A network of layers and skips on unlike devices with unlike links, some constraints. */
  static Problem random(long seed, boolean skips) {
    Random random = new Random(seed);
    Network network = network(random, 2 + random.nextInt(5), skips);
    boolean alike = random.nextInt(3) == 0;
    Cluster cluster = cluster(random, 2 + random.nextInt(3), alike);
    double overheadMs = random.nextInt(3) / 4.0;
    Map<String, Double> times = new HashMap<>();
    Profile profile =
        Clusters.profile(
            network,
            cluster,
            overheadMs,
            (layer, device) ->
                times.computeIfAbsent(
                    alike ? layer.id() : layer.id() + device, key -> random.nextInt(90) / 10.0));
    return new Problem(
        network,
        cluster,
        copying(profile, random, alike),
        Objective.THROUGHPUT,
        constraints(random, network, cluster),
        EXACT);
  }

  /** Devices that take some ms for the thousand bytes of a tensor, in every second problem. */
  private static Profile copying(Profile profile, Random random, boolean alike) {
    int most = random.nextBoolean() ? 1 : 1500;
    int forAll = random.nextInt(most);
    Map<String, DeviceProfile> devices = new HashMap<>();
    profile
        .devices()
        .forEach(
            (id, costs) -> {
              Figure copyMs = new Figure(alike ? forAll : random.nextInt(most), Origin.CATALOGUE);
              devices.put(
                  id,
                  new DeviceProfile(
                      costs.overheadMs(),
                      copyMs,
                      costs.perPieceMs(),
                      costs.layerMs(),
                      costs.bundleMs()));
            });
    return new Profile(devices, profile.links());
  }

  private static Network network(Random random, int layers, boolean skips) {
    GraphBuilder builder = new GraphBuilder().input("x", 500 + random.nextInt(4000));
    for (int i = 0; i < layers; i++) {
      String before = i == 0 ? "x" : "l" + (i - 1);
      long bytes = 500 + random.nextInt(4000);
      long weights = 1000L * random.nextInt(5);
      if (skips && i > 1 && random.nextBoolean()) {
        builder.weighted("l" + i, bytes, weights, before, "l" + random.nextInt(i - 1));
      } else {
        builder.weighted("l" + i, bytes, weights, before);
      }
    }
    return builder.build("l" + (layers - 1));
  }

  private static Cluster cluster(Random random, int count, boolean alike) {
    List<Device> devices = Clusters.devices(count);
    List<Link> links = new ArrayList<>();
    for (Device from : devices) {
      for (Device to : devices) {
        if (from != to) {
          double mbit = alike || random.nextBoolean() ? 8 : 4;
          links.add(
              new Link(
                  from.id(), to.id(), mbit, alike ? 0.5 : random.nextDouble(), Origin.CATALOGUE));
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
    String device = cluster.deviceIds().get(random.nextInt(cluster.devices().size()));
    String layer = network.layers().get(random.nextInt(network.layers().size())).id();
    int kind = random.nextInt(8);
    if (kind == 0) {
      pins.put(layer, device);
    } else if (kind == 1) {
      network.layers().forEach(one -> exclusions.put(one.id(), Set.of(device)));
    } else if (kind == 2) {
      long all = network.cost().weightBytes();
      cluster.deviceIds().forEach(id -> memory.put(id, all * 2 / 3 + 16_000));
    }
    return new Constraints(
        pins, exclusions, memory, Map.of(), Map.of(), kind == 3 ? 1 + random.nextInt(3) : 0);
  }

  /** Every chain of stages of a problem, on every choice and order of devices. */
  static List<StagePlan> all(Problem problem, boolean singleTensor) {
    List<StagePlan> plans = new ArrayList<>();
    extend(problem, singleTensor, Cuts.all(problem.network()), new ArrayList<>(), plans);
    return plans;
  }

  private static void extend(
      Problem problem, boolean single, List<Cut> cuts, List<Stage> stages, List<StagePlan> plans) {
    int from = stages.isEmpty() ? 0 : stages.get(stages.size() - 1).to();
    int layers = problem.network().layers().size();
    if (from == layers) {
      plans.add(new StagePlan(stages));
      return;
    }
    for (String device : problem.cluster().deviceIds()) {
      if (stages.stream().noneMatch(stage -> stage.device().equals(device))) {
        for (int to = from + 1; to <= layers; to++) {
          if (to == layers || !single || cuts.get(to).isSingle()) {
            List<Stage> longer = new ArrayList<>(stages);
            longer.add(new Stage(device, from, to));
            extend(problem, single, cuts, longer, plans);
          }
        }
      }
    }
  }
}
