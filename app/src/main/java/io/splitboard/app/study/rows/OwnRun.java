package io.splitboard.app.study.rows;

import io.splitboard.core.program.Program;
import io.splitboard.core.simulation.Trace;

/**
 * A program and one request through it.
 *
 * @param program tasks and transfers
 * @param trace when they ran in the simulation
 */
record OwnRun(Program program, Trace trace) {

  double latencyMs() {
    return trace.requests().get(0).latencyMs();
  }
}
