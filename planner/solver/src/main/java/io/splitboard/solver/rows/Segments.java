package io.splitboard.solver.rows;

import io.splitboard.core.partition.Placement;
import java.util.ArrayList;
import java.util.List;

/**
 * How the rows of every spatial layer are shared out, from top to bottom: secondaries with a
 * segment of the host between each two, so that secondaries have no rows in common and never talk
 * to each other.
 *
 * @param devices id of the device of each segment; the host comes up several times where there are
 *     more than two secondaries
 * @param cuts where each segment but the last ends, as a fraction of the height; ascending
 * @param host id of the device that computes between the secondaries and runs what cannot be split
 */
public record Segments(List<String> devices, List<Double> cuts, String host) {

  /** Copies the lists and checks them. */
  public Segments {
    devices = List.copyOf(devices);
    cuts = List.copyOf(cuts);
    if (cuts.size() != devices.size() - 1) {
      throw new IllegalArgumentException(
          devices.size() + " segments need " + (devices.size() - 1) + " cuts");
    }
    for (int i = 0; i < cuts.size(); i++) {
      double before = i == 0 ? 0 : cuts.get(i - 1);
      if (!(before <= cuts.get(i) && cuts.get(i) <= 1)) {
        throw new IllegalArgumentException("cuts must ascend from 0 to 1: " + cuts);
      }
    }
  }

  /**
   * The host in the middle of two secondaries, which share the rest equally.
   *
   * @param hostShare the host's part of the height, 0 to 1
   */
  public static Segments around(String host, String top, String bottom, double hostShare) {
    double half = (1 - hostShare) / 2;
    return new Segments(List.of(top, host, bottom), List.of(half, 1 - half), host);
  }

  /**
   * The shares of a layer with so many rows. A host's segment is rounded outwards, so that it is
   * never too narrow to keep two secondaries apart: at r = 1/3 and 224 rows, 74 to 150.
   *
   * @param leastRows of each segment of the host between two secondaries: 2 for kernels of 3
   */
  public List<Placement.Share> shares(long height, long leastRows) {
    long[] ends = new long[devices.size()];
    for (int i = 0; i < cuts.size(); i++) {
      double at = cuts.get(i) * height;
      // A cut that should fall on a row is a hair beside it in binary fractions.
      boolean hostBelow = devices.get(i + 1).equals(host);
      ends[i] = hostBelow ? (long) Math.floor(at + 1e-9) : (long) Math.ceil(at - 1e-9);
    }
    ends[devices.size() - 1] = height;
    widen(ends, height, leastRows);
    List<Placement.Share> shares = new ArrayList<>();
    long from = 0;
    for (int i = 0; i < ends.length; i++) {
      long to = Math.max(from, ends[i]);
      shares.add(new Placement.Share(devices.get(i), from, to));
      from = to;
    }
    return shares;
  }

  private void widen(long[] ends, long height, long leastRows) {
    for (int i = 1; i < ends.length - 1; i++) {
      if (devices.get(i).equals(host)) {
        long missing = leastRows - (ends[i] - ends[i - 1]);
        if (missing > 0) {
          ends[i - 1] = Math.max(0, ends[i - 1] - missing / 2);
          ends[i] = Math.min(height, ends[i - 1] + leastRows);
        }
      }
    }
  }
}
