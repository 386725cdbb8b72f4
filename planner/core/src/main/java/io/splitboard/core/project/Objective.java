package io.splitboard.core.project;

/** What a solver makes small or large. */
public enum Objective {
  /** The time of one request on idle devices, ms, to be small. */
  LATENCY,
  /** The time between results with many requests in flight, ms, to be small. */
  THROUGHPUT
}
