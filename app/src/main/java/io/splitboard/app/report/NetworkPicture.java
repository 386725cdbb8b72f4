package io.splitboard.app.report;

import io.splitboard.core.network.Block;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The blocks of a network from top to bottom, each with a bar that shows which devices have its
 * layers. Bars are divided by MACs, or evenly where a block has none.
 */
final class NetworkPicture {

  private static final double BOX_WIDTH = 300;
  private static final double BOX_HEIGHT = 40;
  private static final double COLUMN = 330;
  private static final double ROW = 58;
  private static final double MARGIN = 12;

  private final Network network;
  private final Partition partition;
  private final DeviceColours colours;
  private final Map<String, Integer> blockOfLayer = new HashMap<>();
  private final List<Set<Integer>> before = new ArrayList<>();
  private final List<double[]> position = new ArrayList<>();

  private NetworkPicture(Network network, Partition partition, DeviceColours colours) {
    this.network = network;
    this.partition = partition;
    this.colours = colours;
  }

  static String of(Network network, Partition partition, DeviceColours colours) {
    NetworkPicture picture = new NetworkPicture(network, partition, colours);
    picture.link();
    return picture.draw(picture.place());
  }

  /** Finds, for each block, the blocks that it reads from. */
  private void link() {
    List<Block> blocks = network.blocks();
    for (int i = 0; i < blocks.size(); i++) {
      for (String layer : blocks.get(i).layers()) {
        blockOfLayer.put(layer, i);
      }
    }
    for (int i = 0; i < blocks.size(); i++) {
      Set<Integer> sources = new LinkedHashSet<>();
      for (String id : blocks.get(i).layers()) {
        for (String tensor : network.layer(id).inputs()) {
          network
              .producer(tensor)
              .map(producer -> blockOfLayer.get(producer.id()))
              .ifPresent(sources::add);
        }
      }
      sources.remove(i);
      before.add(sources);
    }
  }

  /**
   * Puts each block a row below the lowest block that it reads from.
   *
   * @return rows and columns that are used
   */
  private int[] place() {
    Map<Integer, Integer> usedInRow = new HashMap<>();
    List<Integer> rowOf = new ArrayList<>();
    int columns = 1;
    int rows = 1;
    for (int i = 0; i < before.size(); i++) {
      int self = i;
      int row =
          before.get(i).stream()
              .filter(source -> source < self)
              .mapToInt(source -> rowOf.get(source) + 1)
              .max()
              .orElse(0);
      int column = usedInRow.merge(row, 1, Integer::sum) - 1;
      rowOf.add(row);
      position.add(new double[] {MARGIN + column * COLUMN, MARGIN + row * ROW});
      columns = Math.max(columns, column + 1);
      rows = Math.max(rows, row + 1);
    }
    return new int[] {rows, columns};
  }

  private String draw(int[] size) {
    Svg svg =
        new Svg(
            2 * MARGIN + (size[1] - 1) * COLUMN + BOX_WIDTH,
            2 * MARGIN + (size[0] - 1) * ROW + BOX_HEIGHT,
            "Placement of " + network.name());
    for (int i = 0; i < before.size(); i++) {
      double[] to = position.get(i);
      for (int source : before.get(i)) {
        double[] from = position.get(source);
        svg.line(
            from[0] + BOX_WIDTH / 2, from[1] + BOX_HEIGHT, to[0] + BOX_WIDTH / 2, to[1], "edge");
      }
    }
    for (int i = 0; i < position.size(); i++) {
      drawBlock(svg, network.blocks().get(i), position.get(i));
    }
    return svg.element();
  }

  private void drawBlock(Svg svg, Block block, double[] at) {
    Map<String, Double> shares = shares(block);
    svg.rectangle(
        at[0], at[1], BOX_WIDTH, BOX_HEIGHT, 6, "", block.title() + ": " + describe(shares));
    svg.text(at[0] + 10, at[1] + 18, "start", "block", shortened(block.title()));
    Layer last = network.layer(block.layers().get(block.layers().size() - 1));
    svg.text(
        at[0] + BOX_WIDTH - 10,
        at[1] + 18,
        "end",
        "small",
        network.tensor(last.outputs().get(0)).shape().toString());
    double x = at[0] + 6;
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      double width = share.getValue() * (BOX_WIDTH - 12);
      svg.rectangle(
          x,
          at[1] + 27,
          width,
          7,
          1,
          "fill:" + colours.of(share.getKey()) + ";stroke:none",
          share.getKey());
      x += width;
    }
  }

  private Map<String, Double> shares(Block block) {
    double total = block.layers().stream().mapToDouble(id -> weight(network.layer(id))).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    for (String id : block.layers()) {
      Placement placement = partition.of(id);
      List<String> devices = placement.devices();
      for (String device : devices) {
        shares.merge(device, weight(network.layer(id)) / total / devices.size(), Double::sum);
      }
    }
    return shares;
  }

  /** Layers without MACs count a little, so that each is seen. */
  private static double weight(Layer layer) {
    return layer.cost().macs() + 1.0;
  }

  private static String describe(Map<String, Double> shares) {
    return String.join(", ", shares.keySet());
  }

  private static String shortened(String title) {
    return title.length() <= 30 ? title : title.substring(0, 29) + "…";
  }
}
