package io.splitboard.solver.pipeline;

/**
 * Which devices a chain may take one after another, as states: what has been used, and the kind of
 * the last device. A state's number is larger than those of the states it follows.
 */
interface Succession {

  /** How many states there are. */
  int count();

  /** Kind of the last device. */
  int kind(int state);

  /** States with one device. */
  int[] first();

  /** States with one device more. */
  int[] next(int state);

  /** How many devices a state has used. */
  int stages(int state);
}
