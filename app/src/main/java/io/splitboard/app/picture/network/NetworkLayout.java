package io.splitboard.app.picture.network;

import io.splitboard.app.picture.layout.FlatGraph;
import io.splitboard.app.picture.layout.FlatLayout;
import io.splitboard.app.picture.layout.Placed;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.core.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Places a network's picture in two levels: the layers inside each expanded block first, then the
 * blocks as boxes of the size found. An arrow between levels passes the middle of the frame's upper
 * or lower side.
 */
public final class NetworkLayout {

  /** Size of a collapsed block. */
  static final double BLOCK_WIDTH = 300;

  static final double BLOCK_HEIGHT = 44;
  private static final double LAYER_WIDTH = 250;
  private static final double LAYER_HEIGHT = 38;
  private static final double TERMINAL_HEIGHT = 30;
  private static final double FRAME_PADDING = 18;
  private static final double FRAME_TITLE = 22;

  /** The figure beside a box lies inside the frame as well. */
  private static final double FRAME_RIGHT = 96;

  private static final String ENTRY = "entry";
  private static final String EXIT = "exit";

  private final FlatLayout flat;

  /** Places both levels with the given method. */
  public NetworkLayout(FlatLayout flat) {
    this.flat = flat;
  }

  /**
   * Places everything that is shown.
   *
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  public NetworkScene place(ShownGraph graph, boolean provisional, Progress progress) {
    Map<String, Placed> interiors = new LinkedHashMap<>();
    Map<String, List<ShownNode>> frames = new LinkedHashMap<>();
    for (ShownNode node : graph.nodes()) {
      node.frame()
          .ifPresent(frame -> frames.computeIfAbsent(frame, f -> new ArrayList<>()).add(node));
    }
    Levels levels = new Levels(graph);
    frames.forEach(
        (frame, nodes) ->
            interiors.put(frame, flat.place(levels.interior(frame, nodes), progress)));
    Placed top = flat.place(levels.top(interiors), progress);
    return levels.join(top, interiors, provisional);
  }

  static FlatGraph.Box box(ShownNode node) {
    return switch (node.kind()) {
      case BLOCK -> FlatGraph.Box.centred(node.id(), BLOCK_WIDTH, BLOCK_HEIGHT);
      case LAYER ->
          node.frame().isEmpty()
              ? FlatGraph.Box.centred(node.id(), BLOCK_WIDTH, BLOCK_HEIGHT)
              : FlatGraph.Box.centred(node.id(), LAYER_WIDTH, LAYER_HEIGHT);
      case INPUT, OUTPUT ->
          FlatGraph.Box.centred(
              node.id(),
              Math.max(120, NetworkPainter.terminalTextWidth(node) + 32),
              TERMINAL_HEIGHT);
    };
  }

  /** Splits a picture into its levels and joins them again. */
  private static final class Levels {

    private final ShownGraph graph;
    private final Map<String, ShownNode> nodes = new LinkedHashMap<>();

    Levels(ShownGraph graph) {
      this.graph = graph;
      graph.nodes().forEach(node -> nodes.put(node.id(), node));
    }

    /** The box of the upper level that stands for a node. */
    private String upper(String node) {
      return nodes.get(node).frame().map(Levels::frameBox).orElse(node);
    }

    private static String frameBox(String frame) {
      return "frame " + frame;
    }

    FlatGraph interior(String frame, List<ShownNode> inside) {
      Set<FlatGraph.Arrow> arrows = new LinkedHashSet<>();
      for (ShownEdge edge : graph.edges()) {
        boolean from = lies(edge.from(), frame);
        boolean to = lies(edge.to(), frame);
        if (from || to) {
          arrows.add(new FlatGraph.Arrow(from ? edge.from() : ENTRY, to ? edge.to() : EXIT));
        }
      }
      List<FlatGraph.Box> boxes = new ArrayList<>();
      boxes.add(FlatGraph.Box.centred(ENTRY, 2, 0));
      inside.forEach(node -> boxes.add(box(node)));
      boxes.add(FlatGraph.Box.centred(EXIT, 2, 0));
      return new FlatGraph(boxes, List.copyOf(arrows));
    }

    private boolean lies(String node, String frame) {
      return nodes.get(node).frame().filter(frame::equals).isPresent();
    }

    FlatGraph top(Map<String, Placed> interiors) {
      Map<String, FlatGraph.Box> boxes = new LinkedHashMap<>();
      for (ShownNode node : graph.nodes()) {
        FlatGraph.Box own =
            node.frame()
                .map(frame -> frame(frame, interiors.get(frame)))
                .orElseGet(() -> box(node));
        boxes.putIfAbsent(own.id(), own);
      }
      Set<FlatGraph.Arrow> arrows = new LinkedHashSet<>();
      for (ShownEdge edge : graph.edges()) {
        String from = upper(edge.from());
        String to = upper(edge.to());
        if (!from.equals(to)) {
          arrows.add(new FlatGraph.Arrow(from, to));
        }
      }
      return new FlatGraph(List.copyOf(boxes.values()), List.copyOf(arrows));
    }

    private static FlatGraph.Box frame(String frame, Placed interior) {
      Bounds inside = interior.bounds();
      return new FlatGraph.Box(
          frameBox(frame),
          inside.width() + FRAME_PADDING + FRAME_RIGHT,
          inside.height() + FRAME_TITLE + FRAME_PADDING,
          entryX(interior),
          entryX(interior));
    }

    /** Arrows leave a frame below where they come in, so that frames stand in a straight column. */
    private static double entryX(Placed interior) {
      return FRAME_PADDING + interior.boxes().get(ENTRY).centreX();
    }

    NetworkScene join(Placed top, Map<String, Placed> interiors, boolean provisional) {
      Map<String, Bounds> boxes = new LinkedHashMap<>();
      Map<String, Bounds> frames = new LinkedHashMap<>();
      for (ShownNode node : graph.nodes()) {
        Bounds upper = top.boxes().get(upper(node.id()));
        if (node.frame().isEmpty()) {
          boxes.put(node.id(), upper);
        } else {
          String frame = node.frame().get();
          frames.put(frame, upper);
          Point origin = origin(upper);
          boxes.put(
              node.id(), interiors.get(frame).boxes().get(node.id()).plus(origin.x(), origin.y()));
        }
      }
      Map<String, List<Point>> routes = new LinkedHashMap<>();
      for (ShownEdge edge : graph.edges()) {
        routes.put(edge.id(), route(edge, top, interiors));
      }
      return new NetworkScene(graph, boxes, frames, routes, provisional);
    }

    private static Point origin(Bounds frame) {
      return new Point(frame.x() + FRAME_PADDING, frame.y() + FRAME_TITLE);
    }

    private List<Point> route(ShownEdge edge, Placed top, Map<String, Placed> interiors) {
      String from = upper(edge.from());
      String to = upper(edge.to());
      if (from.equals(to)) {
        return inside(edge.from(), edge.from(), edge.to(), top, interiors);
      }
      List<Point> outer = top.routes().get(new FlatGraph.Arrow(from, to));
      List<Point> points = new ArrayList<>();
      if (nodes.get(edge.from()).frame().isPresent()) {
        points.addAll(inside(edge.from(), edge.from(), EXIT, top, interiors));
        points.addAll(bend(points.get(points.size() - 1), outer.get(0)));
      }
      points.addAll(outer);
      if (nodes.get(edge.to()).frame().isPresent()) {
        points.addAll(inside(edge.to(), ENTRY, edge.to(), top, interiors));
      }
      return List.copyOf(points);
    }

    /** Corners between the end of the interior and the place where arrows leave the frame. */
    private static List<Point> bend(Point exit, Point leave) {
      double y = leave.y() - FRAME_PADDING / 2;
      return Math.abs(exit.x() - leave.x()) < 0.5
          ? List.of()
          : List.of(new Point(exit.x(), y), new Point(leave.x(), y));
    }

    private List<Point> inside(
        String node, String from, String to, Placed top, Map<String, Placed> interiors) {
      Point origin = origin(top.boxes().get(upper(node)));
      String frame = nodes.get(node).frame().orElseThrow();
      return interiors.get(frame).routes().get(new FlatGraph.Arrow(from, to)).stream()
          .map(point -> point.plus(origin.x(), origin.y()))
          .toList();
    }
  }
}
