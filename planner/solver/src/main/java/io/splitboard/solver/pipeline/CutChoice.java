package io.splitboard.solver.pipeline;

import io.splitboard.core.network.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The cuts that a search looks at, both ends of the network included.
 *
 * @param cuts ascending
 * @param thinned whether some that are allowed were left out, since looking at all would take too
 *     long: then nothing is proved
 */
record CutChoice(List<Cut> cuts, boolean thinned) {

  private static final double MOST_WORK = 2e9;
  private static final int FEWEST = 64;

  /**
   * As many cuts as a search over so many states and kinds of devices can look at.
   *
   * @param singleTensor whether only cuts that one tensor crosses are allowed
   */
  static CutChoice of(Network network, boolean singleTensor, long states, int kinds) {
    List<Cut> allowed = allowed(network, singleTensor);
    double workPerPair = (double) states * kinds / 2 / Long.SIZE;
    int most = (int) Math.max(FEWEST, Math.sqrt(MOST_WORK / workPerPair));
    return atMost(allowed, most);
  }

  /**
   * So many cuts at most.
   *
   * @param singleTensor whether only cuts that one tensor crosses are allowed
   */
  static CutChoice of(Network network, boolean singleTensor, int most) {
    return atMost(allowed(network, singleTensor), Math.max(FEWEST, most));
  }

  private static CutChoice atMost(List<Cut> allowed, int most) {
    return allowed.size() > most
        ? new CutChoice(thin(allowed, most), true)
        : new CutChoice(allowed, false);
  }

  private static List<Cut> allowed(Network network, boolean singleTensor) {
    List<Cut> allowed = new ArrayList<>();
    for (Cut cut : Cuts.all(network)) {
      boolean end = cut.position() == 0 || cut.position() == network.layers().size();
      if (end || (cut.canTravel() && (cut.isSingle() || !singleTensor))) {
        allowed.add(cut);
      }
    }
    return allowed;
  }

  /** The cuts that send least among each so many in a row. */
  private static List<Cut> thin(List<Cut> cuts, int most) {
    int run = (cuts.size() - 2 + most - 3) / (most - 2);
    List<Cut> kept = new ArrayList<>(List.of(cuts.get(0)));
    for (int from = 1; from < cuts.size() - 1; from += run) {
      List<Cut> some = cuts.subList(from, Math.min(from + run, cuts.size() - 1));
      kept.add(Collections.min(some, Comparator.comparingLong(Cut::bytes)));
    }
    kept.add(cuts.get(cuts.size() - 1));
    return kept;
  }
}
