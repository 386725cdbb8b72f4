package io.splitboard.app.window.model;

import io.splitboard.app.service.Advice;
import io.splitboard.app.window.task.BackgroundTask;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.simulation.Prediction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The figures of an open project, and the single device that they are compared with. */
final class SessionFigures {
  private final ProjectSession session;
  private final TaskRunner runner;
  private final ReadOnlyObjectWrapper<List<Figure>> figures =
      new ReadOnlyObjectWrapper<>(List.of());
  private Optional<Advice> predicted = Optional.empty();
  private final Map<String, Optional<SingleRun>> singleRuns = new ConcurrentHashMap<>();
  private List<SingleRun> measured = List.of();

  SessionFigures(ProjectSession session, TaskRunner runner) {
    this.session = session;
    this.runner = runner;
  }

  ReadOnlyObjectProperty<List<Figure>> property() {
    return figures.getReadOnlyProperty();
  }

  /** Predicts the single device again, after the costs changed. */
  void readBaseline() {
    Partition any = session.designs().current().partition();
    BackgroundTask.of(
            "Predicting one device", progress -> session.workspace().planning().advice(any))
        .onSuccess(
            advice -> {
              predicted = Optional.of(advice);
              refresh();
            })
        .onFailure(session.log()::problem)
        .start(runner);
  }

  /** Looks for saved runs on a single device, after runs were listed. */
  void readSingleRuns() {
    BackgroundTask.of(
            "Looking for runs on one device",
            progress -> SingleRun.all(session.workspace(), session.cluster(), singleRuns))
        .onSuccess(
            found -> {
              measured = found;
              refresh();
            })
        .onFailure(session.log()::problem)
        .start(runner);
  }

  void refresh() {
    Prediction shown = session.prediction().shownProperty().get();
    Prediction hovered = session.prediction().hoveredProperty().get();
    if (shown == null) {
      figures.set(List.of());
    } else if (hovered != null) {
      figures.set(FigureRows.hovered(shown, hovered, baseline()));
    } else if (session.measuring()) {
      figures.set(
          FigureRows.measured(
              session.run().snapshotProperty().get(),
              session.expected().orElseThrow(),
              baseline()));
    } else {
      figures.set(
          FigureRows.predicted(
              shown, Optional.ofNullable(session.prediction().rangeProperty().get()), baseline()));
    }
  }

  private SpeedUp.Baseline baseline() {
    return new SpeedUp.Baseline(
        session.designs().current().objective(),
        predicted.map(Advice::singleLatencyMs).orElse(Double.NaN),
        predicted.map(Advice::singleThroughputPerSecond).orElse(Double.NaN),
        SingleRun.best(measured, session.designs().current().objective()));
  }
}
