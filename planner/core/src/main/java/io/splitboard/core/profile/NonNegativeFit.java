package io.splitboard.core.profile;

import java.util.List;

/** Weighted least squares whose factors are all 0 or more. */
public final class NonNegativeFit {

  /** Share of the largest pivot below which samples do not tell two terms apart. */
  private static final double SINGULAR = 1e-9;

  private NonNegativeFit() {}

  /**
   * One measurement.
   *
   * @param terms what each factor is multiplied by; as many in every sample
   * @param value what the products sum up to
   * @param weight how exactly the value is known, relative to the others
   */
  public record Sample(double[] terms, double value, double weight) {}

  /**
   * Fits factors: the best of all choices of terms whose solution has no negative factor; the terms
   * that were not chosen have factor 0.
   *
   * @param terms how many there are; the time grows with 2 to that power
   */
  public static double[] of(List<Sample> samples, int terms) {
    double[] best = new double[terms];
    double least = error(samples, best);
    for (int choice = 1; choice < 1 << terms; choice++) {
      double[] fitted = solve(samples, terms, choice);
      if (fitted != null && error(samples, fitted) < least * (1 - SINGULAR)) {
        best = fitted;
        least = error(samples, fitted);
      }
    }
    return best;
  }

  /** What factors say of some terms. */
  public static double value(double[] factors, double[] terms) {
    double sum = 0;
    for (int term = 0; term < factors.length; term++) {
      sum += factors[term] * terms[term];
    }
    return sum;
  }

  private static double error(List<Sample> samples, double[] factors) {
    double sum = 0;
    for (Sample sample : samples) {
      double off = value(factors, sample.terms()) - sample.value();
      sum += Math.pow(off * sample.weight(), 2);
    }
    return sum;
  }

  /** Solves the normal equations of the chosen terms; null if they have no solution from 0 on. */
  private static double[] solve(List<Sample> samples, int count, int choice) {
    double[][] rows = new double[count][count + 1];
    for (int i = 0; i < count; i++) {
      boolean chosen = (choice >> i & 1) == 1;
      rows[i][i] = chosen ? 0 : 1;
      for (Sample sample : samples) {
        double weighted = chosen ? Math.pow(sample.weight(), 2) * sample.terms()[i] : 0;
        for (int j = 0; j < count; j++) {
          rows[i][j] += (choice >> j & 1) == 1 ? weighted * sample.terms()[j] : 0;
        }
        rows[i][count] += weighted * sample.value();
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
