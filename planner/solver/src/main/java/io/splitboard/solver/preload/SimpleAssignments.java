package io.splitboard.solver.preload;

import io.splitboard.core.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Assignments that need no search: the baselines, and where the search begins. Branches run in the
 * order of the layers.
 */
public final class SimpleAssignments {

  private static final long POLISH_NANOS = 300_000_000L;

  private final PreloadQuestion question;
  private final Progress progress;
  private Schedule best;
  private int[] bestOn;

  private SimpleAssignments(PreloadQuestion question, Progress progress) {
    this.question = question;
    this.progress = progress;
  }

  /** All layers on one device; empty if memory, a permission or a missing way forbids it. */
  public static Optional<Schedule> onDevice(
      PreloadInstance instance, LoadingMode mode, int device) {
    int[] on = new int[instance.layers().size()];
    Arrays.fill(on, device);
    return of(instance, mode, on);
  }

  /** Each layer alone on its device; empty if memory, a permission or a missing way forbids it. */
  public static Optional<Schedule> of(PreloadInstance instance, LoadingMode mode, int[] on) {
    List<Unit> units = new ArrayList<>();
    for (int layer = 0; layer < on.length; layer++) {
      if (!instance.layers().get(layer).allowed().contains(on[layer])) {
        return Optional.empty();
      }
      units.add(Unit.of(instance, layer, on[layer]));
    }
    return Timetable.fits(instance, units)
        ? Optional.ofNullable(Timetable.of(instance, mode, units, Timetable.Order.TOPOLOGICAL))
        : Optional.empty();
  }

  /** One device, improved by moving runs of layers; null if no such assignment is possible. */
  static Schedule best(PreloadQuestion question, Progress progress) {
    SimpleAssignments search = new SimpleAssignments(question, progress);
    for (int device = 0; device < question.instance().devices().size(); device++) {
      search.offer(search.preferring(device));
    }
    if (search.best != null) {
      search.polish();
    }
    return search.best;
  }

  private int[] preferring(int device) {
    return question.instance().layers().stream()
        .mapToInt(
            layer ->
                layer.allowed().contains(device)
                    ? device
                    : layer.allowed().stream().sorted().findFirst().orElseThrow())
        .toArray();
  }

  private boolean offer(int[] on) {
    if (Arrays.stream(on).distinct().count() > question.mostDevices()) {
      return false;
    }
    Optional<Schedule> offered = of(question.instance(), question.mode(), on);
    boolean better =
        offered.isPresent()
            && (best == null || offered.get().value(question.goal()) < best.value(question.goal()));
    if (better) {
      best = offered.get();
      bestOn = on;
    }
    return better;
  }

  /** Moves runs of 1, 2, 4, … layers to other devices while that helps and time is left. */
  private void polish() {
    long until = System.nanoTime() + POLISH_NANOS;
    int layers = bestOn.length;
    boolean better = true;
    while (better) {
      better = false;
      for (int run = 1; run <= layers; run *= 2) {
        for (int from = 0; from < layers; from++) {
          for (int device = 0; device < question.instance().devices().size(); device++) {
            if (System.nanoTime() > until || progress.cancelled()) {
              return;
            }
            int[] moved = bestOn.clone();
            Arrays.fill(moved, from, Math.min(from + run, layers), device);
            better |= offer(moved);
          }
        }
      }
    }
  }
}
