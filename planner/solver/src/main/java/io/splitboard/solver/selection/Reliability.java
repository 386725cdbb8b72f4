package io.splitboard.solver.selection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a service keeps a deadline over a link that varies.
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
   * Serves a trace, see {@link Served#trace}.
   *
   * @param modes which modes may be chosen; at least one that has candidates
   */
  public static Reliability of(Times times, LinkTrace trace, double deadlineMs, Set<Mode> modes) {
    return of(Served.trace(times, trace, deadlineMs, modes));
  }

  /**
   * Of requests that were served.
   *
   * @param served at least one
   */
  public static Reliability of(List<Served> served) {
    Map<String, Integer> chosen = new LinkedHashMap<>();
    for (Served one : served) {
      String name = one.candidate().model() + ", " + one.candidate().mode().words();
      chosen.merge(name, 1, Integer::sum);
    }
    List<Served> inTime = served.stream().filter(Served::inTime).toList();
    double accuracy =
        inTime.stream().mapToDouble(one -> one.candidate().accuracy()).average().orElse(0);
    return new Reliability(served.size(), inTime.size(), accuracy, chosen);
  }
}
