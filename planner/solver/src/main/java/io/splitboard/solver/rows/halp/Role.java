package io.splitboard.solver.rows.halp;

/** What a device does in HALP. */
public enum Role {
  /** The secondary with the rows above the host's. */
  TOP,
  /** Has the input, computes the rows in the middle and what cannot be split. */
  HOST,
  /** The secondary with the rows below the host's. */
  BOTTOM
}
