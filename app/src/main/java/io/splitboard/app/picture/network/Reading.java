package io.splitboard.app.picture.network;

import java.util.Collection;

/**
 * A figure that may not be there: no data and not yet measured are told apart from zero.
 *
 * @param state whether there is a value
 * @param value the figure; 0 unless {@link State#KNOWN}
 */
public record Reading(State state, double value) {

  /** Whether there is a value. */
  public enum State {
    /** Nobody measures or predicts it. */
    NONE,
    /** It is awaited. */
    PENDING,
    /** It is there. */
    KNOWN
  }

  /** Nobody measures or predicts it. */
  public static final Reading NONE = new Reading(State.NONE, 0);

  /** It is awaited. */
  public static final Reading PENDING = new Reading(State.PENDING, 0);

  /** A figure that is there. */
  public static Reading of(double value) {
    return new Reading(State.KNOWN, value);
  }

  /** Whether there is a value. */
  public boolean known() {
    return state == State.KNOWN;
  }

  /**
   * Sum of several. If any is awaited the sum is awaited; if any is missing while others are there,
   * there is no sum: part of a sum would look like all of it.
   */
  public static Reading sum(Collection<Reading> readings) {
    if (readings.isEmpty() || readings.stream().anyMatch(each -> each.state == State.NONE)) {
      return NONE;
    }
    if (readings.stream().anyMatch(each -> each.state == State.PENDING)) {
      return PENDING;
    }
    return of(readings.stream().mapToDouble(Reading::value).sum());
  }
}
