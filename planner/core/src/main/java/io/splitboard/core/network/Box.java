package io.splitboard.core.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A rectangular region of a tensor. Rows, columns, channels and tiles are boxes that are narrower
 * than the tensor along one or two axes.
 *
 * @param ranges the indices along each axis, outermost first
 */
public record Box(List<Range> ranges) {

  /** Copies the list. */
  public Box {
    ranges = List.copyOf(ranges);
  }

  /** All of a tensor. */
  public static Box of(Shape shape) {
    return new Box(shape.dims().stream().map(Range::of).toList());
  }

  /** Number of axes. */
  public int rank() {
    return ranges.size();
  }

  /** The indices along one axis. */
  public Range range(int axis) {
    return ranges.get(axis);
  }

  /** The same with other indices along one axis. */
  public Box with(int axis, Range range) {
    List<Range> changed = new ArrayList<>(ranges);
    changed.set(axis, range);
    return new Box(changed);
  }

  /** Shape of a tensor that holds just this region. */
  public Shape shape() {
    return new Shape(ranges.stream().map(Range::size).toList());
  }

  /** Number of elements. */
  public long elements() {
    long elements = 1;
    for (Range range : ranges) {
      elements = Math.multiplyExact(elements, range.size());
    }
    return elements;
  }

  /** Whether it has no elements. */
  public boolean isEmpty() {
    return ranges.stream().anyMatch(Range::isEmpty);
  }

  /** Whether it is all of a tensor of this shape. */
  public boolean isAllOf(Shape shape) {
    if (shape.rank() != rank()) {
      return false;
    }
    for (int axis = 0; axis < rank(); axis++) {
      if (range(axis).from() != 0 || range(axis).to() != shape.size(axis)) {
        return false;
      }
    }
    return true;
  }

  /** Whether all of another box lies in this one. */
  public boolean contains(Box other) {
    return other.isEmpty()
        || IntStream.range(0, rank()).allMatch(axis -> range(axis).contains(other.range(axis)));
  }

  /** What two boxes share; empty if nothing. */
  public Box intersect(Box other) {
    List<Range> shared = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      shared.add(range(axis).intersect(other.range(axis)));
    }
    return new Box(shared);
  }

  /** The smallest box that contains both, as if empty ones were not there. */
  public Box hull(Box other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    List<Range> hull = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      hull.add(range(axis).hull(other.range(axis)));
    }
    return new Box(hull);
  }

  /** What is left without another box, as boxes that do not overlap, in order of their position. */
  public List<Box> minus(Box other) {
    if (isEmpty()) {
      return List.of();
    }
    Box hole = intersect(other);
    if (hole.isEmpty()) {
      return List.of(this);
    }
    List<Box> before = new ArrayList<>();
    List<Box> after = new ArrayList<>();
    Box rest = this;
    for (int axis = 0; axis < rank(); axis++) {
      Range all = rest.range(axis);
      Range cut = hole.range(axis);
      if (all.from() < cut.from()) {
        before.add(rest.with(axis, new Range(all.from(), cut.from())));
      }
      if (cut.to() < all.to()) {
        after.add(0, rest.with(axis, new Range(cut.to(), all.to())));
      }
      rest = rest.with(axis, cut);
    }
    before.addAll(after);
    return before;
  }

  /** The same region seen from the corner of a box that contains it. */
  public Box within(Box outer) {
    List<Range> inner = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      inner.add(range(axis).shift(-outer.range(axis).from()));
    }
    return new Box(inner);
  }

  /** As in {@code 0-1×0-64×12-24×0-56}; the ends are not included. */
  @Override
  public String toString() {
    return ranges.stream().map(Range::toString).collect(Collectors.joining("×"));
  }
}
