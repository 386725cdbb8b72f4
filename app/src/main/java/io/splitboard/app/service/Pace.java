package io.splitboard.app.service;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Objective;
import io.splitboard.core.simulation.Prediction;

/** How closely requests follow one another. */
public enum Pace {
  /** A request starts when the one before is complete: what one user waits for. */
  ONE_AT_A_TIME,
  /** Several requests are in flight, so that all devices have work: what a camera stream needs. */
  STREAM;

  /** Most requests between start and completion: in a stream as many as its prediction has. */
  int inFlight(Program program, Cluster cluster, Profile profile) {
    return this == ONE_AT_A_TIME ? 1 : Prediction.streamInFlight(program, cluster, profile);
  }

  /** The pace that shows what an objective is about. */
  public static Pace of(Objective objective) {
    return objective != Objective.THROUGHPUT ? ONE_AT_A_TIME : STREAM;
  }
}
