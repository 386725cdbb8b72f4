package io.splitboard.app.window.panel;

import io.splitboard.app.window.model.DesignsModel;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Objective;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;

/** What is asked of the solver, to be chosen. */
public final class ObjectiveMenu extends MenuButton {
  private static final double WIDTH = 176;

  /** For the shown design. */
  public ObjectiveMenu(String id, DesignsModel designs) {
    setId(id);
    // Wide enough for each of them, so that what stands at its right never moves.
    setMinWidth(WIDTH);
    textProperty().bind(designs.currentProperty().map(ObjectiveMenu::text));
    accessibleTextProperty().bind(textProperty());
    ToggleGroup group = new ToggleGroup();
    for (Objective objective : Objective.values()) {
      RadioMenuItem item = new RadioMenuItem(text(objective));
      item.setToggleGroup(group);
      item.setOnAction(event -> designs.setObjective(objective));
      item.setSelected(designs.current().objective() == objective);
      designs
          .currentProperty()
          .addListener((value, before, now) -> item.setSelected(now.objective() == objective));
      getItems().add(item);
    }
  }

  private static String text(Design design) {
    return text(design.objective());
  }

  private static String text(Objective objective) {
    return switch (objective) {
      case LATENCY -> "Minimise latency";
      case THROUGHPUT -> "Maximise throughput";
      case ENERGY -> "Minimise energy";
      case BYTES -> "Minimise bytes sent";
      case MEMORY -> "Minimise peak memory";
    };
  }
}
