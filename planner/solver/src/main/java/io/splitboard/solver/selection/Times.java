package io.splitboard.solver.selection;

import java.util.List;

/** How long the candidates take, depending on the links. */
public interface Times {

  /**
   * What can be chosen from, each planned for links of this rate.
   *
   * @param rateFactor rate of all links over their nominal one
   */
  List<Candidate> at(double rateFactor);

  /**
   * How long a candidate that was planned for one rate takes at another, ms.
   *
   * @param planned rate factor for which it was planned and chosen
   * @param actual rate factor when the request runs
   */
  double latencyMs(Candidate candidate, double planned, double actual);
}
