package io.splitboard.app.window.model;

import io.splitboard.app.window.task.BackgroundTask;
import io.splitboard.app.window.task.LatestWins;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.core.project.Comparison;
import io.splitboard.core.project.Experiment;
import io.splitboard.core.project.ExperimentHeader;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The saved experiments, and the two of them that are compared. */
public final class ExperimentsModel {
  /** Where experiments are stored; calls block. */
  public interface Store {
    /** All of them, newest first. */
    List<ExperimentHeader> list();

    /** One with its traces. */
    Experiment load(String id);
  }

  private final Store store;
  private final TaskRunner runner;
  private final LatestWins<Comparison> comparing;
  private final ObservableList<ExperimentHeader> headers = FXCollections.observableArrayList();
  // Kept, because a view that nobody holds stops telling its listeners.
  private final ObservableList<ExperimentHeader> shownHeaders =
      FXCollections.unmodifiableObservableList(headers);
  private final ReadOnlyStringWrapper first = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper second = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Comparison> comparison = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

  /** Makes a model; nothing is read yet. */
  public ExperimentsModel(Store store, TaskRunner runner) {
    this.store = store;
    this.runner = runner;
    comparing = new LatestWins<>("Comparing", runner);
  }

  /** All saved experiments, newest first. */
  public ObservableList<ExperimentHeader> headers() {
    return shownHeaders;
  }

  /** Id of the experiment that the other is compared with; empty while none is chosen. */
  public ReadOnlyStringProperty firstProperty() {
    return first.getReadOnlyProperty();
  }

  /** Id of the experiment that is compared; empty while none is chosen. */
  public ReadOnlyStringProperty secondProperty() {
    return second.getReadOnlyProperty();
  }

  /** The comparison; null while fewer than two experiments are chosen. */
  public ReadOnlyObjectProperty<Comparison> comparisonProperty() {
    return comparison.getReadOnlyProperty();
  }

  /** What went wrong when reading; empty if nothing did. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** A name that no saved experiment has: the wished one, or that with a number. */
  public String freeName(String wished) {
    Set<String> taken = headers.stream().map(ExperimentHeader::name).collect(Collectors.toSet());
    return Stream.iterate(1, number -> number + 1)
        .map(number -> number == 1 ? wished : wished + " (" + number + ")")
        .filter(name -> !taken.contains(name))
        .findFirst()
        .orElseThrow();
  }

  /** Reads the list again. */
  public void refresh() {
    BackgroundTask.of("Listing experiments", progress -> store.list())
        .onSuccess(headers::setAll)
        .onFailure(problem::set)
        .start(runner);
  }

  /**
   * Chooses an experiment: the first click names the first, the next the second; a chosen one is
   * given up again.
   */
  public void choose(String id) {
    if (id.equals(first.get())) {
      first.set(second.get());
      second.set("");
    } else if (id.equals(second.get())) {
      second.set("");
    } else if (first.get().isEmpty()) {
      first.set(id);
    } else {
      second.set(id);
    }
    compare();
  }

  /** Compares two experiments. */
  public void compare(String firstId, String secondId) {
    first.set(firstId);
    second.set(secondId);
    compare();
  }

  /** The two change places. */
  public void swap() {
    compare(second.get(), first.get());
  }

  private void compare() {
    String a = first.get();
    String b = second.get();
    if (a.isEmpty() || b.isEmpty() || Objects.equals(a, b)) {
      comparing.drop();
      comparison.set(null);
      return;
    }
    comparing.submit(
        () -> Comparison.of(store.load(a), store.load(b)),
        value -> {
          problem.set("");
          comparison.set(value);
        },
        sentence -> {
          comparison.set(null);
          problem.set(sentence);
        });
  }
}
