package io.splitboard.app.service;

import io.splitboard.core.UserException;
import io.splitboard.core.network.Shape;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.core.tensor.TensorStatistics;
import io.splitboard.core.tensor.TopK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an output says, in one line. */
public final class OutputText {

  private static final int SHOWN = 5;
  private static final int FEWEST_CLASSES = 2;

  private OutputText() {}

  /**
   * Reads a file with one label a line, the first one for class 0.
   *
   * @throws UserException if it cannot be read as UTF-8 text
   */
  public static List<String> labels(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UserException(
          "The label file " + file + " cannot be read: it must be UTF-8 text, one label a line.",
          e);
    }
  }

  /** The five largest elements of a list of classes; statistics of any other output. */
  public static String of(String name, TensorData data, List<String> labels) {
    return isClasses(data.shape()) ? classes(name, data, labels) : statistics(name, data);
  }

  /** Whether all dimensions but one are 1: then an output lists classes. */
  private static boolean isClasses(Shape shape) {
    long wide = shape.dims().stream().filter(size -> size != 1).count();
    return wide == 1 && shape.elements() >= FEWEST_CLASSES;
  }

  private static String classes(String name, TensorData data, List<String> labels) {
    return "  "
        + name
        + ": "
        + TopK.of(data, SHOWN, labels).stream()
            .map(entry -> String.format(Locale.ROOT, "%s %.4g", entry.label(), entry.value()))
            .collect(Collectors.joining(", "));
  }

  private static String statistics(String name, TensorData data) {
    TensorStatistics statistics = TensorStatistics.of(data);
    return String.format(
        Locale.ROOT,
        "  %s: %s, %.4g to %.4g, mean %.4g, deviation %.4g%s",
        name,
        data.shape(),
        statistics.min(),
        statistics.max(),
        statistics.mean(),
        statistics.deviation(),
        statistics.notFinite() == 0 ? "" : ", " + statistics.notFinite() + " not finite");
  }
}
