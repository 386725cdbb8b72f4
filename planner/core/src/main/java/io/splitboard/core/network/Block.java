package io.splitboard.core.network;

import java.util.List;

/**
 * Layers shown as one box until they are expanded. A block has no meaning for planning.
 *
 * @param id unique in the network
 * @param title what the picture shows, for example {@code conv1 ×2 + pool}
 * @param layers ids of its layers, in topological order, at least one
 */
public record Block(String id, String title, List<String> layers) {

  /** Copies the list. */
  public Block {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("block " + id + " has no layers");
    }
  }
}
