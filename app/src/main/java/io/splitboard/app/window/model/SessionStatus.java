package io.splitboard.app.window.model;

import io.splitboard.core.project.Objective;
import java.util.Comparator;
import java.util.Locale;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What the status bar says about an open project, and how well its costs predict. */
final class SessionStatus {
  private final ProjectSession session;
  private final ReadOnlyStringWrapper calibration = new ReadOnlyStringWrapper("");

  SessionStatus(ProjectSession session) {
    this.session = session;
  }

  ReadOnlyStringProperty calibrationProperty() {
    return calibration.getReadOnlyProperty();
  }

  void refresh() {
    RunModel run = session.run();
    StatusModel status = session.status();
    LiveStatistics.Snapshot snapshot = run.snapshotProperty().get();
    switch (run.stateProperty().get()) {
      case NONE -> notDeployed(run, status);
      case DEPLOYING -> status.working("Deploying: " + step(run), -1);
      case READY -> deployed(ready(snapshot));
      case RUNNING -> deployed(DeploymentText.running(devices(), snapshot.completed()));
      case STOPPING -> status.working("Stopping the agents", -1);
    }
    agree(snapshot);
  }

  private void deployed(String text) {
    if (session.check().runningProperty().get()) {
      checking();
    } else {
      session.status().resting(StatusModel.Mood.LIVE, text);
    }
  }

  private void checking() {
    String step = session.check().stepProperty().get();
    session.status().working("Checking this cut: " + step, -1);
  }

  private void notDeployed(RunModel run, StatusModel status) {
    StudyModel study = session.study();
    if (study.runningProperty().get()) {
      status.working("Study: " + study.stepProperty().get(), study.fraction());
    } else if (session.check().runningProperty().get()) {
      checking();
    } else if (run.problemProperty().get().isEmpty()) {
      status.resting(StatusModel.Mood.IDLE, "Not deployed");
    } else {
      status.resting(StatusModel.Mood.FAILED, "Deployment failed");
    }
  }

  /** What the device that is farthest behind does; before any is told, what is prepared. */
  private static String step(RunModel run) {
    return run.devicesProperty().get().values().stream()
        .map(DeviceProgress::step)
        .min(Comparator.naturalOrder())
        .map(step -> step.name().toLowerCase(Locale.ROOT))
        .orElse(run.stepProperty().get());
  }

  /** What the design is about: the time of a request, or results per second. */
  private void agree(LiveStatistics.Snapshot snapshot) {
    boolean latency = session.designs().current().objective() != Objective.THROUGHPUT;
    double predicted =
        session
            .expected()
            .map(each -> latency ? each.latencyP50Ms() : each.throughputPerSecond())
            .orElse(Double.NaN);
    double now = latency ? snapshot.latencyMs(0.5) : snapshot.perSecond();
    double measured = session.measuring() ? now : Double.NaN;
    session.status().agree(predicted, measured, latency ? Units::ms : Units::perSecond);
    refreshCalibration(Math.abs(measured - predicted) / predicted);
  }

  /** Takes over a new profile, with which nothing was measured yet. */
  void calibrated() {
    refreshCalibration(Double.NaN);
  }

  /** Tells where the costs came from; the error is NaN while nothing was measured. */
  private void refreshCalibration(double error) {
    String origin =
        session.project().profile().isPresent() ? "measured profile" : "catalogue profile";
    calibration.set(Double.isNaN(error) ? origin : origin + ", off by " + Units.percent(error));
  }

  private String ready(LiveStatistics.Snapshot snapshot) {
    RunModel run = session.run();
    int lost = run.outcomeProperty().get() == null ? 0 : run.outcomeProperty().get().lost();
    return DeploymentText.ready(devices(), snapshot.completed(), lost);
  }

  private int devices() {
    return session.run().liveProperty().get().program().devices().size();
  }
}
