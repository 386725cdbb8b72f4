package io.splitboard.app.window.model;

import io.splitboard.app.window.task.BackgroundTask;
import io.splitboard.app.window.task.RunningTask;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.core.Progress;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.explain.Move;
import io.splitboard.solver.explain.NextMoves;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The single change to the shown design that would bring most, looked for when asked. */
public final class NextMoveModel {
  /** Blocking search. */
  @FunctionalInterface
  public interface Search {
    /** Tries all single changes of a design. */
    NextMoves find(Design design, Progress progress);
  }

  private final Search search;
  private final TaskRunner runner;
  private final ReadOnlyStringWrapper sentence = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Partition> proposal = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
  private RunningTask running;
  private int asked;

  /** Makes a model. */
  public NextMoveModel(Search search, TaskRunner runner) {
    this.search = search;
    this.runner = runner;
  }

  /** What was found, with its gain; empty before anyone asked. */
  public ReadOnlyStringProperty sentenceProperty() {
    return sentence.getReadOnlyProperty();
  }

  /** What the change leads to; null where there is none to apply. */
  public ReadOnlyObjectProperty<Partition> proposalProperty() {
    return proposal.getReadOnlyProperty();
  }

  /** Whether changes are being tried. */
  public ReadOnlyBooleanProperty searchingProperty() {
    return searching.getReadOnlyProperty();
  }

  /** Tries all single changes to a design. */
  public void find(Design design) {
    forget();
    int own = asked;
    searching.set(true);
    sentence.set("Trying single changes…");
    running =
        BackgroundTask.of("Trying single changes", progress -> search.find(design, progress))
            .onSuccess(moves -> found(own, design.objective(), moves))
            .onFailure(problem -> ended(own, problem))
            .onCancelled(() -> ended(own, ""))
            .start(runner);
  }

  /** Drops what was found, since another design is shown, and stops looking. */
  public void forget() {
    asked++;
    if (running != null) {
      running.cancel();
      running = null;
    }
    searching.set(false);
    proposal.set(null);
    sentence.set("");
  }

  private void found(int own, Objective objective, NextMoves moves) {
    if (own != asked) {
      return;
    }
    proposal.set(moves.best().map(Move::partition).orElse(null));
    ended(
        own,
        moves
            .best()
            .map(
                move ->
                    "Best of %d single changes: %s: −%s (%s)."
                        .formatted(
                            moves.judged(),
                            move.sentence(),
                            Units.value(objective, move.gain()),
                            Units.change(moves.value(), move.value())))
            .orElse("None of %d single changes is better.".formatted(moves.judged())));
  }

  private void ended(int own, String text) {
    if (own == asked) {
      searching.set(false);
      sentence.set(text);
    }
  }
}
