package io.splitboard.core.program;

/**
 * For which requests a task or transfer is there: every so many, from a certain one on. Devices
 * that take turns have the same tasks in different turns.
 *
 * @param every how many requests apart, at least 1
 * @param offset which of them, from 0, below {@code every}
 */
public record Turn(int every, int offset) {

  /** Every request. */
  public static final Turn ALWAYS = new Turn(1, 0);

  /** Checks the numbers. */
  public Turn {
    if (every < 1 || offset < 0 || offset >= every) {
      throw new IllegalArgumentException("there is no turn " + offset + " of " + every);
    }
  }

  /** Whether a request is one of them. */
  public boolean takes(int request) {
    return request % every == offset;
  }
}
