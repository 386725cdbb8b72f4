package io.splitboard.app.cli;

import io.splitboard.app.service.ScaleBenchmark.Point;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code bench import} and {@code bench compile} tell. */
final class ScaleBench {

  private ScaleBench() {}

  static Answer answer(String name, List<Point> points) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("maxHeapBytes", Runtime.getRuntime().maxMemory());
    json.put("points", points);
    json.put("ratio", growth(points));
    StringBuilder text = new StringBuilder();
    for (Point point : points) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-14s %6d nodes %8.1f MB: %8.1f ms, heap kept %6.1f MB, at most %6.1f MB%n",
              point.step(),
              point.nodes(),
              point.fileBytes() / 1e6,
              point.ms(),
              point.keptHeapBytes() / 1e6,
              point.peakHeapBytes() / 1e6));
    }
    text.append(
        String.format(
            Locale.ROOT, "time per node, most nodes against fewest: %.2f%n", growth(points)));
    return Answer.ok(json, text.toString());
  }

  /** Time per node with the most nodes over that with the fewest: 1 where time is linear. */
  private static double growth(List<Point> points) {
    String step = points.get(0).step();
    List<Point> same =
        points.stream()
            .filter(point -> point.step().equals(step) && point.nodes() >= 1000)
            .toList();
    Point first = same.get(0);
    Point last = same.get(same.size() - 1);
    return last.ms() / last.nodes() / (first.ms() / first.nodes());
  }
}
