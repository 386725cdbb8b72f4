package io.splitboard.solver.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All teams of devices that could take turns with a stage, by how many of each {@link Kinds kind}
 * they have. The source, where requests start and end, is a team of its own. A code is the sum of
 * what has been used of each kind, each times the kind's weight.
 */
final class Teams {

  private final Kinds kinds;
  private final int[] weights;
  private final int codes;
  private final List<int[]> counts = new ArrayList<>();
  private final List<Integer> codeOf = new ArrayList<>();
  private int source = -1;

  /**
   * Lists them.
   *
   * @param sourceDevice number of the source among the devices, -1 if it does not compute
   */
  Teams(Kinds kinds, int sourceDevice) {
    this.kinds = kinds;
    this.weights = new int[kinds.count()];
    int product = 1;
    int sourceKind = -1;
    for (int kind = 0; kind < weights.length; kind++) {
      weights[kind] = product;
      product *= kinds.size(kind) + 1;
      sourceKind = kinds.device(kind) == sourceDevice ? kind : sourceKind;
    }
    this.codes = product;
    for (int code = 1; code < codes; code++) {
      int[] count = counts(code);
      boolean withSource = sourceKind >= 0 && count[sourceKind] > 0;
      if (!withSource || Arrays.stream(count).sum() == 1) {
        source = withSource ? counts.size() : source;
        counts.add(count);
        codeOf.add(code);
      }
    }
  }

  /** How many pairs of disjoint teams there are at most; huge numbers are cut off. */
  static long pairs(Kinds kinds) {
    double product = 1;
    for (int kind = 0; kind < kinds.count(); kind++) {
      int size = kinds.size(kind);
      product *= (size + 1.0) * (size + 2) / 2;
    }
    return (long) Math.min(product, 1e15);
  }

  int count() {
    return counts.size();
  }

  /** Codes are below this number. */
  int codes() {
    return codes;
  }

  /** Code of a team by itself. */
  int code(int team) {
    return codeOf.get(team);
  }

  /** The source alone, -1 if it does not compute. */
  int source() {
    return source;
  }

  /** How many devices a team has. */
  int size(int team) {
    return Arrays.stream(counts.get(team)).sum();
  }

  /** How many devices have been used. */
  int used(int code) {
    return Arrays.stream(counts(code)).sum();
  }

  /** Whether a team's devices are free where a code's are used. */
  boolean fits(int code, int team) {
    int[] count = counts.get(team);
    for (int kind = 0; kind < count.length; kind++) {
      if (code / weights[kind] % (kinds.size(kind) + 1) + count[kind] > kinds.size(kind)) {
        return false;
      }
    }
    return true;
  }

  /** Numbers of a team's devices where a code's are used already, in the order of their turns. */
  List<Integer> members(int code, int team) {
    int[] count = counts.get(team);
    int[] before = counts(code);
    List<Integer> members = new ArrayList<>();
    for (int kind = 0; kind < count.length; kind++) {
      members.addAll(kinds.members().get(kind).subList(before[kind], before[kind] + count[kind]));
    }
    return members;
  }

  private int[] counts(int code) {
    int[] count = new int[weights.length];
    for (int kind = 0; kind < count.length; kind++) {
      count[kind] = code / weights[kind] % (kinds.size(kind) + 1);
    }
    return count;
  }
}
