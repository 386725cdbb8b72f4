package io.splitboard.core.profile;

import io.splitboard.core.cluster.Origin;

/**
 * A number that says where it came from. The unit is told by whoever holds it.
 *
 * @param value the number
 * @param origin where it came from
 */
public record Figure(double value, Origin origin) {

  /** The same with the number multiplied. */
  public Figure times(double factor) {
    return new Figure(value * factor, origin);
  }
}
