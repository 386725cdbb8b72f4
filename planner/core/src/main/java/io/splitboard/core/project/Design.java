package io.splitboard.core.project;

import io.splitboard.core.partition.Partition;

/**
 * A partition with its constraints and objective, named, in a project. Immutable: an edit makes a
 * new one, so undo is a list of designs.
 *
 * @param id file name without ending, unique in the project
 * @param name what people call it
 * @param objective what the solver is asked for
 * @param constraints what it must respect
 * @param partition which device computes which part of which layer
 */
public record Design(
    String id, String name, Objective objective, Constraints constraints, Partition partition) {

  /** The same with another partition. */
  public Design with(Partition changed) {
    return new Design(id, name, objective, constraints, changed);
  }

  /** The same with other constraints. */
  public Design with(Constraints changed) {
    return new Design(id, name, objective, changed, partition);
  }

  /** The same with another objective. */
  public Design with(Objective changed) {
    return new Design(id, name, changed, constraints, partition);
  }
}
