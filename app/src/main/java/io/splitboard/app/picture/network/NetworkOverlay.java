package io.splitboard.app.picture.network;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Figures and problems that lie over the network's picture.
 *
 * @param layers times by layer id; absent means nothing is known
 * @param edges transfers between devices
 * @param problems one sentence each, by layer id
 */
public record NetworkOverlay(
    Map<String, LayerOverlay> layers, List<EdgeOverlay> edges, Map<String, String> problems) {

  /** Nothing is known, nothing is wrong. */
  public static final NetworkOverlay NONE = new NetworkOverlay(Map.of(), List.of(), Map.of());

  /** Copies the collections. */
  public NetworkOverlay {
    layers = Map.copyOf(layers);
    edges = List.copyOf(edges);
    problems = Map.copyOf(problems);
  }

  /** Times of some layers together: sums, where every part of the sum is there. */
  public LayerOverlay of(Collection<String> ids) {
    List<LayerOverlay> all =
        ids.stream().map(id -> layers.getOrDefault(id, LayerOverlay.NONE)).toList();
    return new LayerOverlay(
        Reading.sum(all.stream().map(LayerOverlay::predictedMs).toList()),
        Reading.sum(all.stream().map(LayerOverlay::measuredMs).toList()),
        all.stream().anyMatch(LayerOverlay::apportioned));
  }

  /** The same figures with other problems. */
  public NetworkOverlay withProblems(Map<String, String> changed) {
    return new NetworkOverlay(layers, edges, changed);
  }
}
