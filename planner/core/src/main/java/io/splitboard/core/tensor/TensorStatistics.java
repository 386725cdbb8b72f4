package io.splitboard.core.tensor;

/**
 * What to say about an output that is no list of classes.
 *
 * @param elements how many there are
 * @param min smallest finite element; NaN if there is none
 * @param max largest finite element; NaN if there is none
 * @param mean of the finite elements; NaN if there is none
 * @param deviation standard deviation of the finite elements; NaN if there is none
 * @param notFinite how many are infinite or not a number
 */
public record TensorStatistics(
    long elements, double min, double max, double mean, double deviation, long notFinite) {

  /** Statistics of a value. Welford's method, so that large means do not swallow the deviation. */
  public static TensorStatistics of(TensorData data) {
    Elements elements = new Elements(data);
    long finite = 0;
    double min = Double.NaN;
    double max = Double.NaN;
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < elements.count(); i++) {
      double value = elements.get(i);
      if (!Double.isFinite(value)) {
        continue;
      }
      finite++;
      min = finite == 1 ? value : Math.min(min, value);
      max = finite == 1 ? value : Math.max(max, value);
      double step = value - mean;
      mean += step / finite;
      squares += step * (value - mean);
    }
    return new TensorStatistics(
        elements.count(),
        min,
        max,
        finite == 0 ? Double.NaN : mean,
        finite == 0 ? Double.NaN : Math.sqrt(squares / finite),
        elements.count() - finite);
  }
}
