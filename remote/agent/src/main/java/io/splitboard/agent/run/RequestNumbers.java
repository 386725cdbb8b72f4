package io.splitboard.agent.run;

import java.util.Map;
import java.util.TreeMap;

/**
 * A set of request numbers, kept as ranges: requests end nearly in order, so it stays small however
 * many there are.
 */
final class RequestNumbers {

  /** Last number of each range by its first. */
  private final TreeMap<Integer, Integer> ranges = new TreeMap<>();

  /** Whether a number is in the set. */
  boolean contains(int number) {
    Map.Entry<Integer, Integer> range = ranges.floorEntry(number);
    return range != null && range.getValue() >= number;
  }

  /** Adds a number. */
  void add(int number) {
    if (contains(number)) {
      return;
    }
    int first = number;
    int last = number;
    Map.Entry<Integer, Integer> before = ranges.lowerEntry(number);
    if (before != null && before.getValue() == number - 1) {
      first = before.getKey();
    }
    Integer after = ranges.remove(number + 1);
    if (after != null) {
      last = after;
    }
    ranges.put(first, last);
  }

  /** How many ranges are kept. */
  int size() {
    return ranges.size();
  }
}
