package io.splitboard.app.study;

import java.util.Optional;

/**
 * One figure of a study.
 *
 * @param id stable name, for example {@code alexnet.preload.ms}
 * @param value as computed in this run
 * @param unit for example {@code ms}, {@code B} or {@code ×}; empty for a pure number
 * @param kind what stands behind it
 * @param reference what it should be, where that is known
 */
public record StudyFigure(
    String id, double value, String unit, FigureKind kind, Optional<Reference> reference) {

  /** How a value is compared with its reference. */
  public enum Check {
    /** It lies no further from the reference than the tolerance. */
    WITHIN,
    /** It is not smaller than the reference by more than the tolerance. */
    AT_LEAST,
    /** It is not larger than the reference by more than the tolerance. */
    AT_MOST
  }

  /**
   * What a figure should be.
   *
   * @param value in the unit of the figure
   * @param tolerance in the unit of the figure, 0 or more
   * @param check how they are compared
   */
  public record Reference(double value, double tolerance, Check check) {

    boolean met(double actual) {
      return switch (check) {
        case WITHIN -> Math.abs(actual - value) <= tolerance;
        case AT_LEAST -> actual >= value - tolerance;
        case AT_MOST -> actual <= value + tolerance;
      };
    }
  }

  /** A figure without a reference. */
  public static StudyFigure of(String id, double value, String unit, FigureKind kind) {
    return new StudyFigure(id, value, unit, kind, Optional.empty());
  }

  /** The same, to be equal to a reference within an absolute tolerance. */
  public StudyFigure within(double expected, double tolerance) {
    return with(new Reference(expected, tolerance, Check.WITHIN));
  }

  /** The same, to reach a reference from above. */
  public StudyFigure atLeast(double least) {
    return with(new Reference(least, 0, Check.AT_LEAST));
  }

  /** The same, to stay at or below a reference. */
  public StudyFigure atMost(double most) {
    return with(new Reference(most, 0, Check.AT_MOST));
  }

  private StudyFigure with(Reference expected) {
    return new StudyFigure(id, value, unit, kind, Optional.of(expected));
  }

  /** Whether it agrees with its reference; true for a number without one, false for no number. */
  public boolean ok() {
    return Double.isFinite(value) && reference.map(expected -> expected.met(value)).orElse(true);
  }
}
