package io.splitboard.app.window.model;

import io.splitboard.app.window.task.LatestWins;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.PredictionRange;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * What the shown partition is predicted to do, and what it would do if the drag under way ended
 * here. Predictions are computed off the window's thread; the newest question wins.
 */
public final class PredictionModel {
  private final Function<Partition, Prediction> predictor;
  private final Function<Prediction, Optional<PredictionRange>> ranger;
  private final LatestWins<Prediction> shownQueue;
  private final LatestWins<Optional<PredictionRange>> rangeQueue;
  private final LatestWins<Prediction> hoverQueue;
  private final ReadOnlyObjectWrapper<Prediction> shown = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Prediction> hovered = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<PredictionRange> range = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper hoverProblem = new ReadOnlyStringWrapper("");
  private Partition partition;

  /**
   * Makes a model.
   *
   * @param predictor blocks, thread-safe; throws a UserException where a partition cannot run
   * @param ranger tells where a prediction's figures may lie; blocks longer, thread-safe
   */
  public PredictionModel(
      Function<Partition, Prediction> predictor,
      Function<Prediction, Optional<PredictionRange>> ranger,
      TaskRunner runner) {
    this.predictor = predictor;
    this.ranger = ranger;
    rangeQueue = new LatestWins<>("Varying costs", runner);
    shownQueue = new LatestWins<>("Predicting", runner);
    hoverQueue = new LatestWins<>("Predicting", runner);
  }

  /** Prediction of the shown partition; null before the first and where it cannot run. */
  public ReadOnlyObjectProperty<Prediction> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** Where the shown prediction's figures may lie; null before that is known and if it is not. */
  public ReadOnlyObjectProperty<PredictionRange> rangeProperty() {
    return range.getReadOnlyProperty();
  }

  /** Prediction of what a drag would make; null while there is none. */
  public ReadOnlyObjectProperty<Prediction> hoveredProperty() {
    return hovered.getReadOnlyProperty();
  }

  /** Why the shown partition cannot run; empty if it can. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Why what a drag would make cannot run; empty if it can. */
  public ReadOnlyStringProperty hoverProblemProperty() {
    return hoverProblem.getReadOnlyProperty();
  }

  /** Prediction of the shown partition, if there is one. */
  public Optional<Prediction> shown() {
    return Optional.ofNullable(shown.get());
  }

  /** Shows a partition. Nothing happens if it is the one shown, so renaming costs nothing. */
  public void show(Partition changed) {
    if (!changed.equals(partition)) {
      partition = changed;
      again();
    }
  }

  /** Predicts again, for example with a new profile. */
  public void again() {
    if (partition == null) {
      return;
    }
    Partition asked = partition;
    shownQueue.submit(
        () -> predictor.apply(asked),
        prediction -> {
          problem.set("");
          range.set(null);
          shown.set(prediction);
          rangeQueue.submit(
              () -> ranger.apply(prediction),
              found -> range.set(found.orElse(null)),
              sentence -> range.set(null));
        },
        sentence -> {
          rangeQueue.drop();
          range.set(null);
          shown.set(null);
          problem.set(sentence);
        });
  }

  /** Asks what a partition would do while a drag hovers. */
  public void hover(Partition candidate) {
    hoverQueue.submit(
        () -> predictor.apply(candidate),
        prediction -> {
          hoverProblem.set("");
          hovered.set(prediction);
        },
        sentence -> {
          hovered.set(null);
          hoverProblem.set(sentence);
        });
  }

  /** The drag left the device or ended. */
  public void endHover() {
    hoverQueue.drop();
    hovered.set(null);
    hoverProblem.set("");
  }
}
