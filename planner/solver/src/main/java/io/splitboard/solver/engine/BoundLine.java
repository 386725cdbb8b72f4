package io.splitboard.solver.engine;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the best bound of a minimization out of CP-SAT's log of its search, whose lines about
 * solutions and bounds end in {@code next:[bound,best - 1]}.
 */
final class BoundLine {

  private static final Pattern LINE =
      Pattern.compile("^#(?:Bound|\\d+)\\s.*\\bnext:\\[(-?\\d[\\d.e+-]*),.*", Pattern.DOTALL);

  /** The log rounds to nine digits; a bound must not be told too high. */
  private static final double ROUNDING = 1e-8;

  private BoundLine() {}

  /** The bound that a line tells, if it tells one. */
  static OptionalDouble read(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    String text = matcher.group(1);
    double bound = Double.parseDouble(text);
    boolean rounded = text.indexOf('.') >= 0 || text.indexOf('e') >= 0;
    return OptionalDouble.of(rounded ? bound - Math.abs(bound) * ROUNDING : bound);
  }
}
