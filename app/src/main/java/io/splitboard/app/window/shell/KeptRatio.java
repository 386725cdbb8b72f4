package io.splitboard.app.window.shell;

import javafx.beans.InvalidationListener;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;

/**
 * Keeps a split pane's ratio while the window changes its size. By itself a split pane gives the
 * change to its sides in equal parts, so that the smaller one soon has nothing left.
 */
final class KeptRatio {
  private double ratio;

  /** Sets the ratio, 0 to 1, and keeps it until the user drags the divider. */
  KeptRatio(SplitPane split, double ratio) {
    this.ratio = ratio;
    split.setDividerPositions(ratio);
    InvalidationListener resized = size -> split.setDividerPositions(this.ratio);
    split.widthProperty().addListener(resized);
    split.heightProperty().addListener(resized);
    split.addEventFilter(
        MouseEvent.MOUSE_RELEASED, event -> this.ratio = split.getDividerPositions()[0]);
  }

  /** The ratio as the user left it. */
  double ratio() {
    return ratio;
  }
}
