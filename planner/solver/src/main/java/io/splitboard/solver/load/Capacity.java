package io.splitboard.solver.load;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How much of the accelerators' work CPUs can take off them at most: as if items could be cut at
 * will, those first that cost a CPU least for what they would cost an accelerator. Items that take
 * a CPU longer than the limit are left out.
 */
final class Capacity {

  private final long[] cpuTicks;
  private final long[] acceleratorTicks;

  Capacity(Items items) {
    int[] order =
        IntStream.range(0, items.count)
            .filter(item -> items.acceleratorTicks[item] > 0)
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    item -> (double) items.cpuTicks[item] / items.acceleratorTicks[item]))
            .mapToInt(Integer::intValue)
            .toArray();
    cpuTicks = Arrays.stream(order).mapToLong(item -> items.cpuTicks[item]).toArray();
    acceleratorTicks =
        Arrays.stream(order).mapToLong(item -> items.acceleratorTicks[item]).toArray();
  }

  /**
   * Ticks of accelerators' work that CPUs can do.
   *
   * @param freeTicks of all CPUs
   * @param limitTicks no CPU works longer
   */
  long absorbed(double freeTicks, long limitTicks) {
    double left = freeTicks;
    double absorbed = 0;
    for (int i = 0; i < cpuTicks.length && left > 0; i++) {
      if (cpuTicks[i] > limitTicks) {
        continue;
      }
      if (cpuTicks[i] > left) {
        return (long) Math.ceil(absorbed + acceleratorTicks[i] * (left / cpuTicks[i]));
      }
      left -= cpuTicks[i];
      absorbed += acceleratorTicks[i];
    }
    return (long) Math.ceil(absorbed);
  }
}
