package io.splitboard.solver.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A request over a link that varies.
 *
 * @param candidate what was chosen for it, by the rate that the request before saw
 * @param latencyMs how long it took at the rate of its own time
 * @param inTime whether that met the deadline
 */
public record Served(Candidate candidate, double latencyMs, boolean inTime) {

  /**
   * Serves a trace: a link that drops can break a deadline that looked safe.
   *
   * @param modes which modes may be chosen; at least one that has candidates
   * @return one for each request
   */
  public static List<Served> trace(
      Times times, LinkTrace trace, double deadlineMs, Set<Mode> modes) {
    List<Served> served = new ArrayList<>();
    double known = trace.factors().get(0);
    for (double actual : trace.factors()) {
      List<Candidate> candidates =
          times.at(known).stream().filter(one -> modes.contains(one.mode())).toList();
      Candidate candidate = ModelSelection.choose(candidates, deadlineMs).candidate();
      double latencyMs = times.latencyMs(candidate, known, actual);
      served.add(new Served(candidate, latencyMs, latencyMs <= deadlineMs));
      known = actual;
    }
    return served;
  }
}
