package io.splitboard.fleet.profiling;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a task takes besides the kernels of its nodes: {@code perCall + perNode·nodes +
 * perMegabyte·megabytes}, each 0 or more.
 */
record CallCost(double perCallMs, double perNodeMs, double perMegabyteMs) {

  private static final List<ToDoubleFunction<Sample>> TERMS =
      List.of(sample -> 1, Sample::nodes, Sample::megabytes);

  /** Share of the largest pivot below which samples do not tell two terms apart. */
  private static final double SINGULAR = 1e-9;

  /**
   * One task.
   *
   * @param weight how exactly its time is known, relative to the others
   */
  record Sample(double outsideMs, int nodes, double megabytes, double weight) {}

  /**
   * Least squares over all choices of terms that come out as 0 or more; nothing of it is negative.
   */
  static CallCost fit(List<Sample> samples) {
    double[] best = new double[TERMS.size()];
    double least = error(samples, best);
    for (int choice = 1; choice < 1 << TERMS.size(); choice++) {
      double[] fitted = solve(samples, choice);
      if (fitted != null && error(samples, fitted) < least * (1 - SINGULAR)) {
        best = fitted;
        least = error(samples, fitted);
      }
    }
    return new CallCost(best[0], best[1], best[2]);
  }

  private static double error(List<Sample> samples, double[] factors) {
    double sum = 0;
    for (Sample sample : samples) {
      double off = -sample.outsideMs();
      for (int term = 0; term < factors.length; term++) {
        off += factors[term] * TERMS.get(term).applyAsDouble(sample);
      }
      sum += Math.pow(off * sample.weight(), 2);
    }
    return sum;
  }

  /** Solves the normal equations of the chosen terms; null if they have no solution from 0 on. */
  private static double[] solve(List<Sample> samples, int choice) {
    int count = TERMS.size();
    double[][] rows = new double[count][count + 1];
    for (int i = 0; i < count; i++) {
      boolean chosen = (choice >> i & 1) == 1;
      rows[i][i] = chosen ? 0 : 1;
      for (Sample sample : samples) {
        double weighted =
            chosen ? Math.pow(sample.weight(), 2) * TERMS.get(i).applyAsDouble(sample) : 0;
        for (int j = 0; j < count; j++) {
          rows[i][j] += (choice >> j & 1) == 1 ? weighted * TERMS.get(j).applyAsDouble(sample) : 0;
        }
        rows[i][count] += weighted * sample.outsideMs();
      }
    }
    return eliminated(rows);
  }

  /** The matrix is symmetric and not negative, so pivots need no exchange. */
  private static double[] eliminated(double[][] rows) {
    int count = rows.length;
    for (int pivot = 0; pivot < count; pivot++) {
      double before = rows[pivot][pivot];
      if (before <= 0) {
        return null;
      }
      for (int row = 0; row < count; row++) {
        double factor = row == pivot ? 0 : rows[row][pivot] / before;
        for (int column = pivot; column <= count && factor != 0; column++) {
          double was = rows[row][column];
          rows[row][column] -= factor * rows[pivot][column];
          if (row == column && row > pivot && rows[row][column] < SINGULAR * was) {
            return null;
          }
        }
      }
    }
    double[] result = new double[count];
    for (int i = 0; i < count; i++) {
      result[i] = rows[i][count] / rows[i][i];
      if (result[i] < 0) {
        return null;
      }
    }
    return result;
  }
}
