package io.splitboard.core.tensor;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The largest elements of an output, best first. */
public final class TopK {

  private TopK() {}

  /**
   * One of the largest elements.
   *
   * @param index position in the flattened tensor
   * @param label its name; the index where there is none
   * @param value as the network gives it
   */
  public record Entry(int index, String label, double value) {}

  /**
   * The k largest elements; those that are not a number come last, ties in order of position.
   *
   * @param labels names by position; may be shorter than the tensor, or empty
   */
  public static List<Entry> of(TensorData data, int k, List<String> labels) {
    Elements elements = new Elements(data);
    Comparator<Integer> larger =
        Comparator.comparingDouble((Integer index) -> rank(elements.get(index)));
    return IntStream.range(0, elements.count())
        .boxed()
        .sorted(larger.thenComparing(Comparator.naturalOrder()))
        .limit(k)
        .map(index -> new Entry(index, label(index, labels), elements.get(index)))
        .toList();
  }

  private static double rank(double value) {
    return Double.isNaN(value) ? Double.NaN : 0.0 - value;
  }

  private static String label(int index, List<String> labels) {
    return index < labels.size() && !labels.get(index).isBlank()
        ? labels.get(index)
        : String.valueOf(index);
  }
}
