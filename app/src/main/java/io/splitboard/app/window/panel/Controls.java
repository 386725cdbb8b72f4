package io.splitboard.app.window.panel;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Small pieces that several panels are made of. */
public final class Controls {
  private Controls() {}

  /** A label with style classes. */
  public static Label label(String text, String... styles) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styles);
    return label;
  }

  /** A label whose text follows a value. */
  public static Label label(ObservableValue<String> text, String... styles) {
    Label label = label("", styles);
    label.textProperty().bind(text);
    return label;
  }

  /** Room that grows. */
  public static Region spacer() {
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    return space;
  }

  /** The line at the top of a panel: title, hint, and controls at the right. */
  public static HBox head(String title, ObservableValue<String> hint, Node... right) {
    Label hintLabel = label(hint, "panel-hint");
    hintLabel.setMinWidth(0);
    Label titleLabel = label(title, "panel-title");
    titleLabel.setMinWidth(Region.USE_PREF_SIZE);
    HBox head = new HBox(titleLabel, hintLabel, spacer());
    for (Node control : right) {
      if (control instanceof Region region) {
        region.setMinWidth(Region.USE_PREF_SIZE);
      }
    }
    head.getChildren().addAll(right);
    head.getStyleClass().add("panel-head");
    return head;
  }

  /** A problem told where it is, hidden while there is none. */
  public static HBox problem(String id, ObservableValue<String> sentence) {
    Label text = label(sentence);
    text.setId(id);
    text.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(text, Priority.ALWAYS);
    HBox box = new HBox(new FontIcon(Feather.ALERT_CIRCLE), text);
    box.getStyleClass().add("problem");
    showWhile(box, sentence.map(value -> value != null && !value.isEmpty()));
    return box;
  }

  /** Takes a node out of the layout while a condition does not hold. */
  public static void showWhile(Node node, ObservableValue<Boolean> condition) {
    node.visibleProperty().bind(condition);
    node.managedProperty().bind(node.visibleProperty());
  }

  /** A round mark. */
  public static Circle dot(double radius, String style) {
    Circle dot = new Circle(radius);
    dot.getStyleClass().add(style);
    return dot;
  }

  /** A node that is as wide as its place allows. */
  public static <T extends Region> T wide(T region) {
    region.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(region, Priority.ALWAYS);
    return region;
  }
}
