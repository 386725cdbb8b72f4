package io.splitboard.solver.load;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;

/** Strongly connected components of a directed graph, by two searches (Kosaraju). */
final class Circles {

  private Circles() {}

  /**
   * For each node one node of its component, the same for all in it.
   *
   * @param arcs for each node, those that come after it
   */
  static int[] roots(int[][] arcs) {
    int[] finished = finishingOrder(arcs);
    int[][] reversed = reversed(arcs);
    int[] roots = new int[arcs.length];
    Arrays.fill(roots, -1);
    for (int i = arcs.length - 1; i >= 0; i--) {
      int root = finished[i];
      if (roots[root] >= 0) {
        continue;
      }
      roots[root] = root;
      Deque<Integer> stack = new ArrayDeque<>();
      stack.push(root);
      while (!stack.isEmpty()) {
        for (int next : reversed[stack.pop()]) {
          if (roots[next] < 0) {
            roots[next] = root;
            stack.push(next);
          }
        }
      }
    }
    return roots;
  }

  private static int[][] reversed(int[][] arcs) {
    BitSet[] before = new BitSet[arcs.length];
    Arrays.setAll(before, i -> new BitSet());
    for (int from = 0; from < arcs.length; from++) {
      for (int to : arcs[from]) {
        before[to].set(from);
      }
    }
    int[][] result = new int[arcs.length][];
    Arrays.setAll(result, i -> before[i].stream().toArray());
    return result;
  }

  private static int[] finishingOrder(int[][] arcs) {
    int[] order = new int[arcs.length];
    int done = 0;
    int[] next = new int[arcs.length];
    boolean[] seen = new boolean[arcs.length];
    Deque<Integer> stack = new ArrayDeque<>();
    for (int start = 0; start < arcs.length; start++) {
      if (seen[start]) {
        continue;
      }
      seen[start] = true;
      stack.push(start);
      while (!stack.isEmpty()) {
        int at = stack.peek();
        if (next[at] == arcs[at].length) {
          order[done++] = stack.pop();
        } else {
          int to = arcs[at][next[at]++];
          if (!seen[to]) {
            seen[to] = true;
            stack.push(to);
          }
        }
      }
    }
    return order;
  }
}
