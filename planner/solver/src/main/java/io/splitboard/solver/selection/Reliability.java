package io.splitboard.solver.selection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a service keeps a deadline over a link that varies. For each request it chooses by the rate
 * that the request before saw, and the request then runs at the rate of its own time: so a link
 * that drops can break a deadline that looked safe.
 *
 * @param requests how many there were
 * @param inTime how many met the deadline
 * @param meanAccuracy mean of the accuracies of those in time; 0 if there are none
 * @param chosen how often each candidate was chosen, as {@code MODEL, MODE}
 */
public record Reliability(
    int requests, int inTime, double meanAccuracy, Map<String, Integer> chosen) {

  /** Copies the map. */
  public Reliability {
    chosen = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
  }

  /** Service reliability: the share of requests that met the deadline, 0 to 1. */
  public double share() {
    return (double) inTime / requests;
  }

  /**
   * Serves a trace.
   *
   * @param modes which modes may be chosen; at least one that has candidates
   */
  public static Reliability of(Times times, LinkTrace trace, double deadlineMs, Set<Mode> modes) {
    int inTime = 0;
    double accuracy = 0;
    Map<String, Integer> chosen = new LinkedHashMap<>();
    double known = trace.factors().get(0);
    for (double actual : trace.factors()) {
      List<Candidate> candidates =
          times.at(known).stream().filter(one -> modes.contains(one.mode())).toList();
      Candidate candidate = ModelSelection.choose(candidates, deadlineMs).candidate();
      chosen.merge(candidate.model() + ", " + candidate.mode().words(), 1, Integer::sum);
      if (times.latencyMs(candidate, known, actual) <= deadlineMs) {
        inTime++;
        accuracy += candidate.accuracy();
      }
      known = actual;
    }
    return new Reliability(
        trace.factors().size(), inTime, inTime == 0 ? 0 : accuracy / inTime, chosen);
  }
}
