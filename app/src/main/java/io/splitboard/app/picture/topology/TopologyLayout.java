package io.splitboard.app.picture.topology;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Point;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Places cards: around an ellipse with the source at the bottom, so that links cross the middle;
 * more than {@value #ON_ELLIPSE} in rows. Cards never overlap unless someone dragged them so.
 */
public final class TopologyLayout {

  /** Size of a card. */
  public static final double CARD_WIDTH = 150;

  /** Size of a card. */
  public static final double CARD_HEIGHT = 92;

  private static final int ON_ELLIPSE = 8;
  private static final double GAP = 36;

  private TopologyLayout() {}

  /**
   * Places of cards.
   *
   * @param ids of all devices
   * @param source which of them is at the bottom
   * @param area that they should fill; exceeded where they do not fit
   * @param moved places that someone chose, kept
   */
  public static Map<String, Bounds> place(
      List<String> ids, String source, Bounds area, Map<String, Point> moved) {
    List<String> order =
        Stream.concat(
                ids.stream().filter(source::equals), ids.stream().filter(id -> !source.equals(id)))
            .toList();
    List<Point> centres = best(order.size(), area);
    Map<String, Bounds> places = new LinkedHashMap<>();
    for (String id : ids) {
      Point centre = centres.get(order.indexOf(id));
      Point corner = moved.getOrDefault(id, centre.plus(-CARD_WIDTH / 2, -CARD_HEIGHT / 2));
      places.put(id, new Bounds(corner.x(), corner.y(), CARD_WIDTH, CARD_HEIGHT));
    }
    return places;
  }

  /** Of the possible arrangements the one that is seen largest. */
  private static List<Point> best(int count, Bounds area) {
    Stream<IntFunction<Point>> arrangements =
        count > ON_ELLIPSE
            ? Stream.of(i -> inRows(i, count, area))
            : Stream.of(i -> onEllipse(i, count, area), i -> aboveSource(i, count, area));
    return arrangements
        .map(arrangement -> IntStream.range(0, count).mapToObj(arrangement).toList())
        .reduce((first, next) -> scale(next, area) > scale(first, area) + 0.01 ? next : first)
        .orElseThrow();
  }

  /** How much of its size an arrangement keeps when all of it is shown, at most 1. */
  private static double scale(List<Point> centres, Bounds area) {
    Bounds all = centres.isEmpty() ? area : Bounds.around(centres);
    return Math.min(
        1,
        Math.min(
            area.width() / (all.width() + CARD_WIDTH),
            area.height() / (all.height() + CARD_HEIGHT)));
  }

  /** The source below, the others in one row above it with room for captions between. */
  private static Point aboveSource(int index, int count, Bounds area) {
    double rise = Math.max(CARD_HEIGHT + 46, Math.min(250, area.height() - CARD_HEIGHT)) / 2;
    if (index == 0) {
      return new Point(area.centreX(), area.centreY() + rise);
    }
    int others = count - 1;
    double pitch =
        Math.max(CARD_WIDTH + 18, others > 1 ? (area.width() - CARD_WIDTH) / (others - 1) : 0);
    double x = (index - 1 - (others - 1) / 2.0) * pitch;
    return new Point(area.centreX() + x, area.centreY() - rise);
  }

  private static Point onEllipse(int index, int count, Bounds area) {
    if (count == 1) {
      return new Point(area.centreX(), area.centreY());
    }
    if (count == 2) {
      double half = Math.max(CARD_WIDTH / 2 + 60, area.width() / 2 - CARD_WIDTH / 2);
      return new Point(area.centreX() + (index == 0 ? -half : half), area.centreY());
    }
    double angle = Math.PI / 2 + 2 * Math.PI * index / count;
    double roomX = Math.max(CARD_WIDTH + GAP, (area.width() - CARD_WIDTH) / 2);
    // A tall area is not filled: links would be long and nearly upright.
    double roomY =
        Math.max(leastRise(count), Math.min(0.8 * roomX, (area.height() - CARD_HEIGHT) / 2));
    // Six and more need a wider ellipse for neighbours on its flanks.
    double wide = count > 6 ? Math.max(roomX, 320) : roomX;
    double high = count > 6 ? Math.max(roomY, 260) : roomY;
    double lift = count == 3 ? high * 0.25 : 0;
    return new Point(
        area.centreX() + wide * Math.cos(angle) / (count == 3 ? Math.cos(Math.PI / 6) : 1),
        area.centreY()
            + high * Math.sin(angle) * (count == 3 ? 0.75 : 1)
            + (index == 0 ? lift : -lift * 0.5));
  }

  /** Half the height of the ellipse that keeps neighbours apart. */
  private static double leastRise(int count) {
    if (count == 3) {
      // The source stands between the others, so much lower that a caption fits above it.
      return 50;
    }
    return count > 4 ? 170 : 106;
  }

  private static Point inRows(int index, int count, Bounds area) {
    double aspect = area.width() / Math.max(1, area.height());
    int columns = (int) Math.ceil(Math.sqrt(count * aspect * CARD_HEIGHT / CARD_WIDTH));
    int used = Math.max(1, Math.min(count, columns));
    double x = (index % used - (used - 1) / 2.0) * (CARD_WIDTH + GAP);
    int rows = (count + used - 1) / used;
    double y = (index / used - (rows - 1) / 2.0) * (CARD_HEIGHT + GAP);
    return new Point(area.centreX() + x, area.centreY() + y);
  }
}
