package io.splitboard.app.picture.layout;

import java.util.List;

/**
 * Boxes and arrows that lie on one level. Equal graphs have equal layouts, so it serves as key of a
 * cache.
 *
 * @param boxes each after those that it reads from
 * @param arrows between boxes of the list
 */
public record FlatGraph(List<Box> boxes, List<Arrow> arrows) {

  /** Copies the lists. */
  public FlatGraph {
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
  }

  /**
   * A box.
   *
   * @param inX where arrows come in on its upper side, from its left
   * @param outX where arrows leave on its lower side, from its left
   */
  public record Box(String id, double width, double height, double inX, double outX) {

    /** A box with its arrows in the middle. */
    public static Box centred(String id, double width, double height) {
      return new Box(id, width, height, width / 2, width / 2);
    }
  }

  /** An arrow from one box to another, by id. */
  public record Arrow(String from, String to) {}
}
