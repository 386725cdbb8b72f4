package io.splitboard.solver.pipeline;

/** Arithmetic of devices that take turns. */
final class Turns {

  private Turns() {}

  /** After how many requests two teams meet in the same pairs again. */
  static int leastCommonMultiple(int a, int b) {
    int multiple = a;
    while (multiple % b != 0) {
      multiple += a;
    }
    return multiple;
  }
}
