package io.splitboard.core.partition;

/**
 * A limit that is not kept.
 *
 * @param violation which one, and what to do
 * @param excess by how much, relative to what is allowed: 0.5 for half as much again
 */
public record Overrun(Violation violation, double excess) {

  /** An overrun of something that belongs to a device, or to none where that is empty. */
  static Overrun of(String device, double used, double allowed, String sentence) {
    double excess = allowed > 0 ? used / allowed - 1 : used;
    return new Overrun(new Violation("", device, sentence), excess);
  }
}
