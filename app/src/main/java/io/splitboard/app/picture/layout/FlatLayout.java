package io.splitboard.app.picture.layout;

import io.splitboard.core.Progress;

/** A way to place the boxes and arrows of one level, from top to bottom. */
public interface FlatLayout {

  /** Distance between two rows of boxes: room for an arrow and two lines of writing beside it. */
  double ROW_GAP = 36;

  /** Distance between two boxes of a row: room for the figure at the right of a box. */
  double COLUMN_GAP = 90;

  /**
   * Places everything.
   *
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  Placed place(FlatGraph graph, Progress progress);
}
