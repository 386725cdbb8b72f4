package io.splitboard.solver.rows;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Compute;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.cluster.Power;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import io.splitboard.core.simulation.Load;
import io.splitboard.core.simulation.Simulator;
import io.splitboard.solver.Problem;
import io.splitboard.solver.SolveLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Three equal devices in the paper's time model: rows · MAC per row / C + o for each chunk, dense
 * layers bound by memory, nothing for other layers.
 */
final class HalpSetting {

  private static final List<String> DEVICES = List.of("host", "top", "bottom");
  private static final double DELAY_MS = 0.2;
  private static final double MEMORY_BYTES_PER_MS = 4e6;

  private final Problem problem;

  HalpSetting(Network network, double gmacPerSecond, double overheadMs, double mbit) {
    this(network, gmacPerSecond, overheadMs, mbit, DELAY_MS);
  }

  HalpSetting(
      Network network, double gmacPerSecond, double overheadMs, double mbit, double delayMs) {
    List<Device> devices = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    Map<String, DeviceProfile> costs = new LinkedHashMap<>();
    for (String id : DEVICES) {
      devices.add(
          new Device(
              id,
              "test",
              new Compute(1, 1, 1, 1, 1, overheadMs),
              new Power(1, 2),
              8L << 30,
              100,
              new Connection.Local()));
      costs.put(id, costs(network, gmacPerSecond * 1e6, overheadMs));
      DEVICES.stream()
          .filter(other -> !other.equals(id))
          .forEach(other -> links.add(new Link(id, other, mbit, delayMs, Origin.CATALOGUE)));
    }
    Cluster cluster = new Cluster(devices, links, "host", Contention.PER_PORT);
    this.problem =
        new Problem(
            network,
            cluster,
            new Profile(costs, links),
            Objective.LATENCY,
            Constraints.NONE,
            SolveLimits.DEFAULT);
  }

  private static DeviceProfile costs(Network network, double macPerMs, double overheadMs) {
    Map<String, Figure> ms = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      boolean dense = layer.kind() == LayerKind.DENSE;
      double memory = dense ? 4.0 * layer.cost().parameters() / MEMORY_BYTES_PER_MS : 0;
      double compute = layer.cost().macs() / macPerMs;
      ms.put(layer.id(), new Figure(Math.max(compute, memory), Origin.CATALOGUE));
    }
    return new DeviceProfile(new Figure(overheadMs, Origin.CATALOGUE), ms, Map.of());
  }

  Problem problem() {
    return problem;
  }

  Program program(Segments segments) {
    return compile(new RowPartitions(problem.network(), Map.of()).of(segments, 2));
  }

  Program compile(Partition partition) {
    return Compiler.compile(problem.network(), problem.cluster(), partition, problem.profile());
  }

  double ms(Program program) {
    return Simulator.simulate(program, problem.profile(), problem.cluster(), Load.SINGLE)
        .requests()
        .get(0)
        .latencyMs();
  }

  double oneDeviceMs() {
    return ms(compile(Partition.onOneDevice(problem.network(), "host")));
  }

  double strictMs() {
    return ms(program(RowsWithOverlap.strict("host", "top", "bottom")));
  }

  double shareMs(double hostShare) {
    return ms(program(Segments.around("host", "top", "bottom", hostShare)));
  }

  /** The best of the host's shares from 20 % to 50 % in steps of a percent. */
  double bestShareMs() {
    double best = Double.POSITIVE_INFINITY;
    for (int percent = 20; percent <= 50; percent++) {
      best = Math.min(best, shareMs(percent / 100.0));
    }
    return best;
  }
}
