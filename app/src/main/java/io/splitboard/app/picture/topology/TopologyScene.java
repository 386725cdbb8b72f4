package io.splitboard.app.picture.topology;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cards and connections in their places; answers what lies where.
 *
 * @param cards in the order of the cluster
 * @param places of the cards, by device id
 * @param wires connections between two devices, both directions together
 */
public record TopologyScene(List<DeviceCard> cards, Map<String, Bounds> places, List<Wire> wires) {

  /** Copies the collections. */
  public TopologyScene {
    cards = List.copyOf(cards);
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    wires = List.copyOf(wires);
  }

  /**
   * A connection between two devices.
   *
   * @param there from the device that is drawn further left, or above
   * @param back the other direction
   * @param route places that it passes, from the first device to the second
   */
  public record Wire(
      String first,
      String second,
      Optional<LinkCaption> there,
      Optional<LinkCaption> back,
      List<Point> route) {}

  /** Puts cards and links together. */
  public static TopologyScene of(
      List<DeviceCard> cards, List<LinkCaption> links, Map<String, Bounds> places) {
    Map<List<String>, List<LinkCaption>> pairs = new LinkedHashMap<>();
    for (LinkCaption link : links) {
      boolean known = places.containsKey(link.from()) && places.containsKey(link.to());
      if (known) {
        pairs.computeIfAbsent(ordered(link, places), pair -> new ArrayList<>()).add(link);
      }
    }
    List<Wire> wires = new ArrayList<>();
    pairs.forEach(
        (pair, both) ->
            wires.add(
                new Wire(
                    pair.get(0),
                    pair.get(1),
                    both.stream().filter(link -> link.from().equals(pair.get(0))).findFirst(),
                    both.stream().filter(link -> link.from().equals(pair.get(1))).findFirst(),
                    route(places.get(pair.get(0)), places.get(pair.get(1))))));
    return new TopologyScene(cards, places, wires);
  }

  private static List<String> ordered(LinkCaption link, Map<String, Bounds> places) {
    Bounds from = places.get(link.from());
    Bounds to = places.get(link.to());
    boolean forward =
        upright(from, to) ? from.centreY() <= to.centreY() : from.centreX() <= to.centreX();
    return forward ? List.of(link.from(), link.to()) : List.of(link.to(), link.from());
  }

  /** Whether the way between two cards is more up and down than sideways. */
  public static boolean upright(Bounds first, Bounds second) {
    return Math.abs(first.centreX() - second.centreX())
        < Math.abs(first.centreY() - second.centreY());
  }

  /** A cubic curve from border to border as a line of sixteen pieces. */
  private static List<Point> route(Bounds first, Bounds second) {
    boolean upright = upright(first, second);
    Point from =
        upright
            ? new Point(first.centreX(), first.maxY())
            : new Point(first.maxX(), first.centreY());
    Point to =
        upright ? new Point(second.centreX(), second.y()) : new Point(second.x(), second.centreY());
    double bend = (upright ? to.y() - from.y() : to.x() - from.x()) / 2;
    Point a = upright ? from.plus(0, bend) : from.plus(bend, 0);
    Point b = upright ? to.plus(0, -bend) : to.plus(-bend, 0);
    List<Point> route = new ArrayList<>();
    for (int i = 0; i <= 16; i++) {
      route.add(bezier(from, a, b, to, i / 16.0));
    }
    return List.copyOf(route);
  }

  private static Point bezier(Point p, Point a, Point b, Point q, double t) {
    double s = 1 - t;
    double wp = s * s * s;
    double wa = 3 * s * s * t;
    double wb = 3 * s * t * t;
    double wq = t * t * t;
    return new Point(
        wp * p.x() + wa * a.x() + wb * b.x() + wq * q.x(),
        wp * p.y() + wa * a.y() + wb * b.y() + wq * q.y());
  }

  /** The smallest rectangle around all cards. */
  public Bounds bounds() {
    return places.values().stream().reduce(Bounds::union).orElse(new Bounds(0, 0, 1, 1));
  }

  /** The device whose card lies at a place. */
  public Optional<String> deviceAt(Point point) {
    String found = null;
    for (Map.Entry<String, Bounds> place : places.entrySet()) {
      found = place.getValue().contains(point) ? place.getKey() : found;
    }
    return Optional.ofNullable(found);
  }

  /** The connection within a distance of a place. */
  public Optional<Wire> wireAt(Point point, double reach) {
    return wires.stream()
        .filter(
            wire -> {
              List<Point> route = wire.route();
              for (int i = 1; i < route.size(); i++) {
                if (point.distanceToSegment(route.get(i - 1), route.get(i)) <= reach) {
                  return true;
                }
              }
              return false;
            })
        .findFirst();
  }
}
