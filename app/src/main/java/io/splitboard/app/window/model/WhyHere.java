package io.splitboard.app.window.model;

import io.splitboard.app.window.task.LatestWins;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.core.simulation.Prediction;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Where the bottleneck of the shown design is, and why, in a sentence. */
final class WhyHere {
  private final ProjectSession session;
  private final LatestWins<String> explaining;
  private final ReadOnlyStringWrapper sentence = new ReadOnlyStringWrapper("");

  WhyHere(ProjectSession session, TaskRunner runner) {
    this.session = session;
    explaining = new LatestWins<>("Explaining", runner);
  }

  ReadOnlyStringProperty property() {
    return sentence.getReadOnlyProperty();
  }

  /** Explains a prediction; null where there is none, and then says why not. */
  void explain(Prediction shown) {
    if (shown == null) {
      sentence.set(session.prediction().problemProperty().get());
      return;
    }
    explaining.submit(
        () -> SessionText.whyHere(shown, session.cluster()),
        sentence::set,
        failure -> sentence.set(""));
  }
}
