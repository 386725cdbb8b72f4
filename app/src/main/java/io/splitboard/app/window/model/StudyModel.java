package io.splitboard.app.window.model;

import io.splitboard.app.study.Study;
import io.splitboard.app.study.StudyFiles;
import io.splitboard.app.study.StudyOptions;
import io.splitboard.app.window.task.BackgroundTask;
import io.splitboard.app.window.task.RunningTask;
import io.splitboard.app.window.task.TaskRunner;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The study that an open sample project belongs to: runs it, one run at a time. */
public final class StudyModel {
  private final Optional<Study> study;
  private final Path folder;
  private final TaskRunner runner;
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper step = new ReadOnlyStringWrapper("");
  private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(-1);
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Path> report = new ReadOnlyObjectWrapper<>();
  private RunningTask task;

  /**
   * Makes a model.
   *
   * @param study the project's study; empty for most projects
   * @param folder where reports go, each study in a folder of its own
   */
  public StudyModel(Optional<Study> study, Path folder, TaskRunner runner) {
    this.study = study;
    this.folder = folder;
    this.runner = runner;
  }

  /** Whether the project belongs to a study. */
  public boolean available() {
    return study.isPresent();
  }

  /** Whether it runs. */
  public ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  /** What it is doing. */
  public ReadOnlyStringProperty stepProperty() {
    return step.getReadOnlyProperty();
  }

  /** How far the step is, 0 to 1; negative where unknown. */
  public double fraction() {
    return fraction.get();
  }

  /** What the last run found; empty before. */
  public ReadOnlyStringProperty summaryProperty() {
    return summary.getReadOnlyProperty();
  }

  /** Why the last run failed; empty if it did not. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** The last run's page; null before it is written. */
  public ReadOnlyObjectProperty<Path> reportProperty() {
    return report.getReadOnlyProperty();
  }

  /**
   * Runs the study, unless it runs already or there is none.
   *
   * @param quick whether the small version is enough
   */
  public void start(boolean quick) {
    if (study.isEmpty() || running.get()) {
      return;
    }
    problem.set("");
    report.set(null);
    Study asked = study.get();
    StudyOptions options =
        new StudyOptions(
            folder.resolve(asked.name()), Runtime.getRuntime().availableProcessors(), quick);
    progressed("Starting", -1);
    running.set(true);
    task =
        BackgroundTask.of("Study", progress -> StudyFiles.make(asked, progress, options))
            .endingItself()
            .onProgress(this::progressed)
            .onSuccess(this::made)
            .onFailure(problem::set)
            .onCancelled(() -> summary.set("The study was stopped."))
            .onFinished(() -> running.set(false))
            .start(runner);
  }

  /** Stops the run as soon as it looks up. */
  public void cancel() {
    if (task != null) {
      task.cancel();
    }
  }

  private void progressed(String now, double done) {
    fraction.set(done);
    step.set(now);
  }

  private void made(StudyFiles files) {
    summary.set(files.result().headline() + " Report: " + files.report());
    report.set(files.report());
  }
}
