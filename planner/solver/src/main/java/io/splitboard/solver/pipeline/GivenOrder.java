package io.splitboard.solver.pipeline;

import java.util.Arrays;

/** Devices come in a given order, and each may be left out. */
final class GivenOrder implements Succession {

  private final int[] order;
  private final int mostStages;
  private final int source;
  private final boolean sourceInside;

  /**
   * Makes one.
   *
   * @param order numbers of the devices, each a kind of its own
   * @param source its number, -1 if it does not compute
   * @param sourceInside whether the source may have a stage other than the first and the last
   */
  GivenOrder(int[] order, int mostStages, int source, boolean sourceInside) {
    this.order = order.clone();
    this.mostStages = Math.min(mostStages, order.length);
    this.source = source;
    this.sourceInside = sourceInside;
  }

  @Override
  public int count() {
    return mostStages * order.length;
  }

  @Override
  public int kind(int state) {
    return order[state % order.length];
  }

  @Override
  public int[] first() {
    int[] states = new int[order.length];
    Arrays.setAll(states, rank -> rank);
    return states;
  }

  @Override
  public int[] next(int state) {
    boolean stuck = !sourceInside && kind(state) == source && stages(state) > 1;
    if (stages(state) >= mostStages || stuck) {
      return new int[0];
    }
    int rank = state % order.length;
    int[] states = new int[order.length - rank - 1];
    Arrays.setAll(states, i -> stages(state) * order.length + rank + 1 + i);
    return states;
  }

  @Override
  public int stages(int state) {
    return state / order.length + 1;
  }
}
