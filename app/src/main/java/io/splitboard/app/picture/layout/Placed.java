package io.splitboard.app.picture.layout;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Point;
import java.util.List;
import java.util.Map;

/**
 * Where the boxes and arrows of a flat graph are. The upper left corner of everything is (0, 0).
 *
 * @param boxes by id
 * @param routes places that each arrow passes, from its tail to its head
 */
public record Placed(Map<String, Bounds> boxes, Map<FlatGraph.Arrow, List<Point>> routes) {

  /** Copies the maps. */
  public Placed {
    boxes = Map.copyOf(boxes);
    routes = Map.copyOf(routes);
  }

  /** The smallest rectangle around all boxes and arrows. */
  public Bounds bounds() {
    Bounds all = null;
    for (Bounds box : boxes.values()) {
      all = all == null ? box : all.union(box);
    }
    for (List<Point> route : routes.values()) {
      all = all == null ? Bounds.around(route) : all.union(Bounds.around(route));
    }
    return all == null ? new Bounds(0, 0, 0, 0) : all;
  }
}
