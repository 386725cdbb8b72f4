package io.splitboard.core.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups consecutive layers into blocks for display. Names say most: where layers are called {@code
 * stage/unit/layer}, each unit is a block. Else the graph does: a region between two single tensors
 * is kept together, and chains end at pooling. Blocks are runs in topological order, so they never
 * wait for each other.
 */
public final class BlockGrouping {

  /** A block with more layers than this would be no help when it is expanded. */
  static final int MOST_LAYERS = 60;

  private static final int FEWEST_PER_NAME = 3;
  private static final int MOST_MATRIX_LAYERS = 4;

  private BlockGrouping() {}

  /** Blocks of layers that are in topological order. */
  public static List<Block> of(List<Layer> layers) {
    List<List<Layer>> runs = new ArrayList<>();
    for (List<Layer> run : byName(layers)) {
      split(run, runs);
    }
    List<Block> blocks = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (List<Layer> run : runs) {
      String title = BlockTitle.of(run);
      String id = title;
      for (int copy = 2; !ids.add(id); copy++) {
        id = title + " (" + copy + ")";
      }
      blocks.add(new Block(id, title, run.stream().map(Layer::id).toList()));
    }
    return blocks;
  }

  private static void split(List<Layer> run, List<List<Layer>> into) {
    if (BlockTitle.commonName(run).isPresent() && run.size() <= MOST_LAYERS) {
      into.add(run);
      return;
    }
    for (List<Layer> part : byGraph(run)) {
      for (int from = 0; from < part.size(); from += MOST_LAYERS) {
        into.add(part.subList(from, Math.min(part.size(), from + MOST_LAYERS)));
      }
    }
  }

  /**
   * Runs of layers whose names share their first parts: as many parts as still leave a few layers
   * to a run. One run of all if names say nothing.
   */
  private static List<List<Layer>> byName(List<Layer> layers) {
    List<List<Layer>> best = layers.isEmpty() ? List.of() : List.of(layers);
    int deepest =
        layers.stream().mapToInt(layer -> BlockTitle.parts(layer.id()).size()).max().orElse(0);
    for (int depth = 1; depth < deepest; depth++) {
      List<List<Layer>> runs = runs(layers, depth);
      long named =
          runs.stream().filter(run -> BlockTitle.parts(run.get(0).id()).size() > 1).count();
      if (named * FEWEST_PER_NAME <= layers.size()) {
        best = runs;
      }
    }
    return best;
  }

  private static List<List<Layer>> runs(List<Layer> layers, int depth) {
    List<List<Layer>> runs = new ArrayList<>();
    List<String> last = null;
    for (Layer layer : layers) {
      List<String> parts = BlockTitle.parts(layer.id());
      List<String> key = parts.subList(0, Math.min(depth, parts.size() - 1));
      if (!key.equals(last)) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(layer);
      last = key;
    }
    return runs;
  }

  /** Blocks of a run by its graph alone. */
  private static List<List<Layer>> byGraph(List<Layer> layers) {
    List<List<Layer>> blocks = new ArrayList<>();
    List<Layer> open = new ArrayList<>();
    boolean afterRegion = false;
    for (List<Layer> segment : segments(layers)) {
      boolean region = segment.size() > 1;
      if (!open.isEmpty() && startsBlock(open, segment, region, afterRegion)) {
        blocks.add(open);
        open = new ArrayList<>();
      }
      open.addAll(segment);
      afterRegion = region || (afterRegion && open.size() > 1 && !hasMacs(segment));
      if (!region && isPool(segment.get(0)) && hasMacs(open)) {
        blocks.add(open);
        open = new ArrayList<>();
      }
    }
    if (!open.isEmpty()) {
      blocks.add(open);
    }
    return blocks;
  }

  private static boolean startsBlock(
      List<Layer> open, List<Layer> segment, boolean region, boolean afterRegion) {
    LayerKind kind = segment.get(0).kind();
    if (region) {
      return true;
    }
    if (!hasMacs(segment)) {
      return false;
    }
    long matrixLayers = open.stream().filter(layer -> layer.cost().macs() > 0).count();
    boolean otherKind =
        kind == LayerKind.DENSE && open.stream().anyMatch(BlockGrouping::isConvolution);
    return afterRegion
        || otherKind
        || (kind == LayerKind.DEPTHWISE && matrixLayers > 0)
        || matrixLayers >= MOST_MATRIX_LAYERS;
  }

  private static boolean isConvolution(Layer layer) {
    return layer.kind() != LayerKind.DENSE && layer.kind() != LayerKind.MEMORY;
  }

  private static boolean hasMacs(List<Layer> layers) {
    return layers.stream().anyMatch(layer -> layer.cost().macs() > 0);
  }

  static boolean isPool(Layer layer) {
    return layer.operator().contains("Pool");
  }

  /** Cuts after each layer whose result is all that later layers read of what came before. */
  private static List<List<Layer>> segments(List<Layer> layers) {
    Map<String, Integer> lastReader = new HashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      for (String tensor : layers.get(i).inputs()) {
        lastReader.put(tensor, i);
      }
    }
    List<List<Layer>> segments = new ArrayList<>();
    List<Layer> open = new ArrayList<>();
    Set<String> alive = new HashSet<>();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      int position = i;
      open.add(layer);
      layer.outputs().stream().filter(lastReader::containsKey).forEach(alive::add);
      alive.removeIf(tensor -> lastReader.get(tensor) <= position);
      if (alive.size() <= 1 && layer.outputs().containsAll(alive)) {
        segments.add(open);
        open = new ArrayList<>();
      }
    }
    if (!open.isEmpty()) {
      segments.add(open);
    }
    return segments;
  }
}
