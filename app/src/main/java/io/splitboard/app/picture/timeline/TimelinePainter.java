package io.splitboard.app.picture.timeline;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Colour;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import io.splitboard.app.picture.paint.Units;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Draws what each device and its links do over time: predicted faint and above, measured bright and
 * below.
 *
 * @param model what is shown
 * @param scale the axis of time, in ms
 * @param area the whole picture
 * @param scrolled pixels by which the rows are moved up
 * @param palette theme
 */
public record TimelinePainter(
    TimelineModel model, Scale scale, Bounds area, double scrolled, Palette palette) {

  /** Where the axis begins, from the left side. */
  public static final double LEFT = 82;

  /** What stays free at the right side. */
  public static final double RIGHT = 16;

  /** Where the rows begin, from the upper side. */
  public static final double TOP = 26;

  /** What stays free below the rows. */
  public static final double BOTTOM = 20;

  static final double ROW = 66;
  private static final double LEAST_ROW = 40;
  private static final double TICKS_APART = 90;
  private static final TextStyle AXIS = TextStyle.of(10);
  private static final TextStyle NAME = TextStyle.bold(12.5);
  private static final TextStyle PATH = TextStyle.of(10.5);

  /** Height of a device's row. */
  public double rowHeight() {
    int rows = Math.max(1, model.devices().size());
    return Math.max(LEAST_ROW, Math.min(ROW, (area.height() - TOP - BOTTOM) / rows));
  }

  /** Where a bar is. */
  public Bounds place(Bar bar) {
    double row = TOP + 4 + model.devices().indexOf(bar.device()) * rowHeight() - scrolled;
    double unit = rowHeight() / ROW;
    double y =
        switch (bar.kind()) {
          case TASK -> row + (bar.measured() ? 13 : 0) * unit;
          case TRANSFER -> row + (bar.measured() ? 36 : 29) * unit;
        };
    double height = (bar.kind() == Bar.Kind.TASK ? 11 : 6) * unit;
    double left = scale.pixel(bar.startMs());
    return new Bounds(left, y, Math.max(1, scale.pixel(bar.endMs()) - left), height);
  }

  /** Draws everything. */
  public void paint(Painter painter) {
    painter.fillBox(area, 0, palette.panel());
    axis(painter);
    painter.clip(new Bounds(0, TOP, area.width(), Math.max(0, area.height() - TOP)));
    names(painter);
    painter.clip(
        new Bounds(
            LEFT, TOP, Math.max(0, area.width() - LEFT - 4), Math.max(0, area.height() - TOP)));
    bars(painter);
    painter.pop();
    painter.pop();
    model.critical().ifPresent(path -> marker(painter, path));
  }

  private void axis(Painter painter) {
    for (double tick : scale.ticks(TICKS_APART)) {
      double x = scale.pixel(tick);
      painter.line(x, 6, x, area.height() - 6, Stroke.solid(palette.border(), 1));
      String label = scale.label(tick, TICKS_APART) + " ms";
      double half = TextWidth.of(label, AXIS) / 2;
      double centre = Math.min(x, area.width() - half - 2);
      painter.fillBox(new Bounds(centre - half - 3, 6, 2 * half + 6, 16), 0, palette.panel());
      painter.text(label, centre, 18, AXIS.centred(), palette.muted());
    }
  }

  private void names(Painter painter) {
    List<String> devices = model.devices();
    Map<String, Colour> colours = palette.deviceColours(devices);
    double unit = rowHeight() / ROW;
    for (int i = 0; i < devices.size(); i++) {
      double row = TOP + 4 + i * rowHeight() - scrolled;
      String device = devices.get(i);
      painter.text(TextWidth.fit(device, NAME, LEFT - 20), 14, row + 11, NAME, colours.get(device));
      if (unit > 0.75) {
        painter.text("compute", 14, row + 25, AXIS, palette.muted());
        painter.text("link", 14, row + 40, AXIS, palette.muted());
      }
    }
  }

  private void bars(Painter painter) {
    Map<String, Colour> colours = palette.deviceColours(model.devices());
    Set<Bar> critical = model.critical().map(path -> Set.copyOf(path.bars())).orElse(Set.of());
    for (Bar bar : model.bars()) {
      Bounds place = place(bar);
      if (!colours.containsKey(bar.device()) || place.maxX() < LEFT || place.x() > area.width()) {
        continue;
      }
      Colour colour = bar.kind() == Bar.Kind.TASK ? colours.get(bar.device()) : palette.link();
      double gap = place.width() > 4 ? 1 : 0;
      Bounds shown = new Bounds(place.x(), place.y(), place.width() - gap, place.height());
      painter.tell(sentence(bar));
      painter.fillBox(shown, 2, colour.withOpacity(bar.measured() ? 0.95 : 0.45));
      if (critical.contains(bar) && place.width() > 3) {
        painter.strokeBox(shown, 2, Stroke.solid(palette.bad(), 1));
      }
      painter.pop();
    }
  }

  private static String sentence(Bar bar) {
    return (bar.measured() ? "measured: " : "predicted: ")
        + bar.label()
        + ", "
        + Units.ms(bar.endMs() - bar.startMs())
        + " ("
        + Units.ms(bar.startMs())
        + " – "
        + Units.ms(bar.endMs())
        + ")";
  }

  /** A dashed line where the longest piece of the critical path begins, and the path in words. */
  private void marker(Painter painter, CriticalPath path) {
    double x = scale.pixel(path.longest().startMs());
    if (x < LEFT || x > area.width()) {
      return;
    }
    Colour bad = palette.bad();
    painter.line(x, TOP - 2, x, area.height() - 6, Stroke.dashed(bad, 1.5));
    String text = TextWidth.fit(path.sentence(), PATH, area.width() - LEFT - 20);
    double width = TextWidth.of(text, PATH);
    double left = Math.min(x + 6, area.width() - width - 8);
    painter.fillBox(
        new Bounds(left - 2, area.height() - 18, width + 4, 15),
        2,
        palette.panel().withOpacity(0.85));
    painter.text(text, left, area.height() - 7, PATH, bad);
  }
}
