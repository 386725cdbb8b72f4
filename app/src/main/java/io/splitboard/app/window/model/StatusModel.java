package io.splitboard.app.window.model;

import java.util.function.DoubleFunction;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What the status bar says. */
public final class StatusModel {
  /** Colour of the dot; the text beside it says the same in words. */
  public enum Mood {
    IDLE,
    BUSY,
    LIVE,
    FAILED
  }

  private final ReadOnlyObjectWrapper<Mood> mood = new ReadOnlyObjectWrapper<>(Mood.IDLE);
  private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("Not deployed");
  private final ReadOnlyStringWrapper agreement = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);

  /** Colour of the dot. */
  public ReadOnlyObjectProperty<Mood> moodProperty() {
    return mood.getReadOnlyProperty();
  }

  /** What runs, in a few words. */
  public ReadOnlyStringProperty stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** Predicted against measured. */
  public ReadOnlyStringProperty agreementProperty() {
    return agreement.getReadOnlyProperty();
  }

  /** The last deployment. */
  public ReadOnlyStringProperty summaryProperty() {
    return summary.getReadOnlyProperty();
  }

  /** Whether something long goes on. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** How far it is, 0 to 1; negative where unknown. */
  public ReadOnlyDoubleProperty progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /** Something long goes on. */
  public void working(String text, double fraction) {
    mood.set(Mood.BUSY);
    state.set(text);
    progress.set(fraction);
    busy.set(true);
  }

  /** Nothing long goes on, or only a live run, which has no end to show. */
  public void resting(Mood now, String text) {
    mood.set(now);
    state.set(text);
    busy.set(false);
  }

  /**
   * Sets what was predicted and what is measured; NaN for what is not known.
   *
   * @param text writes a value with its unit
   */
  public void agree(double predicted, double measured, DoubleFunction<String> text) {
    if (Double.isNaN(predicted)) {
      agreement.set("");
    } else if (Double.isNaN(measured)) {
      agreement.set("predicted " + text.apply(predicted));
    } else {
      agreement.set(
          "predicted "
              + text.apply(predicted)
              + "   measured "
              + text.apply(measured)
              + "   ("
              + Units.change(predicted, measured)
              + ")");
    }
  }

  /** Sets the sentence about the last deployment. */
  public void summarize(String sentence) {
    summary.set(sentence);
  }
}
