package io.splitboard.core.cluster;

/** Where a figure came from. Every figure that a user sees carries one. */
public enum Origin {
  /** A published or usual value for that model of device or link; nothing here was measured. */
  CATALOGUE,
  /** A model fitted to measurements. */
  FITTED,
  /** Measured on this device or link. */
  MEASURED
}
