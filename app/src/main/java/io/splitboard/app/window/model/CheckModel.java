package io.splitboard.app.window.model;

import io.splitboard.app.service.CheckReport;
import io.splitboard.app.window.task.BackgroundTask;
import io.splitboard.app.window.task.RunningTask;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.core.Progress;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Design;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Checks whether a design's pieces compute what the whole network does, one check at a time. */
public final class CheckModel {
  /** Runs the pieces and the whole; blocks. */
  @FunctionalInterface
  public interface Checker {
    /** Compares; throws a UserException where the design cannot run. */
    CheckReport check(Design design, Progress progress);
  }

  private final Checker checker;
  private final TaskRunner runner;
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper step = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<CheckReport> report = new ReadOnlyObjectWrapper<>();
  private RunningTask task;
  private Partition asked;

  /** Makes a model that has checked nothing. */
  public CheckModel(Checker checker, TaskRunner runner) {
    this.checker = checker;
    this.runner = runner;
  }

  /** Whether a check goes on. */
  public ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  /** What the check does, in a few words. */
  public ReadOnlyStringProperty stepProperty() {
    return step.getReadOnlyProperty();
  }

  /** Why the last check could not be made; empty if it could. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** What the last check found about the shown cut; null where there is none. */
  public ReadOnlyObjectProperty<CheckReport> reportProperty() {
    return report.getReadOnlyProperty();
  }

  /** Checks a design; what is known about another one is forgotten. */
  public void start(Design design) {
    forget();
    asked = design.partition();
    step.set("Cutting");
    running.set(true);
    RunningTask[] own = new RunningTask[1];
    own[0] =
        BackgroundTask.of("Checking", progress -> checker.check(design, progress))
            .onProgress(
                (text, fraction) -> {
                  if (task == own[0]) {
                    step.set(text);
                  }
                })
            .onSuccess(found -> ended(own[0], () -> report.set(found)))
            .onFailure(sentence -> ended(own[0], () -> problem.set(sentence)))
            .onCancelled(() -> ended(own[0], () -> {}))
            .start(runner);
    // A runner that works at once has ended it already.
    task = running.get() ? own[0] : null;
  }

  /** Stops the check. */
  public void cancel() {
    RunningTask going = task;
    task = null;
    running.set(false);
    if (going != null) {
      going.cancel();
    }
  }

  /** Another partition is shown: what was found about the one before no longer holds. */
  public void show(Partition partition) {
    if (asked != null && !asked.equals(partition)) {
      forget();
    }
  }

  private void forget() {
    cancel();
    asked = null;
    problem.set("");
    report.set(null);
  }

  /** Takes over an end, unless another check has begun or this one was stopped. */
  private void ended(RunningTask own, Runnable found) {
    if (task == own && running.get()) {
      task = null;
      running.set(false);
      found.run();
    }
  }
}
