package io.splitboard.core.operator;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Range;
import java.util.List;

/**
 * Parts of an input that lie apart along an axis and are read as if they lay side by side: the same
 * heads of queries, keys and values that were projected as one.
 *
 * @param ranges in order, not overlapping
 */
public record Scattered(int axis, List<Range> ranges) {

  /** Copies the list. */
  public Scattered {
    ranges = List.copyOf(ranges);
  }

  /** The parts of a box that reaches over all of them. */
  List<Box> of(Box box) {
    return ranges.stream().map(range -> box.with(axis, range)).toList();
  }
}
