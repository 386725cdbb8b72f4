package io.splitboard.fleet.profiling;

import io.splitboard.core.profile.NonNegativeFit;
import java.util.List;

/**
 * What a task takes besides the kernels of its nodes: {@code perCall + perNode·nodes +
 * perMegabyte·megabytes}, each 0 or more.
 */
record CallCost(double perCallMs, double perNodeMs, double perMegabyteMs) {

  /**
   * One task.
   *
   * @param weight how exactly its time is known, relative to the others
   */
  record Sample(double outsideMs, int nodes, double megabytes, double weight) {}

  /** Least squares; nothing of it is negative. */
  static CallCost fit(List<Sample> samples) {
    List<NonNegativeFit.Sample> terms =
        samples.stream()
            .map(
                one ->
                    new NonNegativeFit.Sample(
                        new double[] {1, one.nodes(), one.megabytes()},
                        one.outsideMs(),
                        one.weight()))
            .toList();
    double[] factors = NonNegativeFit.of(terms, 3);
    return new CallCost(factors[0], factors[1], factors[2]);
  }
}
