package io.splitboard.solver.layers;

import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.solver.Problem;
import java.util.Arrays;

/**
 * What copying tensors between engine and network takes a device: for each tensor that a task reads
 * or makes, in proportion to its bytes, see {@link io.splitboard.core.program.TaskTime}. It is
 * attributed to layers so that it adds up to no more than the tasks of any program take, and to
 * just that for chains: each of n readers of a tensor pays an n-th for reading it from elsewhere,
 * and its maker an n-th for each reader elsewhere; what a request brings is read, and what it
 * returns is made, wherever that is.
 */
final class Copying {

  private static final double MEGA = 1e6;

  private final Ticks ticks;
  private final double[] perMegabyteMs;

  Copying(Problem problem, Ticks ticks) {
    this.ticks = ticks;
    this.perMegabyteMs =
        problem.cluster().deviceIds().stream()
            .map(problem.profile()::device)
            .map(DeviceProfile::perMegabyteMs)
            .mapToDouble(figure -> figure.value())
            .toArray();
  }

  /** Whether it takes any time at all. */
  boolean any() {
    return Arrays.stream(perMegabyteMs).anyMatch(ms -> ms > 0);
  }

  /** A reader's part of copying a tensor, or its maker's for that reader. Rounded down. */
  long readerTicks(Flow flow, int device) {
    return ticks.down(perMegabyteMs[device] * flow.bytes() / MEGA / flow.readers().length);
  }

  /** What copying a tensor takes where it is not shared out. */
  long wholeTicks(Flow flow, int device) {
    return ticks.down(perMegabyteMs[device] * flow.bytes() / MEGA);
  }

  /** What a layer pays on a device wherever all others are. */
  long alwaysTicks(LayerGraph graph, int layer, int device) {
    if (!any() || !graph.needed(layer)) {
      return 0;
    }
    long sum = 0;
    for (Flow flow : graph.inFlows(layer)) {
      sum += flow.producer() == Flow.FROM_SOURCE ? readerTicks(flow, device) : 0;
    }
    for (Flow flow : graph.outFlows(layer)) {
      sum += flow.output() ? wholeTicks(flow, device) : 0;
    }
    return sum;
  }

  /** What a layer pays for what crosses when each layer is on a device. */
  long crossingTicks(LayerGraph graph, int layer, int[] on) {
    if (!any()) {
      return 0;
    }
    long sum = 0;
    for (Flow flow : graph.inFlows(layer)) {
      boolean elsewhere = flow.producer() != Flow.FROM_SOURCE && on[flow.producer()] != on[layer];
      sum += elsewhere ? readerTicks(flow, on[layer]) : 0;
    }
    for (Flow flow : graph.outFlows(layer)) {
      if (!flow.output()) {
        long away = Arrays.stream(flow.readers()).filter(one -> on[one] != on[layer]).count();
        sum += away * readerTicks(flow, on[layer]);
      }
    }
    return sum;
  }

  /** No layer's copying on any device takes longer than this for all its tensors. */
  long most(LayerGraph graph, int layer, int device) {
    long sum = 0;
    for (Flow flow : graph.inFlows(layer)) {
      sum += readerTicks(flow, device);
    }
    for (Flow flow : graph.outFlows(layer)) {
      sum += wholeTicks(flow, device);
    }
    return sum;
  }
}
