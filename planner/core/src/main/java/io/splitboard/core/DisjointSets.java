package io.splitboard.core;

import java.util.Arrays;

/** Numbers from 0 on in sets that are joined one after the other. */
public final class DisjointSets {

  private final int[] parent;

  /** Makes sets of one number each. */
  public DisjointSets(int count) {
    this.parent = new int[count];
    Arrays.setAll(parent, number -> number);
  }

  /** The number that stands for the set of another. */
  public int find(int number) {
    int at = number;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  /** Joins two sets; what stands for the second stands for both. */
  public void join(int a, int b) {
    parent[find(a)] = find(b);
  }

  /** For each number, that of its set; sets are numbered without gaps, by their first members. */
  public int[] numbered() {
    int[] numberOf = new int[parent.length];
    Arrays.fill(numberOf, -1);
    int[] numbered = new int[parent.length];
    int next = 0;
    for (int at = 0; at < parent.length; at++) {
      int root = find(at);
      if (numberOf[root] < 0) {
        numberOf[root] = next++;
      }
      numbered[at] = numberOf[root];
    }
    return numbered;
  }
}
