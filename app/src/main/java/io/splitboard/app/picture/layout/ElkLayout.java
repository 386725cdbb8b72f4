package io.splitboard.app.picture.layout;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.core.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * The layered layout of Sugiyama, Tagawa and Toda as ELK implements it, with right-angled arrows.
 * Recursive inside: large graphs need a thread with a large stack.
 */
public final class ElkLayout implements FlatLayout {

  private static final int CACHED = 64;

  static {
    // Outside Eclipse nobody else tells ELK which option types it can copy.
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
  }

  private final Map<FlatGraph, Placed> cache =
      Collections.synchronizedMap(
          new LinkedHashMap<>(CACHED, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<FlatGraph, Placed> eldest) {
              return size() > CACHED;
            }
          });

  @Override
  public Placed place(FlatGraph graph, Progress progress) {
    List<String> ids = graph.boxes().stream().map(FlatGraph.Box::id).toList();
    FlatGraph shape = numbered(graph);
    Placed known = cache.get(shape);
    if (known == null) {
      progress.check();
      known = new Run(shape).place(progress);
      cache.put(shape, known);
    }
    return named(known, ids);
  }

  /** The graph with numbers for names: blocks that repeat are laid out once. */
  private static FlatGraph numbered(FlatGraph graph) {
    Map<String, String> numbers = new HashMap<>();
    List<FlatGraph.Box> boxes = new ArrayList<>();
    for (FlatGraph.Box box : graph.boxes()) {
      String number = String.valueOf(numbers.size());
      numbers.put(box.id(), number);
      boxes.add(new FlatGraph.Box(number, box.width(), box.height(), box.inX(), box.outX()));
    }
    List<FlatGraph.Arrow> arrows =
        graph.arrows().stream()
            .map(arrow -> new FlatGraph.Arrow(numbers.get(arrow.from()), numbers.get(arrow.to())))
            .toList();
    return new FlatGraph(boxes, arrows);
  }

  private static Placed named(Placed placed, List<String> ids) {
    Map<String, Bounds> boxes = new LinkedHashMap<>();
    placed.boxes().forEach((number, box) -> boxes.put(ids.get(Integer.parseInt(number)), box));
    Map<FlatGraph.Arrow, List<Point>> routes = new LinkedHashMap<>();
    placed
        .routes()
        .forEach(
            (arrow, route) ->
                routes.put(
                    new FlatGraph.Arrow(
                        ids.get(Integer.parseInt(arrow.from())),
                        ids.get(Integer.parseInt(arrow.to()))),
                    route));
    return new Placed(boxes, routes);
  }

  /** One layout: a graph in ELK's own form, from its making to the reading of the result. */
  private static final class Run {

    private final FlatGraph graph;
    private final ElkNode root = ElkGraphUtil.createGraph();
    private final Map<String, ElkNode> nodes = new LinkedHashMap<>();
    private final Map<String, ElkPort> in = new HashMap<>();
    private final Map<String, ElkPort> out = new HashMap<>();
    private final Map<FlatGraph.Arrow, ElkEdge> edges = new LinkedHashMap<>();

    Run(FlatGraph graph) {
      this.graph = graph;
      root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
      root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
      root.setProperty(CoreOptions.SPACING_NODE_NODE, COLUMN_GAP);
      root.setProperty(CoreOptions.SPACING_EDGE_NODE, 24.0);
      root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, ROW_GAP);
      root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 14.0);
      root.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 10.0);
      graph.boxes().forEach(this::addBox);
      graph.arrows().forEach(this::addArrow);
    }

    private void addBox(FlatGraph.Box box) {
      ElkNode node = ElkGraphUtil.createNode(root);
      node.setDimensions(box.width(), box.height());
      node.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
      nodes.put(box.id(), node);
      in.put(box.id(), port(node, PortSide.NORTH, box.inX(), 0));
      out.put(box.id(), port(node, PortSide.SOUTH, box.outX(), box.height()));
    }

    private static ElkPort port(ElkNode node, PortSide side, double x, double y) {
      ElkPort port = ElkGraphUtil.createPort(node);
      port.setProperty(CoreOptions.PORT_SIDE, side);
      port.setLocation(x, y);
      return port;
    }

    private void addArrow(FlatGraph.Arrow arrow) {
      edges.put(arrow, ElkGraphUtil.createSimpleEdge(out.get(arrow.from()), in.get(arrow.to())));
    }

    Placed place(Progress progress) {
      new LayeredLayoutProvider().layout(root, new Monitor(progress));
      progress.check();
      Map<String, Bounds> places = new LinkedHashMap<>();
      nodes.forEach(
          (id, node) ->
              places.put(
                  id, new Bounds(node.getX(), node.getY(), node.getWidth(), node.getHeight())));
      Map<FlatGraph.Arrow, List<Point>> routes = new LinkedHashMap<>();
      edges.forEach((arrow, edge) -> routes.put(arrow, route(edge)));
      return atOrigin(new Placed(places, routes));
    }

    private static List<Point> route(ElkEdge edge) {
      List<Point> points = new ArrayList<>();
      for (ElkEdgeSection section : edge.getSections()) {
        points.add(new Point(section.getStartX(), section.getStartY()));
        section.getBendPoints().forEach(bend -> points.add(new Point(bend.getX(), bend.getY())));
        points.add(new Point(section.getEndX(), section.getEndY()));
      }
      return points;
    }

    private Placed atOrigin(Placed placed) {
      Bounds all = placed.bounds();
      Map<String, Bounds> boxes = new LinkedHashMap<>();
      placed.boxes().forEach((id, box) -> boxes.put(id, box.plus(-all.x(), -all.y())));
      Map<FlatGraph.Arrow, List<Point>> routes = new LinkedHashMap<>();
      for (FlatGraph.Arrow arrow : graph.arrows()) {
        routes.put(
            arrow,
            placed.routes().get(arrow).stream()
                .map(point -> point.plus(-all.x(), -all.y()))
                .toList());
      }
      return new Placed(boxes, routes);
    }
  }

  /** Lets ELK ask whether its work is still wanted. */
  private static final class Monitor extends BasicProgressMonitor {

    private final Progress progress;

    Monitor(Progress progress) {
      this.progress = progress;
    }

    @Override
    public boolean isCanceled() {
      if (progress.cancelled()) {
        throw new CancellationException("layout no longer wanted");
      }
      return false;
    }

    @Override
    protected BasicProgressMonitor doSubTask(float work, int maxHierarchyLevels) {
      return new Monitor(progress);
    }
  }
}
