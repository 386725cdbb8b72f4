package io.splitboard.app.report;

import io.splitboard.core.simulation.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One request on every device and link: predicted above, measured below, on one axis. Of the
 * measured requests it shows the one with the median latency.
 */
final class TimelinePicture {

  private static final double LEFT = 130;
  private static final double WIDTH = 860;
  private static final double LANE = 34;
  private static final double TOP = 26;
  private static final double BAR = 12;
  private static final int TICKS = 8;

  private final Slice predicted;
  private final Slice measured;
  private final DeviceColours colours;
  private final double scale;

  /** The runs of one request, in ms since its start. */
  private record Slice(List<Bar> bars, double endMs) {

    static Slice of(Trace trace) {
      Trace.RequestRun request = median(trace.requests());
      double start = request.startMs();
      List<Bar> tasks =
          trace.tasks().stream()
              .filter(run -> run.request() == request.request())
              .map(
                  run ->
                      new Bar(
                          run.device(),
                          false,
                          run.task(),
                          run.startMs() - start,
                          run.endMs() - start))
              .toList();
      List<Bar> transfers =
          trace.transfers().stream()
              .filter(run -> run.request() == request.request())
              .map(
                  run ->
                      new Bar(
                          run.from() + "→" + run.to(),
                          true,
                          run.transfer() + ", " + run.bytes() + " B",
                          run.startMs() - start,
                          run.endMs() - start))
              .toList();
      List<Bar> all = new ArrayList<>(tasks);
      all.addAll(transfers);
      return new Slice(all, request.latencyMs());
    }

    private static Trace.RequestRun median(List<Trace.RequestRun> requests) {
      List<Trace.RequestRun> sorted =
          requests.stream()
              .sorted(Comparator.comparingDouble(Trace.RequestRun::latencyMs))
              .toList();
      return sorted.get((sorted.size() - 1) / 2);
    }
  }

  /** A timed run on a lane. */
  private record Bar(String lane, boolean link, String what, double startMs, double endMs) {}

  private TimelinePicture(Slice predicted, Slice measured, DeviceColours colours) {
    this.predicted = predicted;
    this.measured = measured;
    this.colours = colours;
    this.scale = (WIDTH - LEFT - 20) / Math.max(predicted.endMs(), measured.endMs());
  }

  /** Both traces must have a completed request. */
  static String of(Trace predicted, Trace measured, DeviceColours colours) {
    return new TimelinePicture(Slice.of(predicted), Slice.of(measured), colours).draw();
  }

  private String draw() {
    Set<String> devices = lanes(false);
    Set<String> links = lanes(true);
    double height = TOP + (devices.size() + links.size()) * LANE + 10;
    Svg svg = new Svg(WIDTH, height, "One request, predicted above and measured below");
    drawAxis(svg, height);
    double y = TOP;
    for (String device : devices) {
      drawLane(svg, device, "fill:" + colours.of(device) + ";stroke:none", y);
      y += LANE;
    }
    for (String link : links) {
      drawLane(svg, link, "fill:#6b8cae;stroke:none", y);
      y += LANE;
    }
    return svg.element();
  }

  private Set<String> lanes(boolean link) {
    Set<String> lanes = new LinkedHashSet<>(link ? List.of() : inUse());
    predicted.bars().stream().filter(b -> b.link() == link).forEach(b -> lanes.add(b.lane()));
    measured.bars().stream().filter(b -> b.link() == link).forEach(b -> lanes.add(b.lane()));
    return lanes;
  }

  /** Devices that compute, in the order of the cluster. */
  private List<String> inUse() {
    return colours.devices().stream()
        .filter(device -> predicted.bars().stream().anyMatch(bar -> bar.lane().equals(device)))
        .toList();
  }

  private void drawAxis(Svg svg, double height) {
    double end = Math.max(predicted.endMs(), measured.endMs());
    for (int i = 0; i <= TICKS; i++) {
      double ms = end * i / TICKS;
      double x = LEFT + ms * scale;
      svg.line(x, TOP - 6, x, height - 6, "grid");
      svg.text(x, 12, "middle", "small", String.format(Locale.ROOT, "%.1f ms", ms));
    }
  }

  private void drawLane(Svg svg, String lane, String style, double y) {
    svg.text(LEFT - 8, y + 17, "end", "lane", lane);
    drawBars(svg, predicted, lane, style + ";opacity:.45", y + 1, "predicted ");
    drawBars(svg, measured, lane, style, y + 2 + BAR, "measured ");
  }

  private void drawBars(Svg svg, Slice slice, String lane, String style, double y, String basis) {
    for (Bar bar : slice.bars()) {
      if (bar.lane().equals(lane)) {
        svg.rectangle(
            LEFT + bar.startMs() * scale,
            y,
            Math.max(0.8, (bar.endMs() - bar.startMs()) * scale),
            BAR,
            1.5,
            style,
            String.format(
                Locale.ROOT,
                "%s%s: %.2f to %.2f ms",
                basis,
                bar.what(),
                bar.startMs(),
                bar.endMs()));
      }
    }
  }
}
