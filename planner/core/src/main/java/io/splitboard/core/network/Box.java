package io.splitboard.core.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A rectangular region of a tensor. Rows, columns, channels and tiles are boxes that are narrower
 * than the tensor along one or two axes. Immutable.
 *
 * <p>The ends are kept as plain numbers, and hash and text once they are known, because compiling a
 * partition compares many thousands of boxes.
 */
public final class Box {

  /** For each axis, outermost first, the first index and one past the last. */
  private final long[] ends;

  private int hash;
  private String text;

  private Box(long[] ends) {
    this.ends = ends;
  }

  /**
   * A box of any indices.
   *
   * @param ranges the indices along each axis, outermost first
   */
  public Box(List<Range> ranges) {
    this.ends = new long[2 * ranges.size()];
    for (int axis = 0; axis < ranges.size(); axis++) {
      ends[2 * axis] = ranges.get(axis).from();
      ends[2 * axis + 1] = ranges.get(axis).to();
    }
  }

  /** All of a tensor. */
  public static Box of(Shape shape) {
    long[] ends = new long[2 * shape.rank()];
    for (int axis = 0; axis < shape.rank(); axis++) {
      ends[2 * axis + 1] = shape.size(axis);
    }
    return new Box(ends);
  }

  /** Number of axes. */
  public int rank() {
    return ends.length / 2;
  }

  private long from(int axis) {
    return ends[2 * axis];
  }

  private long to(int axis) {
    return ends[2 * axis + 1];
  }

  /** The indices along one axis. */
  public Range range(int axis) {
    return new Range(from(axis), to(axis));
  }

  /** The same with other indices along one axis. */
  public Box with(int axis, Range range) {
    return with(axis, range.from(), range.to());
  }

  private Box with(int axis, long from, long to) {
    long[] changed = ends.clone();
    changed[2 * axis] = from;
    changed[2 * axis + 1] = to;
    return new Box(changed);
  }

  /** Shape of a tensor that holds just this region. */
  public Shape shape() {
    long[] sizes = new long[rank()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = to(axis) - from(axis);
    }
    return Shape.of(sizes);
  }

  /** Number of elements. */
  public long elements() {
    long elements = 1;
    for (int axis = 0; axis < rank(); axis++) {
      elements = Math.multiplyExact(elements, to(axis) - from(axis));
    }
    return elements;
  }

  /** Whether it has no elements. */
  public boolean isEmpty() {
    for (int axis = 0; axis < rank(); axis++) {
      if (from(axis) == to(axis)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is all of a tensor of this shape. */
  public boolean isAllOf(Shape shape) {
    if (shape.rank() != rank()) {
      return false;
    }
    for (int axis = 0; axis < rank(); axis++) {
      if (from(axis) != 0 || to(axis) != shape.size(axis)) {
        return false;
      }
    }
    return true;
  }

  /** Whether all of another box lies in this one. */
  public boolean contains(Box other) {
    if (other.isEmpty()) {
      return true;
    }
    for (int axis = 0; axis < rank(); axis++) {
      if (other.from(axis) < from(axis) || to(axis) < other.to(axis)) {
        return false;
      }
    }
    return true;
  }

  /** Whether two boxes have an element in common. */
  public boolean meets(Box other) {
    for (int axis = 0; axis < rank(); axis++) {
      if (Math.max(from(axis), other.from(axis)) >= Math.min(to(axis), other.to(axis))) {
        return false;
      }
    }
    return true;
  }

  /** What two boxes share; empty if nothing. */
  public Box intersect(Box other) {
    long[] shared = new long[ends.length];
    for (int axis = 0; axis < rank(); axis++) {
      long from = Math.max(from(axis), other.from(axis));
      shared[2 * axis] = from;
      shared[2 * axis + 1] = Math.max(from, Math.min(to(axis), other.to(axis)));
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
    long[] hull = new long[ends.length];
    for (int axis = 0; axis < rank(); axis++) {
      hull[2 * axis] = Math.min(from(axis), other.from(axis));
      hull[2 * axis + 1] = Math.max(to(axis), other.to(axis));
    }
    return new Box(hull);
  }

  /** What is left without another box, as boxes that do not overlap, in order of their position. */
  public List<Box> minus(Box other) {
    if (isEmpty()) {
      return List.of();
    }
    if (!meets(other)) {
      return List.of(this);
    }
    Box hole = intersect(other);
    List<Box> before = new ArrayList<>();
    List<Box> after = new ArrayList<>();
    Box rest = this;
    for (int axis = 0; axis < rank(); axis++) {
      if (rest.from(axis) < hole.from(axis)) {
        before.add(rest.with(axis, rest.from(axis), hole.from(axis)));
      }
      if (hole.to(axis) < rest.to(axis)) {
        after.add(0, rest.with(axis, hole.to(axis), rest.to(axis)));
      }
      rest = rest.with(axis, hole.from(axis), hole.to(axis));
    }
    before.addAll(after);
    return before;
  }

  /** The same region seen from the corner of a box that contains it. */
  public Box within(Box outer) {
    long[] inner = new long[ends.length];
    for (int i = 0; i < inner.length; i++) {
      inner[i] = ends[i] - outer.from(i / 2);
    }
    return new Box(inner);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Box box && Arrays.equals(ends, box.ends);
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = Arrays.hashCode(ends);
    }
    return hash;
  }

  /** As in {@code 0-1×0-64×12-24×0-56}; the ends are not included. */
  @Override
  public String toString() {
    if (text == null) {
      StringBuilder built = new StringBuilder(4 * ends.length);
      for (int axis = 0; axis < rank(); axis++) {
        built.append(axis == 0 ? "" : "×").append(from(axis)).append('-').append(to(axis));
      }
      text = built.toString();
    }
    return text;
  }
}
