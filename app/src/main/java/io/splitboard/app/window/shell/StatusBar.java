package io.splitboard.app.window.shell;

import io.splitboard.app.window.model.StatusModel;
import io.splitboard.app.window.panel.Controls;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;

/** The line at the bottom: state, predicted against measured, and what is going on. */
final class StatusBar extends HBox {
  StatusBar(StatusModel status) {
    getStyleClass().add("status-bar");
    Circle dot = Controls.dot(5, "state-dot");
    status.moodProperty().addListener((value, before, now) -> paint(dot, now));
    paint(dot, status.moodProperty().get());
    Label state = Controls.label(status.stateProperty());
    state.setId("status-state");
    Label agreement = Controls.label(status.agreementProperty(), "muted");
    agreement.setId("status-agreement");
    Label summary = Controls.label(status.summaryProperty(), "muted");
    summary.setId("status-summary");
    ProgressBar progress = new ProgressBar();
    progress.setPrefWidth(140);
    progress.setPrefHeight(8);
    progress.setId("status-progress");
    progress.progressProperty().bind(status.progressProperty());
    progress.setAccessibleText("Progress");
    Controls.showWhile(progress, status.busyProperty().map(Boolean::booleanValue));
    HBox left = new HBox(8, dot, state);
    left.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    state.setMinWidth(Region.USE_PREF_SIZE);
    getChildren().addAll(left, progress, agreement, Controls.spacer(), summary);
    accessibleTextProperty()
        .bind(
            Bindings.concat(
                status.stateProperty(),
                ". ",
                status.agreementProperty(),
                ". ",
                status.summaryProperty()));
  }

  private static void paint(Circle dot, StatusModel.Mood mood) {
    for (StatusModel.Mood each : StatusModel.Mood.values()) {
      dot.getStyleClass().remove(each.name().toLowerCase(java.util.Locale.ROOT));
    }
    dot.getStyleClass().add(mood.name().toLowerCase(java.util.Locale.ROOT));
  }
}
