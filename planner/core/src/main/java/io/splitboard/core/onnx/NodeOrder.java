package io.splitboard.core.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Orders nodes so that each comes after those it reads from, else as in the file. */
final class NodeOrder {

  private NodeOrder() {}

  /**
   * Kahn's algorithm; of the nodes that could come next, the first in the file.
   *
   * @param reads by node, what it reads
   * @param producers the node that makes a value; others are there from the start
   * @return without the nodes that wait for each other
   */
  static List<Integer> of(List<List<String>> reads, Map<String, Integer> producers) {
    int count = reads.size();
    int[] waiting = new int[count];
    List<List<Integer>> readers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      readers.add(new ArrayList<>());
    }
    for (int i = 0; i < count; i++) {
      for (String name : reads.get(i)) {
        Integer producer = producers.get(name);
        if (producer != null) {
          waiting[i]++;
          readers.get(producer).add(i);
        }
      }
    }
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < count; i++) {
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    List<Integer> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      int node = ready.remove();
      order.add(node);
      for (int reader : readers.get(node)) {
        if (--waiting[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    return order;
  }
}
