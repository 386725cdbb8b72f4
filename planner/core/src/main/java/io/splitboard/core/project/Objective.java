package io.splitboard.core.project;

import java.util.Locale;

/** What a solver makes small. */
public enum Objective {
  /** The time of one request on idle devices, ms. */
  LATENCY("ms"),
  /** The time between results with many requests in flight, ms: its inverse is the throughput. */
  THROUGHPUT("ms"),
  /** The modelled energy of one request on all devices that take part, joule. */
  ENERGY("J"),
  /** The bytes that all links carry for one request. */
  BYTES("B"),
  /** Weights and working memory of the device that needs most, bytes. */
  MEMORY("B");

  private final String unit;

  Objective(String unit) {
    this.unit = unit;
  }

  /** Unit of its values. */
  public String unit() {
    return unit;
  }

  /** Whether its values are times, ms. */
  public boolean isTime() {
    return this == LATENCY || this == THROUGHPUT;
  }

  /** As people write it: {@code latency}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
