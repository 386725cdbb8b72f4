package io.splitboard.solver.pipeline;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a network can be cut into consecutive parts. */
public final class Cuts {

  private Cuts() {}

  /**
   * All cuts, from before the first layer (what a request brings) to behind the last (what it
   * returns). Layers from which no output can be reached need nothing.
   */
  public static List<Cut> all(Network network) {
    int count = network.layers().size();
    Map<String, Integer> from = new LinkedHashMap<>();
    network.inputs().forEach(name -> from.put(name, 0));
    for (Layer layer : network.layers()) {
      layer.outputs().forEach(name -> from.put(name, layer.index() + 1));
    }
    Map<String, Integer> until = lastUses(network);
    List<List<String>> alive = new ArrayList<>();
    for (int position = 0; position <= count; position++) {
      alive.add(new ArrayList<>());
    }
    from.forEach(
        (name, first) -> {
          for (int position = first; position <= until.getOrDefault(name, -1); position++) {
            alive.get(position).add(name);
          }
        });
    List<Cut> cuts = new ArrayList<>();
    for (int position = 0; position <= count; position++) {
      cuts.add(cut(network, position, alive.get(position)));
    }
    return List.copyOf(cuts);
  }

  /**
   * The cuts inside the network that one tensor crosses, so that nodes need to pass on only that:
   * DEFER's partition points.
   */
  public static List<Cut> single(Network network) {
    return all(network).stream()
        .filter(cut -> cut.position() > 0 && cut.position() < network.layers().size())
        .filter(cut -> cut.isSingle() && cut.canTravel())
        .toList();
  }

  /** Whether an output can be reached from each layer. */
  static boolean[] needed(Network network) {
    Set<String> wanted = new HashSet<>(network.outputs());
    boolean[] needed = new boolean[network.layers().size()];
    for (int i = needed.length - 1; i >= 0; i--) {
      Layer layer = network.layers().get(i);
      if (layer.outputs().stream().anyMatch(wanted::contains)) {
        needed[i] = true;
        wanted.addAll(layer.inputs());
      }
    }
    return needed;
  }

  /** The last cut that each tensor crosses; inputs that are outputs stay where they are. */
  private static Map<String, Integer> lastUses(Network network) {
    boolean[] needed = needed(network);
    Map<String, Integer> until = new HashMap<>();
    for (Layer layer : network.layers()) {
      if (needed[layer.index()]) {
        layer.inputs().forEach(name -> until.merge(name, layer.index(), Math::max));
      }
    }
    for (String output : network.outputs()) {
      if (network.producer(output).isPresent()) {
        until.put(output, network.layers().size());
      }
    }
    return until;
  }

  private static Cut cut(Network network, int position, List<String> names) {
    long bytes = 0;
    boolean canTravel = true;
    for (String name : names) {
      Tensor tensor = network.tensor(name);
      bytes += tensor.bytes();
      canTravel &= tensor.type().canTravel();
    }
    return new Cut(position, names, bytes, canTravel);
  }
}
