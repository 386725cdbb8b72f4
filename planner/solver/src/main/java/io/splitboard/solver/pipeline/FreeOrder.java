package io.splitboard.solver.pipeline;

import java.util.Arrays;

/** Any device may follow any other: how many of each kind have been used, and the last kind. */
final class FreeOrder implements Succession {

  private final Kinds kinds;
  private final int mostStages;
  private final int sourceKind;
  private final boolean sourceInside;
  private final int[] weight;
  private final int codes;

  /**
   * Makes one.
   *
   * @param sourceKind kind of the source, -1 if it does not compute
   * @param sourceInside whether the source may have a stage other than the first and the last
   */
  FreeOrder(Kinds kinds, int mostStages, int sourceKind, boolean sourceInside) {
    this.kinds = kinds;
    this.mostStages = mostStages;
    this.sourceKind = sourceKind;
    this.sourceInside = sourceInside;
    this.weight = new int[kinds.count()];
    int product = 1;
    for (int kind = 0; kind < weight.length; kind++) {
      weight[kind] = product;
      product *= kinds.size(kind) + 1;
    }
    this.codes = product;
  }

  /** How many states there would be; at least that many if the number is huge. */
  static long states(Kinds kinds) {
    double product = kinds.count();
    for (int kind = 0; kind < kinds.count(); kind++) {
      product *= kinds.size(kind) + 1;
    }
    return (long) Math.min(product, 1e15);
  }

  @Override
  public int count() {
    return codes * kinds.count();
  }

  @Override
  public int kind(int state) {
    return state % kinds.count();
  }

  @Override
  public int[] first() {
    int[] states = new int[kinds.count()];
    for (int kind = 0; kind < states.length; kind++) {
      states[kind] = weight[kind] * kinds.count() + kind;
    }
    return states;
  }

  @Override
  public int[] next(int state) {
    int stages = stages(state);
    boolean stuck = !sourceInside && kind(state) == sourceKind && stages > 1;
    if (stages >= mostStages || stuck) {
      return new int[0];
    }
    int code = state / kinds.count();
    int[] states = new int[kinds.count()];
    int found = 0;
    for (int kind = 0; kind < kinds.count(); kind++) {
      if (used(code, kind) < kinds.size(kind)) {
        states[found++] = (code + weight[kind]) * kinds.count() + kind;
      }
    }
    return Arrays.copyOf(states, found);
  }

  private int used(int code, int kind) {
    return code / weight[kind] % (kinds.size(kind) + 1);
  }

  @Override
  public int stages(int state) {
    int code = state / kinds.count();
    int sum = 0;
    for (int kind = 0; kind < kinds.count(); kind++) {
      sum += used(code, kind);
    }
    return sum;
  }
}
