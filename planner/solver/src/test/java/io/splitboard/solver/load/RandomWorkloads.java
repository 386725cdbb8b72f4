package io.splitboard.solver.load;

import io.splitboard.core.workload.Workload;
import io.splitboard.core.workload.WorkloadEdge;
import io.splitboard.core.workload.WorkloadNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Small workloads of every kind: idle nodes, classes, backward nodes, tight memory, few devices.
 */
final class RandomWorkloads {

  private RandomWorkloads() {}

  static Workload small(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int count = 1 + random.nextInt(7);
    boolean training = random.nextInt(4) == 0;
    int forward = training ? (count + 1) / 2 : count;
    List<WorkloadNode> nodes = new ArrayList<>();
    double[] costs = new double[count];
    for (int i = 0; i < count; i++) {
      boolean backward = i >= forward;
      boolean orphan = backward && random.nextInt(3) == 0;
      OptionalLong color =
          backward && !orphan
              ? OptionalLong.of(random.nextInt(forward))
              : backward ? OptionalLong.empty() : OptionalLong.of(i);
      if (!training) {
        color = random.nextInt(4) == 0 ? OptionalLong.of(random.nextInt(2)) : OptionalLong.empty();
      }
      boolean idle = random.nextInt(4) == 0;
      double ms = idle ? 0 : 1 + random.nextInt(8);
      nodes.add(
          new WorkloadNode(
              10 + i,
              "",
              random.nextInt(8) > 0,
              idle ? 0 : ms * (1 + random.nextInt(4)),
              ms,
              random.nextInt(3),
              backward,
              color));
      costs[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(4) / 2.0;
    }
    List<WorkloadEdge> edges = new ArrayList<>();
    for (int to = 1; to < count; to++) {
      for (int from = 0; from < to; from++) {
        if (random.nextInt(3) == 0) {
          edges.add(new WorkloadEdge(10 + from, 10 + to, costs[from]));
        }
      }
    }
    double memory = random.nextBoolean() ? 100 : 1 + random.nextInt(8);
    return new Workload(1 + random.nextInt(3), memory, random.nextInt(2), nodes, edges);
  }
}
