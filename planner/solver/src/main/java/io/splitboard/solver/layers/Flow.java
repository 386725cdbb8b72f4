package io.splitboard.solver.layers;

import java.util.Set;
import java.util.TreeSet;

/**
 * A tensor that may have to travel.
 *
 * @param tensor its name
 * @param producer number of the layer that makes it; {@link #FROM_SOURCE} for network inputs
 * @param readers numbers of the layers that read it
 * @param output whether the source device needs it in the end
 * @param bytes its size
 * @param ways hops from device i to device j, {@code null} where there is no way
 */
record Flow(
    String tensor, int producer, int[] readers, boolean output, long bytes, Hop[][][] ways) {

  /** The producer of what a request brings. */
  static final int FROM_SOURCE = -1;

  /**
   * One link of a way.
   *
   * @param from number of the sending device
   * @param to number of the receiving device
   * @param occupied ticks for which it holds the link
   * @param delay ticks from then to the arrival
   */
  record Hop(int from, int to, long occupied, long delay) {

    long total() {
      return occupied + delay;
    }
  }

  /** Whether it can get from one device to another. */
  boolean canGo(int from, int to) {
    return from == to || ways[from][to] != null;
  }

  /** Ticks from sending to arrival when nothing else is sent. */
  long ticks(int from, int to) {
    long sum = 0;
    if (from != to) {
      for (Hop hop : ways[from][to]) {
        sum += hop.total();
      }
    }
    return sum;
  }

  /** The device where it is made when each layer is on a device. */
  int home(int[] on, int source) {
    return producer == FROM_SOURCE ? source : on[producer];
  }

  /** The devices to which it is sent when each layer is on a device. */
  Set<Integer> receivers(int[] on, int source) {
    Set<Integer> receivers = new TreeSet<>();
    for (int reader : readers) {
      receivers.add(on[reader]);
    }
    if (output) {
      receivers.add(source);
    }
    receivers.remove(home(on, source));
    return receivers;
  }

  /** In how many places it is needed at most. */
  int needs() {
    return readers.length + (output ? 1 : 0);
  }
}
