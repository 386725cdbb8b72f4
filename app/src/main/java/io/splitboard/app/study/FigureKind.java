package io.splitboard.app.study;

/** What stands behind a figure, so that none is taken for more than it is. */
public enum FigureKind {
  /** Compared with what the paper itself states. */
  PAPER,
  /** Arithmetic or a proved optimum of a stated model: anyone can redo it. */
  EXACT,
  /** Follows from a reconstruction of the method where the paper's text does not settle it. */
  RECONSTRUCTION,
  /** Comes from a simulation or a model of time. */
  SIMULATED,
  /** Was measured in this run on devices or by training. */
  MEASURED
}
