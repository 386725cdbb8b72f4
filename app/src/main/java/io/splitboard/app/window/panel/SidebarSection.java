package io.splitboard.app.window.panel;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** A heading with entries below it. */
final class SidebarSection extends VBox {
  private final VBox entries = new VBox(1);
  private final Label empty;

  /**
   * Makes a section.
   *
   * @param whenEmpty what to do to get a first entry
   * @param actions small controls beside the heading
   */
  SidebarSection(String heading, String whenEmpty, Node... actions) {
    Label title = Controls.label(heading.toUpperCase(java.util.Locale.ROOT), "list-heading");
    HBox line = new HBox(title, Controls.spacer());
    line.getChildren().addAll(actions);
    line.setAlignment(javafx.geometry.Pos.BOTTOM_LEFT);
    line.setPadding(new javafx.geometry.Insets(0, 8, 0, 0));
    empty = Controls.label(whenEmpty, "empty", "small");
    empty.setWrapText(true);
    entries.setPadding(new javafx.geometry.Insets(0, 6, 0, 6));
    getChildren().addAll(line, entries);
    setMinWidth(0);
    entries.setMinWidth(0);
    show(List.of());
  }

  /** Shows other entries. */
  void show(List<? extends Node> nodes) {
    entries.getChildren().setAll(nodes.isEmpty() ? List.of(empty) : nodes);
  }

  /**
   * An entry, reachable by keyboard.
   *
   * @param mark shown before the text; may be null
   * @param detail shown dimmer behind it; may be empty
   */
  static Button entry(String id, Node mark, String text, String detail, Runnable open) {
    Label title = new Label(text);
    title.setMinWidth(detail.isEmpty() ? 0 : Label.USE_PREF_SIZE);
    HBox line = new HBox(8);
    line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    if (mark != null) {
      line.getChildren().add(mark);
    }
    line.getChildren().add(title);
    if (!detail.isEmpty()) {
      Label dim = Controls.label(detail, "detail", "small");
      dim.setMinWidth(0);
      line.getChildren().add(dim);
    }
    Button entry = new Button(null, line);
    entry.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    entry.setId(id);
    entry.setMinWidth(0);
    entry.setMaxWidth(Double.MAX_VALUE);
    // Without a bound a button lets its graphic overflow instead of shortening the text.
    line.maxWidthProperty().bind(entry.widthProperty().subtract(16));
    entry.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    entry.getStyleClass().setAll("entry");
    entry.setAccessibleText(text + (detail.isEmpty() ? "" : ", " + detail));
    entry.setOnAction(event -> open.run());
    return entry;
  }

  /** Marks an entry as the one that is shown. */
  static void select(Button entry, boolean selected) {
    entry.getStyleClass().remove("selected");
    if (selected) {
      entry.getStyleClass().add("selected");
    }
  }
}
