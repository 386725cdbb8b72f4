package io.splitboard.app.picture.network;

import io.splitboard.core.network.Layer;

/** Names of layers as boxes show them. */
final class LayerText {

  private LayerText() {}

  /**
   * The last part of a path-like id, with the operator where the id does not say it: {@code
   * conv1_1}, {@code MatMul_4}, {@code 27 · Relu}.
   */
  static String title(Layer layer) {
    String id = layer.id();
    String last = id.substring(id.lastIndexOf('/') + 1);
    String name = last.isEmpty() ? id : last;
    boolean tells = name.chars().filter(Character::isLetter).count() >= 3;
    return tells ? name : name + " · " + layer.operator();
  }
}
