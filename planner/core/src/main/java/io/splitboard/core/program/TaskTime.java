package io.splitboard.core.program;

import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Expected time of tasks. */
public final class TaskTime {

  private TaskTime() {}

  /**
   * Time of a task on its device, ms: as measured where this very bundle of pieces was, else
   * overhead, plus copying what it reads and makes, plus what its pieces take.
   */
  public static double ms(Profile profile, Task task) {
    DeviceProfile costs = profile.device(task.device());
    if (!costs.bundleMs().isEmpty()) {
      Figure bundle = costs.bundleMs().get(bundleKey(task));
      if (bundle != null) {
        return bundle.value();
      }
    }
    return costs.overheadMs().value()
        + costs.perMegabyteMs().value() * megabytes(task)
        + piecesMs(
            task, costs.perPieceMs().value(), layer -> profile.layerMs(task.device(), layer));
  }

  /** Under which the time of a whole task is kept in a profile; equal for equal work. */
  public static String bundleKey(Task task) {
    List<String> names =
        task.pieces().stream().map(piece -> piece.layer() + piece.region().suffix()).toList();
    return DeviceProfile.bundleKey(names);
  }

  /** What a task reads and makes, 10⁶ bytes. */
  public static double megabytes(Task task) {
    return Stream.concat(task.reads().stream(), task.makes().stream())
            .mapToLong(Fragment::bytes)
            .sum()
        / 1e6;
  }

  /**
   * Time of a task's pieces alone, ms: of each layer's time what every piece takes anyhow, and a
   * share of the rest.
   *
   * @param perPieceMs what a piece takes at least; a layer that takes less is shared as a whole
   * @param layerMs times of whole layers
   */
  public static double piecesMs(Task task, double perPieceMs, ToDoubleFunction<String> layerMs) {
    double sum = 0;
    for (Piece piece : task.pieces()) {
      double wholeMs = layerMs.applyAsDouble(piece.layer());
      double fixedMs = Math.min(perPieceMs, wholeMs) * Math.max(0, 1 - piece.work());
      sum += fixedMs + piece.work() * wholeMs;
    }
    return sum;
  }
}
