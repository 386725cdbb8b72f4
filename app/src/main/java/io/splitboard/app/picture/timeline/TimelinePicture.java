package io.splitboard.app.picture.timeline;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.SvgPainter;
import io.splitboard.app.picture.paint.SvgPicture;
import java.util.Locale;

/** A timeline as SVG: all of its time and all of its rows. */
public final class TimelinePicture {

  private TimelinePicture() {}

  /**
   * Draws a timeline.
   *
   * @param width in pixels; the height follows from the number of devices
   */
  public static SvgPicture of(TimelineModel model, double width, Palette palette) {
    double height =
        TimelinePainter.TOP
            + TimelinePainter.BOTTOM
            + TimelinePainter.ROW * Math.max(1, model.devices().size());
    Scale scale =
        new Scale(
            0,
            Math.max(0.001, model.spanMs() * 1.02),
            TimelinePainter.LEFT,
            width - TimelinePainter.RIGHT);
    SvgPainter painter =
        new SvgPainter("timeline-" + palette.name().toLowerCase(Locale.ROOT) + "-");
    new TimelinePainter(model, scale, new Bounds(0, 0, width, height), 0, palette).paint(painter);
    return painter.picture("Timeline", width, height);
  }
}
