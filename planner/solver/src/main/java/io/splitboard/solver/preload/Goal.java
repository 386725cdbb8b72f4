package io.splitboard.solver.preload;

/** What the program makes small. */
public enum Goal {
  /** Time from the arrival of the input at the source to the arrival of the output there, ms. */
  LATENCY,
  /** Modelled energy of one request, J. */
  ENERGY
}
