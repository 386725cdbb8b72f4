package io.splitboard.app.picture.network;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Colour;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import io.splitboard.core.partition.CommonSplit;
import io.splitboard.core.partition.Placement.Share;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A card with a bar for each share of some layers, all over one axis, so that a boundary is a place
 * between two bars. Its own upper left corner is 0, 0.
 *
 * @param title what is shared out
 * @param hint what can be done, or what is predicted
 * @param split the shares
 * @param width of the card
 */
public record ShareCard(String title, String hint, CommonSplit split, double width) {

  private static final double WIDEST = 200;
  private static final double NARROWEST = 150;

  private static final TextStyle TITLE = TextStyle.bold(12);
  private static final TextStyle HINT = TextStyle.of(10);
  private static final TextStyle NAME = TextStyle.bold(10.5);
  private static final TextStyle RANGE = TextStyle.of(10.5).right();
  private static final double PADDING = 12;
  private static final double HEAD = 44;
  private static final double ROW = 22;
  private static final double BAR = 16;
  private static final double REACH = 7;

  /** The width of a card for which there is so much room. */
  public static double widthWithin(double room) {
    return Math.max(NARROWEST, Math.min(WIDEST, room));
  }

  /** Whether a hint fits on one line of a card. */
  public static boolean fits(String hint, double width) {
    return TextWidth.of(hint, HINT) <= width - 2 * PADDING;
  }

  /** Height of the card. */
  public double height() {
    return HEAD + ROW * shares().size() + 8;
  }

  private List<Share> shares() {
    return split.shown().shares();
  }

  /** The whole card. */
  public Bounds area() {
    return new Bounds(0, 0, width, height());
  }

  /** Where the bars may be: the whole axis, all rows. */
  private Bounds track() {
    double ranges =
        shares().stream().mapToDouble(share -> TextWidth.of(range(share), RANGE)).max().orElse(0);
    double longest = TextWidth.of(split.extent() + "–" + split.extent(), RANGE);
    double right = Math.max(ranges, longest) + 6;
    return new Bounds(
        PADDING, HEAD, Math.max(20, width - 2 * PADDING - right), ROW * shares().size());
  }

  /** Place of a position of the split axis. */
  private double x(long position) {
    Bounds track = track();
    return track.x() + track.width() * position / Math.max(1, split.extent());
  }

  /** The position of the split axis that is nearest to a place. */
  public long position(double x) {
    Bounds track = track();
    return Math.round((x - track.x()) / track.width() * split.extent());
  }

  /** Middle of a boundary's handle. */
  public Point handle(int boundary) {
    return new Point(x(split.shown().position(boundary)), HEAD + ROW * (boundary + 1) - 3);
  }

  /** The boundary that can be taken hold of at a place. */
  public OptionalInt boundaryAt(Point place) {
    return IntStream.range(0, split.shown().count())
        .filter(
            boundary ->
                Math.abs(handle(boundary).x() - place.x()) <= REACH
                    && Math.abs(handle(boundary).y() - place.y()) <= ROW)
        .boxed()
        .min((a, b) -> Double.compare(distance(a, place), distance(b, place)))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private double distance(int boundary, Point place) {
    Point handle = handle(boundary);
    return Math.hypot(handle.x() - place.x(), handle.y() - place.y());
  }

  /** A share as its first index and one past its last; a dash for nothing. */
  static String range(Share share) {
    return share.from() == share.to() ? "–" : share.from() + "–" + share.to();
  }

  /**
   * Draws the card.
   *
   * @param active boundary that is pointed at, dragged or that keys move; -1 for none
   */
  public void paint(Painter painter, NetworkLook look, int active) {
    Palette palette = look.palette();
    painter.fillBox(area().grow(-1), 8, palette.box());
    painter.strokeBox(area().grow(-1), 8, Stroke.solid(palette.accent(), 1.5));
    double room = width - 2 * PADDING;
    painter.text(TextWidth.fit(title, TITLE, room), PADDING, 19, TITLE, palette.text());
    painter.text(TextWidth.fit(hint, HINT, room), PADDING, 35, HINT, palette.muted());
    for (int row = 0; row < shares().size(); row++) {
      row(painter, look, shares().get(row), HEAD + ROW * row);
    }
    for (int boundary = 0; boundary < split.shown().count(); boundary++) {
      handle(painter, palette, boundary, boundary == active);
    }
  }

  private void row(Painter painter, NetworkLook look, Share share, double y) {
    Palette palette = look.palette();
    Bounds track = track();
    painter.fillBox(
        new Bounds(track.x(), y, track.width(), BAR), 3, palette.border().withOpacity(0.35));
    double left = x(share.from());
    double right = x(share.to());
    Colour colour = look.device(share.device());
    if (share.to() > share.from()) {
      painter.fillBox(new Bounds(left, y, Math.max(1.5, right - left), BAR), 3, colour);
    }
    name(painter, palette, share, y, colour);
    painter.text(range(share), width - PADDING, y + 12, RANGE, palette.text());
  }

  /** The device's name: on its bar, or on the larger free side of it. */
  private void name(Painter painter, Palette palette, Share share, double y, Colour colour) {
    Bounds track = track();
    double left = x(share.from());
    double right = x(share.to());
    double wanted = TextWidth.of(share.device(), NAME) + 8;
    if (right - left >= wanted) {
      painter.text(share.device(), left + 5, y + 12, NAME, readable(colour));
      return;
    }
    boolean after = track.maxX() - right >= left - track.x();
    double room = (after ? track.maxX() - right : left - track.x()) - 12;
    String text = TextWidth.fit(share.device(), NAME, room);
    TextStyle style = after ? NAME : NAME.right();
    painter.text(text, after ? right + 7 : left - 7, y + 12, style, palette.text());
  }

  /** Black or white, whichever reads better. */
  private static Colour readable(Colour ground) {
    Colour black = Colour.rgb(0x0d1117);
    Colour white = Colour.rgb(0xffffff);
    return black.contrast(ground) >= white.contrast(ground) ? black : white;
  }

  private void handle(Painter painter, Palette palette, int boundary, boolean active) {
    Point middle = handle(boundary);
    Stroke stroke = Stroke.solid(active ? palette.accent() : palette.text(), active ? 3 : 1.5);
    painter.line(middle.x(), middle.y() - 11, middle.x(), middle.y() + 11, stroke);
    painter.dot(middle.x(), middle.y(), active ? 5 : 3.5, stroke.colour());
  }

  /** All of it in one text, for screen readers. */
  public String spoken() {
    StringBuilder text = new StringBuilder(title);
    shares()
        .forEach(
            share -> text.append("; ").append(share.device()).append(' ').append(range(share)));
    return text.toString();
  }
}
