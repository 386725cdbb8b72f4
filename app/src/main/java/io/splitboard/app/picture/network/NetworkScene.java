package io.splitboard.app.picture.network;

import io.splitboard.app.picture.layout.GridIndex;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Point;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network's picture with every box and arrow in its place; answers what lies where. Immutable.
 */
public final class NetworkScene {

  private final ShownGraph graph;
  private final Map<String, ShownNode> nodes = new LinkedHashMap<>();
  private final Map<String, Bounds> boxes;
  private final Map<String, Bounds> frames;
  private final Map<String, List<Point>> routes;
  private final boolean provisional;
  private final GridIndex<ShownNode> nodeIndex = new GridIndex<>();
  private final GridIndex<ShownEdge> edgeIndex = new GridIndex<>();
  private final Bounds bounds;

  NetworkScene(
      ShownGraph graph,
      Map<String, Bounds> boxes,
      Map<String, Bounds> frames,
      Map<String, List<Point>> routes,
      boolean provisional) {
    this.graph = graph;
    this.boxes = Map.copyOf(boxes);
    this.frames = new LinkedHashMap<>(frames);
    this.routes = Map.copyOf(routes);
    this.provisional = provisional;
    Bounds all = null;
    for (ShownNode node : graph.nodes()) {
      nodes.put(node.id(), node);
      nodeIndex.add(box(node), node);
      all = all == null ? box(node) : all.union(box(node));
    }
    for (ShownEdge edge : graph.edges()) {
      Bounds around = Bounds.around(route(edge));
      edgeIndex.add(around, edge);
      all = all == null ? around : all.union(around);
    }
    for (Bounds frame : frames.values()) {
      all = all == null ? frame : all.union(frame);
    }
    this.bounds = all == null ? new Bounds(0, 0, 1, 1) : all;
  }

  /** What is shown. */
  public ShownGraph graph() {
    return graph;
  }

  /** Whether a better layout is still being computed. */
  public boolean provisional() {
    return provisional;
  }

  /** The smallest rectangle around everything. */
  public Bounds bounds() {
    return bounds;
  }

  /** Place of a box. */
  public Bounds box(ShownNode node) {
    return boxes.get(node.id());
  }

  /** Places that an arrow passes. */
  public List<Point> route(ShownEdge edge) {
    return routes.get(edge.id());
  }

  /** Frames of expanded blocks, by block id. */
  public Map<String, Bounds> frames() {
    return frames;
  }

  /** The box with this id. */
  public ShownNode node(String id) {
    return nodes.get(id);
  }

  /** The box that stands for a layer. */
  public Optional<ShownNode> nodeOf(String layer) {
    return Optional.ofNullable(graph.nodeOfLayer().get(layer)).map(nodes::get);
  }

  /** Boxes that are at least partly inside a rectangle, in the order of the graph. */
  public List<ShownNode> nodesIn(Bounds area) {
    return nodeIndex.in(area);
  }

  /** Arrows whose surrounding rectangle is at least partly inside a rectangle. */
  public List<ShownEdge> edgesIn(Bounds area) {
    return edgeIndex.in(area);
  }

  /** The box at a place. */
  public Optional<ShownNode> nodeAt(Point point) {
    return nodesIn(new Bounds(point.x(), point.y(), 0, 0)).stream()
        .filter(node -> box(node).contains(point))
        .findFirst();
  }

  /** The arrow nearest to a place, not farther than a distance. */
  public Optional<ShownEdge> edgeAt(Point point, double reach) {
    ShownEdge nearest = null;
    double least = reach;
    for (ShownEdge edge : edgesIn(new Bounds(point.x(), point.y(), 0, 0).grow(reach))) {
      List<Point> route = route(edge);
      for (int i = 1; i < route.size(); i++) {
        double distance = point.distanceToSegment(route.get(i - 1), route.get(i));
        if (distance <= least) {
          least = distance;
          nearest = edge;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** The expanded block whose title or free space lies at a place. */
  public Optional<String> frameAt(Point point) {
    return frames.entrySet().stream()
        .filter(frame -> frame.getValue().contains(point))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Layers of the boxes that are at least partly inside a rectangle. */
  public Set<String> layersIn(Bounds area) {
    Set<String> layers = new LinkedHashSet<>();
    nodesIn(area).forEach(node -> layers.addAll(node.layers()));
    return layers;
  }

  /** The smallest rectangle around the boxes of some layers; empty if none is shown. */
  public Optional<Bounds> around(Collection<String> layers) {
    return layers.stream()
        .flatMap(layer -> nodeOf(layer).stream())
        .map(this::box)
        .reduce(Bounds::union);
  }

  /**
   * The box that the arrow keys reach from another: the nearest whose middle lies in that
   * direction, sideways distance counting double.
   */
  public Optional<ShownNode> neighbour(ShownNode from, Direction direction) {
    Bounds start = box(from);
    ShownNode nearest = null;
    double least = Double.POSITIVE_INFINITY;
    for (ShownNode node : graph.nodes()) {
      double dx = box(node).centreX() - start.centreX();
      double dy = box(node).centreY() - start.centreY();
      double along = dx * direction.dx + dy * direction.dy;
      double aside = Math.abs(dx * direction.dy) + Math.abs(dy * direction.dx);
      double distance = along + 2 * aside;
      if (along > 1 && aside <= 2 * along && distance < least && node.placeable()) {
        least = distance;
        nearest = node;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Where an arrow key points. */
  public enum Direction {
    UP(0, -1),
    DOWN(0, 1),
    LEFT(-1, 0),
    RIGHT(1, 0);

    private final int dx;
    private final int dy;

    Direction(int dx, int dy) {
      this.dx = dx;
      this.dy = dy;
    }
  }
}
