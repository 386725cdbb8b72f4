package io.splitboard.core.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * Consecutive indices along one axis.
 *
 * @param from first index
 * @param to one past the last; equal to {@code from} for none
 */
public record Range(long from, long to) {

  /** Checks the order of the ends. */
  public Range {
    if (from > to) {
      throw new IllegalArgumentException("a range cannot go from " + from + " to " + to);
    }
  }

  /** All indices of an axis. */
  public static Range of(long size) {
    return new Range(0, size);
  }

  /** How many indices. */
  public long size() {
    return to - from;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return from == to;
  }

  /** Whether all of another range lies in this one; an empty range lies in every one. */
  public boolean contains(Range other) {
    return other.isEmpty() || (from <= other.from && other.to <= to);
  }

  /** What two ranges share; empty if nothing. */
  public Range intersect(Range other) {
    long start = Math.max(from, other.from);
    return new Range(start, Math.max(start, Math.min(to, other.to)));
  }

  /** What is in this one but not in another: none, one or two ranges, in order. */
  public List<Range> minus(Range hole) {
    Range shared = intersect(hole);
    return shared.isEmpty()
        ? List.of(this)
        : Stream.of(new Range(from, shared.from), new Range(shared.to, to))
            .filter(range -> !range.isEmpty())
            .toList();
  }

  /** The smallest range that contains both, as if empty ones were not there. */
  public Range hull(Range other) {
    if (isEmpty()) {
      return other;
    }
    return other.isEmpty() ? this : new Range(Math.min(from, other.from), Math.max(to, other.to));
  }

  /** The same indices counted from another origin. */
  public Range shift(long by) {
    return new Range(from + by, to + by);
  }

  /** As in {@code 0-12}; the end is not included. */
  @Override
  public String toString() {
    return from + "-" + to;
  }
}
