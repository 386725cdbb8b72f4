package io.splitboard.app.window.model;

import io.splitboard.app.picture.timeline.TimelineModel;
import io.splitboard.app.service.RunOutcome;
import io.splitboard.core.project.Objective;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.Trace;
import java.util.List;
import java.util.Optional;

/** Decides which requests the timeline shows. */
public final class TimelineChoice {
  /** Requests that are shown of a stream, so that it is seen how they overlap. */
  static final int STREAMED = 3;

  private TimelineChoice() {}

  /**
   * The timeline of a design.
   *
   * @param outcome the last run of this very design; empty where there was none
   */
  public static TimelineModel of(
      List<String> devices,
      Objective objective,
      Optional<Prediction> prediction,
      Optional<RunOutcome> outcome) {
    int count = objective != Objective.THROUGHPUT ? 1 : STREAMED;
    if (outcome.isPresent() && outcome.get().completed() > 0) {
      RunOutcome run = outcome.get();
      return TimelineModel.of(
          run.live().program(),
          devices,
          Optional.of(run.predicted()),
          Optional.of(run.measured()),
          typical(run.measured(), count),
          count);
    }
    return prediction
        .map(
            each ->
                TimelineModel.of(
                    each.program(),
                    devices,
                    Optional.of(count == 1 ? each.single() : each.stream()),
                    Optional.empty(),
                    count == 1 ? 0 : TimelineModel.middle(each.stream(), count),
                    count))
        .orElse(TimelineModel.EMPTY);
  }

  /** One request: the one with the median latency. Several: those in the middle of the run. */
  private static int typical(Trace trace, int count) {
    return count > 1 ? TimelineModel.middle(trace, count) : TimelineModel.median(trace);
  }
}
