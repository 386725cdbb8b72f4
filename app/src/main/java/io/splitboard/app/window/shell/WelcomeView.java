package io.splitboard.app.window.shell;

import io.splitboard.app.window.model.WorkbenchModel;
import io.splitboard.app.window.panel.Controls;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What the window shows while no project is open: progress of opening one, or how to begin. */
final class WelcomeView extends VBox {
  WelcomeView(WorkbenchModel workbench, ActionRegistry actions) {
    setId("welcome");
    setAlignment(Pos.CENTER);
    setSpacing(16);
    getStyleClass().add("panel");
    Label name = Controls.label("Splitboard", "welcome-name");

    Label what =
        Controls.label(
            "One neural network on several small computers: cut, predict, deploy, measure.",
            "muted");
    HBox buttons =
        new HBox(
            10,
            ActionControls.button(actions.get("project.open"), "accent"),
            ActionControls.button(actions.get("project.new")));
    buttons.setAlignment(Pos.CENTER);
    ProgressBar bar = new ProgressBar();
    bar.setPrefWidth(320);
    bar.progressProperty().bind(workbench.openingFractionProperty());
    Label step = Controls.label(workbench.openingStepProperty(), "muted");
    VBox opening = new VBox(8, bar, step);
    opening.setAlignment(Pos.CENTER);
    Controls.showWhile(opening, workbench.openingProperty().map(Boolean::booleanValue));
    Controls.showWhile(buttons, workbench.openingProperty().map(value -> !value));
    Region problem = Controls.problem("welcome-problem", workbench.problemProperty());
    problem.setMaxWidth(620);
    getChildren().addAll(name, what, problem, buttons, opening);
  }
}
