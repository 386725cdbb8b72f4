package io.splitboard.app.window.panel;

import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.service.RunOutcome;
import io.splitboard.app.window.canvas.TimelineCanvas;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.model.TimelineChoice;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.scene.layout.StackPane;

/** Tasks and transfers over time, predicted above measured. */
final class TimelinePane extends StackPane {
  private final ProjectSession session;
  private final TimelineCanvas canvas = new TimelineCanvas();
  private Optional<RunOutcome> lastRun = Optional.empty();

  TimelinePane(ProjectSession session) {
    this.session = session;
    canvas.setId("timeline-canvas");
    canvas.getStyleClass().add("canvas-pane");
    getChildren().add(canvas);
    InvalidationListener changed = property -> show();
    session.prediction().shownProperty().addListener(changed);
    session.run().outcomeProperty().addListener(changed);
    session.run().liveProperty().addListener(changed);
    session.designs().currentProperty().addListener(changed);
    show();
  }

  private void show() {
    if (session.run().outcomeProperty().get() != null) {
      lastRun = Optional.of(session.run().outcomeProperty().get());
    }
    Optional<RunOutcome> ran =
        lastRun.filter(
            outcome ->
                outcome
                    .live()
                    .design()
                    .partition()
                    .equals(session.designs().current().partition()));
    canvas
        .modelProperty()
        .set(
            TimelineChoice.of(
                session.cluster().deviceIds(),
                session.designs().current().objective(),
                session.prediction().shown(),
                ran));
  }

  void dress(Palette palette) {
    canvas.setPalette(palette);
  }
}
