package io.splitboard.app.picture.layout;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.core.Progress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows by longest path, each centred, arrows straight: quick and provisional, O(boxes + arrows),
 * until the layered layout is there.
 */
public final class ColumnLayout implements FlatLayout {

  @Override
  public Placed place(FlatGraph graph, Progress progress) {
    Map<String, Integer> rows = rows(graph);
    Map<Integer, List<FlatGraph.Box>> byRow = new TreeMap<>();
    for (FlatGraph.Box box : graph.boxes()) {
      byRow.computeIfAbsent(rows.get(box.id()), row -> new java.util.ArrayList<>()).add(box);
    }
    double widest = byRow.values().stream().mapToDouble(ColumnLayout::width).max().orElse(0);
    Map<String, Bounds> places = new LinkedHashMap<>();
    double y = 0;
    for (List<FlatGraph.Box> row : byRow.values()) {
      double x = (widest - width(row)) / 2;
      for (FlatGraph.Box box : row) {
        places.put(box.id(), new Bounds(x, y, box.width(), box.height()));
        x += box.width() + COLUMN_GAP;
      }
      y += row.stream().mapToDouble(FlatGraph.Box::height).max().orElse(0) + ROW_GAP;
    }
    return new Placed(places, routes(graph, places));
  }

  private static Map<String, Integer> rows(FlatGraph graph) {
    Map<String, List<FlatGraph.Arrow>> leaving = new HashMap<>();
    for (FlatGraph.Arrow arrow : graph.arrows()) {
      leaving.computeIfAbsent(arrow.from(), from -> new java.util.ArrayList<>()).add(arrow);
    }
    Map<String, Integer> rows = new HashMap<>();
    for (FlatGraph.Box box : graph.boxes()) {
      int row = rows.computeIfAbsent(box.id(), id -> 0);
      for (FlatGraph.Arrow arrow : leaving.getOrDefault(box.id(), List.of())) {
        rows.merge(arrow.to(), row + 1, Math::max);
      }
    }
    return rows;
  }

  private static double width(List<FlatGraph.Box> row) {
    return row.stream().mapToDouble(FlatGraph.Box::width).sum() + COLUMN_GAP * (row.size() - 1);
  }

  private static Map<FlatGraph.Arrow, List<Point>> routes(
      FlatGraph graph, Map<String, Bounds> places) {
    Map<String, FlatGraph.Box> boxes = new HashMap<>();
    graph.boxes().forEach(box -> boxes.put(box.id(), box));
    Map<FlatGraph.Arrow, List<Point>> routes = new LinkedHashMap<>();
    for (FlatGraph.Arrow arrow : graph.arrows()) {
      Bounds from = places.get(arrow.from());
      Bounds to = places.get(arrow.to());
      routes.put(
          arrow,
          List.of(
              new Point(from.x() + boxes.get(arrow.from()).outX(), from.maxY()),
              new Point(to.x() + boxes.get(arrow.to()).inX(), to.y())));
    }
    return routes;
  }
}
