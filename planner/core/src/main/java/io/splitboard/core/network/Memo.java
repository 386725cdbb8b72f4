package io.splitboard.core.network;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was found out about a network and follows from it alone, kept for the next time: planning
 * asks the same about the same layers for thousands of partitions. Safe for use by many threads.
 */
public final class Memo {

  /** Some ten megabytes of slicings. */
  private static final int MOST = 30_000;

  private final Map<Object, Object> known = new ConcurrentHashMap<>();

  Memo() {}

  /**
   * What is known under a key, or else what is computed and then kept. Two threads may compute the
   * same at one time.
   *
   * @param key of a type of its asker's own, so that no two askers meet
   * @param compute never gives null
   */
  public <T> T get(Object key, Class<T> type, Supplier<T> compute) {
    Object value = known.get(key);
    if (value == null) {
      value = compute.get();
      if (known.size() >= MOST) {
        // Searches move on: what was asked about lately is asked about again, and fills up soon.
        known.clear();
      }
      known.put(key, value);
    }
    return type.cast(value);
  }
}
