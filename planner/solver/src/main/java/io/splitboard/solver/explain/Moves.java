package io.splitboard.solver.explain;

import io.splitboard.core.network.Block;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import io.splitboard.solver.Problem;
import io.splitboard.solver.sharing.Renaming;
import io.splitboard.solver.sharing.Sharing;
import io.splitboard.solver.sharing.Stretch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * All single changes to a partition that an engineer would think of: boundaries between devices
 * move by a row or channel, ends of stages by a layer or a block, blocks go to another device or
 * are shared with one, everything up to or from a block moves, devices change places or are left
 * out. Pinned layers stay.
 */
final class Moves {

  private final Problem problem;
  private final Network network;
  private final Partition at;
  private final List<String> devices;
  private final List<Candidate> moves = new ArrayList<>();

  /** A change that is not carried out yet: large networks have very many. */
  record Candidate(String sentence, Supplier<Partition> partition) {}

  private Moves(Problem problem, Partition at) {
    this.problem = problem;
    this.network = problem.network();
    this.at = at;
    this.devices = problem.cluster().deviceIds();
  }

  /** Those at boundaries first; several may lead to the same partition, or nowhere. */
  static List<Candidate> of(Problem problem, Partition at) {
    Moves all = new Moves(problem, at);
    all.addBoundaries();
    all.addStageEnds();
    all.addBlocks();
    all.addSides();
    all.addDevices();
    return all.moves;
  }

  private void add(String sentence, Supplier<Partition> partition) {
    moves.add(new Candidate(sentence, partition));
  }

  private void addBoundaries() {
    for (Stretch stretch : Stretch.all(network, at)) {
      for (int boundary = 0; boundary < stretch.devices().size() - 1; boundary++) {
        for (int step : new int[] {1, -1, 2, -2}) {
          String less = stretch.devices().get(step > 0 ? boundary + 1 : boundary);
          String more = stretch.devices().get(step > 0 ? boundary : boundary + 1);
          if (!less.equals(more)) {
            String sentence =
                "%s less on %s, as many more on %s, in %s"
                    .formatted(parts(stretch, Math.abs(step)), less, more, names(stretch.layers()));
            int moved = boundary;
            add(sentence, () -> stretch.moved(network, at, moved, step));
          }
        }
      }
      for (String device : stretch.devices().stream().distinct().toList()) {
        add(
            "%s whole on %s".formatted(names(stretch.layers()), device),
            () -> placed(stretch.layers(), layer -> new Placement.Whole(device)));
      }
    }
  }

  private String parts(Stretch stretch, int count) {
    String words = stretch.kind().words();
    String one = words.substring(0, words.length() - 1);
    long extent = Splits.extent(network, stretch.coarsest(), stretch.kind());
    return "%s of the %d of %s"
        .formatted(
            count == 1 ? "one " + one : count + " " + words, extent, stretch.coarsest().id());
  }

  /** Where a run of whole layers on one device ends, one layer or block goes to the other side. */
  private void addStageEnds() {
    List<Layer> layers = network.layers();
    for (int i = 1; i < layers.size(); i++) {
      if (at.of(layers.get(i - 1).id()) instanceof Placement.Whole before
          && at.of(layers.get(i).id()) instanceof Placement.Whole behind
          && !before.device().equals(behind.device())) {
        addMove(layers.subList(i - 1, i), behind.device());
        addMove(layers.subList(i, i + 1), before.device());
      }
    }
  }

  private void addBlocks() {
    for (List<Layer> block : blocks()) {
      for (String device : devices) {
        addMove(block, device);
        addShared(block, device);
      }
    }
  }

  private void addShared(List<Layer> block, String device) {
    if (at.of(block.get(0).id()) instanceof Placement.Whole whole
        && !whole.device().equals(device)) {
      List<String> both = List.of(whole.device(), device);
      List<Double> speeds =
          both.stream().map(id -> 1 / Math.max(milliseconds(block, id), 1e-9)).toList();
      Sharing sharing = Sharing.byWeight(both, speeds);
      for (SplitKind kind : List.of(SplitKind.ROWS, SplitKind.CHANNELS)) {
        add(
            "share %s by %s between %s and %s"
                .formatted(names(block), kind.words(), whole.device(), device),
            () -> placed(block, layer -> sharing.place(network, layer, kind)));
      }
    }
  }

  private double milliseconds(List<Layer> layers, String device) {
    return layers.stream()
        .mapToDouble(layer -> problem.profile().layerMs(device, layer.id()))
        .sum();
  }

  /** Everything before or behind a block on another device. */
  private void addSides() {
    for (List<Layer> block : blocks()) {
      int index = block.get(0).index();
      for (String device : devices) {
        addMove(network.layers().subList(0, index), device);
        addMove(network.layers().subList(index, network.layers().size()), device);
      }
    }
  }

  private void addDevices() {
    for (String one : devices) {
      for (String other : devices) {
        if (!one.equals(other)) {
          add(
              "leave %s out, its layers go to %s".formatted(one, other),
              () -> renamed(one, other, false));
        }
        if (one.compareTo(other) < 0) {
          add("let %s and %s change places".formatted(one, other), () -> renamed(one, other, true));
        }
      }
    }
  }

  private Partition renamed(String one, String other, boolean both) {
    return placed(
        network.layers(),
        layer ->
            Renaming.of(
                at.of(layer.id()),
                id -> id.equals(one) ? other : both && id.equals(other) ? one : id));
  }

  private void addMove(List<Layer> layers, String device) {
    if (!layers.isEmpty()) {
      add(
          "move %s to %s".formatted(names(layers), device),
          () -> placed(layers, layer -> new Placement.Whole(device)));
    }
  }

  /** The blocks of the picture; layers one by one where there are none. */
  private List<List<Layer>> blocks() {
    List<List<Layer>> blocks = new ArrayList<>();
    for (Block block : network.blocks()) {
      blocks.add(block.layers().stream().map(network::layer).toList());
    }
    if (blocks.isEmpty()) {
      network.layers().forEach(layer -> blocks.add(List.of(layer)));
    }
    return blocks;
  }

  private interface Change {
    Placement of(Layer layer);
  }

  private Partition placed(List<Layer> layers, Change change) {
    Map<String, Placement> placements = new LinkedHashMap<>(at.placements());
    for (Layer layer : layers) {
      if (!problem.constraints().pins().containsKey(layer.id())) {
        placements.put(layer.id(), change.of(layer));
      }
    }
    return at.placed(placements);
  }

  private static String names(List<Layer> layers) {
    String first = layers.get(0).id();
    return layers.size() == 1 ? first : first + " … " + layers.get(layers.size() - 1).id();
  }
}
