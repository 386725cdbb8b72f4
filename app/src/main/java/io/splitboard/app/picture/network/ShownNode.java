package io.splitboard.app.picture.network;

import java.util.List;
import java.util.Optional;

/**
 * A box of the network's picture.
 *
 * @param id unique in the picture
 * @param kind what it stands for
 * @param title its main writing
 * @param detail its second writing: what it makes
 * @param layers ids of the layers that it stands for; empty for inputs and outputs
 * @param block id of the block that it stands for or lies in; empty for inputs and outputs
 * @param frame id of the expanded block whose frame it lies in
 */
public record ShownNode(
    String id,
    Kind kind,
    String title,
    String detail,
    List<String> layers,
    Optional<String> block,
    Optional<String> frame) {

  /** What a box stands for. */
  public enum Kind {
    /** A tensor that a request brings. */
    INPUT,
    /** A tensor that a request returns. */
    OUTPUT,
    /** A collapsed block. */
    BLOCK,
    /** One layer. */
    LAYER
  }

  /** Copies the list. */
  public ShownNode {
    layers = List.copyOf(layers);
  }

  /** Whether it can be selected, dragged and placed. */
  public boolean placeable() {
    return !layers.isEmpty();
  }
}
