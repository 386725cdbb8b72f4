package io.splitboard.solver.rows.halp;

import io.splitboard.core.network.Range;

/**
 * How rows are shared out around the host.
 *
 * <p>The host takes {@code round(hostShare · height)} rows of every tensor, at least two; the upper
 * secondary takes its part of the others rounded down, and so does the lower one. A row that is
 * left over is the host's. With equal secondaries the host thus lies in the middle: 74 to 150 of
 * 224 rows for a third.
 *
 * @param hostShare the host's part of the height, 0 to 1
 * @param topPart the upper secondary's part of what both secondaries have, 0 to 1
 */
public record HostShare(double hostShare, double topPart) {

  /**
   * The strict preset: the host has only the rows where its neighbours' segments overlap, which are
   * two for kernels of 3.
   */
  public static final HostShare STRICT = new HostShare(0, 0.5);

  private static final long LEAST_HOST_ROWS = 2;
  private static final double ROUNDING = 1e-9;

  /** Checks the shares. */
  public HostShare {
    if (!(hostShare >= 0 && hostShare <= 1) || !(topPart >= 0 && topPart <= 1)) {
      throw new IllegalArgumentException("shares lie between 0 and 1");
    }
  }

  /** Equal secondaries. */
  public static HostShare of(double hostShare) {
    return new HostShare(hostShare, 0.5);
  }

  /** The rows of a device in a tensor of this height; may be empty. */
  public Range rows(Role role, long height) {
    long host = Math.max(LEAST_HOST_ROWS, (long) Math.rint(hostShare * height));
    long others = Math.max(0, height - host);
    long top = (long) Math.floor(others * topPart + ROUNDING);
    long bottom = height - (long) Math.floor(others * (1 - topPart) + ROUNDING);
    return switch (role) {
      case TOP -> new Range(0, top);
      case HOST -> new Range(top, bottom);
      case BOTTOM -> new Range(bottom, height);
    };
  }
}
