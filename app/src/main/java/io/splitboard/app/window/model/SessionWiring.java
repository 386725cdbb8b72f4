package io.splitboard.app.window.model;

import io.splitboard.app.service.RunOutcome;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.ExperimentHeader;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.collections.ListChangeListener;

/** What follows in an open project when one of its view-models changes. */
final class SessionWiring {
  private final ProjectSession session;
  private final DesignsModel designs;
  private final PredictionModel prediction;
  private final RunModel run;
  private final SessionFigures figures;
  private final SessionOverlays overlays;
  private final SessionStatus status;

  SessionWiring(
      ProjectSession session,
      SessionFigures figures,
      SessionOverlays overlays,
      SessionStatus status) {
    this.session = session;
    this.designs = session.designs();
    this.prediction = session.prediction();
    this.run = session.run();
    this.figures = figures;
    this.overlays = overlays;
    this.status = status;
  }

  void connect(WhyHere whyHere) {
    connectDesigns();
    connectPrediction(whyHere);
    connectRuns();
    connectStatus();
    connectLog();
  }

  private void connectDesigns() {
    designs.currentProperty().addListener((value, before, now) -> prediction.show(now.partition()));
    designs.currentProperty().addListener((value, before, now) -> refresh());
    designs.currentProperty().addListener((value, before, now) -> session.codecs().needed(now));
    designs.currentProperty().addListener((value, before, now) -> questionChanged(before, now));
    designs
        .currentProperty()
        .addListener((value, before, now) -> session.check().show(now.partition()));
  }

  private void connectPrediction(WhyHere whyHere) {
    prediction.shownProperty().addListener((value, before, now) -> whyHere.explain(now));
    prediction.shownProperty().addListener((value, before, now) -> refresh());
    prediction.rangeProperty().addListener((value, before, now) -> refresh());
    prediction.hoveredProperty().addListener((value, before, now) -> figures.refresh());
  }

  private void connectRuns() {
    run.snapshotProperty().addListener((value, before, now) -> refresh());
    run.stateProperty().addListener((value, before, now) -> refresh());
    run.outcomeProperty().addListener((value, before, now) -> refresh());
    run.outcomeProperty().addListener((value, before, now) -> locate(now));
    run.devicesProperty().addListener((value, before, now) -> refresh());
    session
        .experiments()
        .headers()
        .addListener((ListChangeListener<ExperimentHeader>) change -> figures.readSingleRuns());
  }

  /** What is under way is told in the status bar. */
  private void connectStatus() {
    Stream.of(
            run.stepProperty(),
            session.check().runningProperty(),
            session.check().stepProperty(),
            session.study().runningProperty(),
            session.study().stepProperty())
        .forEach(told -> told.addListener((value, before, now) -> status.refresh()));
    run.summaryProperty()
        .addListener(
            (value, before, now) ->
                session.status().summarize(now + DeploymentText.virtual(session.cluster())));
  }

  private void connectLog() {
    LogModel log = session.log();
    Stream.of(
            session.problemProperty(),
            run.problemProperty(),
            designs.problemProperty(),
            prediction.problemProperty(),
            session.experiments().problemProperty(),
            session.study().problemProperty())
        .forEach(log::tellProblemsOf);
    run.summaryProperty().addListener((value, before, now) -> log.info(now));
    run.outcomeProperty()
        .addListener(
            (value, before, now) ->
                Optional.ofNullable(now).flatMap(RunOutcome::caution).ifPresent(log::info));
    session.study().summaryProperty().addListener((value, before, now) -> log.info(now));
    SolveModel solve = session.solve();
    solve
        .stateProperty()
        .addListener(
            (value, before, now) -> {
              if (before == SolveModel.State.RUNNING) {
                log.info("Solver: " + solve.statusProperty().get());
              }
            });
  }

  private void refresh() {
    figures.refresh();
    overlays.refresh();
    status.refresh();
  }

  /** What the solver found answers the design and the objective that it was asked for. */
  private void questionChanged(Design before, Design now) {
    if (!before.id().equals(now.id()) || before.objective() != now.objective()) {
      session.solve().forget();
    }
    if (!before.partition().equals(now.partition())
        || !before.constraints().equals(now.constraints())
        || before.objective() != now.objective()) {
      session.nextMove().forget();
    }
  }

  /** Looks for the first layer that differs where a live run's results do. */
  private void locate(RunOutcome outcome) {
    if (outcome != null
        && outcome.completed() > 0
        && ResultText.tone(outcome) != Figure.Tone.GOOD
        && run.shows(designs.current())) {
      session.check().start(designs.current());
    }
  }
}
