package io.splitboard.app.service;

import io.splitboard.core.program.Program;
import io.splitboard.core.project.Objective;

/** How closely requests follow one another. */
public enum Pace {
  /** A request starts when the one before is complete: what one user waits for. */
  ONE_AT_A_TIME,
  /** Several requests are in flight, so that all devices have work: what a camera stream needs. */
  STREAM;

  /** Most requests between start and completion: in a stream two for each device in use. */
  public int inFlight(Program program) {
    return this == ONE_AT_A_TIME ? 1 : 2 * program.devices().size();
  }

  /** The pace that shows what an objective is about. */
  public static Pace of(Objective objective) {
    return objective == Objective.LATENCY ? ONE_AT_A_TIME : STREAM;
  }
}
