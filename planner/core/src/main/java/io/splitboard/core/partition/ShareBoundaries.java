package io.splitboard.core.partition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The shares of one split layer, in the order of their places, and the boundaries between
 * neighbours. A boundary that moves changes its two neighbours only: what one loses the other
 * gains, so nothing is left without a device. Shares that overlap keep their overlap.
 *
 * @param shares of a legal split, sorted by their first index
 */
public record ShareBoundaries(List<Placement.Share> shares) {

  /** Sorts and copies the list. */
  public ShareBoundaries {
    List<Placement.Share> sorted = new ArrayList<>(shares);
    sorted.sort(
        Comparator.comparingLong(Placement.Share::from).thenComparingLong(Placement.Share::to));
    shares = List.copyOf(sorted);
  }

  /** How many boundaries there are: one fewer than shares. */
  public int count() {
    return Math.max(0, shares.size() - 1);
  }

  /** Where a boundary is: the first index of the share after it. */
  public long position(int boundary) {
    return shares.get(boundary + 1).from();
  }

  /** The least position of a boundary: the share before it ends where that may begin. */
  public long least(int boundary) {
    if (fixed(boundary)) {
      return position(boundary);
    }
    long before = shares.get(boundary).from();
    long ended = boundary == 0 ? before : shares.get(boundary - 1).to() - overlap(boundary);
    return Math.min(position(boundary), Math.max(before, ended));
  }

  /** The largest position of a boundary: the share after it begins where that may end. */
  public long most(int boundary) {
    if (fixed(boundary)) {
      return position(boundary);
    }
    long after = shares.get(boundary + 1).to() - overlap(boundary);
    long next = boundary + 2 < shares.size() ? shares.get(boundary + 2).from() : after;
    return Math.max(position(boundary), Math.min(after, next));
  }

  /** Whether a boundary cannot move, because one of its shares lies inside another. */
  private boolean fixed(int boundary) {
    return overlap(boundary) < 0 || shares.get(boundary + 1).to() < shares.get(boundary).to();
  }

  private long overlap(int boundary) {
    return shares.get(boundary).to() - position(boundary);
  }

  /** The same with a boundary at another position, or as near to it as it can go. */
  public ShareBoundaries move(int boundary, long position) {
    long placed = Math.max(least(boundary), Math.min(most(boundary), position));
    Placement.Share before = shares.get(boundary);
    Placement.Share after = shares.get(boundary + 1);
    List<Placement.Share> changed = new ArrayList<>(shares);
    changed.set(
        boundary, new Placement.Share(before.device(), before.from(), placed + overlap(boundary)));
    changed.set(boundary + 1, new Placement.Share(after.device(), placed, after.to()));
    return new ShareBoundaries(changed);
  }
}
