package io.splitboard.solver.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of all layers' states as they were when filled, each only from one unit to another. */
final class KeptRows {

  private static final int CHUNK_BITS = 20;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int WINDOW_BITS = 16;
  private static final int NONE = -1;

  private final List<int[]> chunks = new ArrayList<>();

  /** For each layer and state, where the row's window begins; -1 if nothing was kept. */
  private final int[][] place;

  /** For each layer and state, the first unit of the window and its length. */
  private final int[][] window;

  private int used;

  /**
   * Makes room for a sweep's states.
   *
   * @param layers how many, with the one after the last item
   */
  KeptRows(Sweep sweep, int layers) {
    this.place = new int[layers][];
    this.window = new int[layers][];
    for (int layer = 0; layer < layers; layer++) {
      place[layer] = new int[sweep.states(layer)];
      window[layer] = new int[sweep.states(layer)];
    }
  }

  void clear() {
    used = 0;
    for (int[] layer : place) {
      Arrays.fill(layer, NONE);
    }
  }

  /** How many numbers are kept. */
  int size() {
    return used;
  }

  /** Keeps a row's window. */
  void keep(int layer, int state, int[] row, int first, int last) {
    int length = last - first + 1;
    if ((used & CHUNK - 1) + length > CHUNK) {
      used = (used | CHUNK - 1) + 1;
    }
    int chunk = used >>> CHUNK_BITS;
    if (chunk == chunks.size()) {
      chunks.add(new int[CHUNK]);
    }
    System.arraycopy(row, first, chunks.get(chunk), used & CHUNK - 1, length);
    place[layer][state] = used;
    window[layer][state] = first << WINDOW_BITS | length;
    used += length;
  }

  boolean has(int layer, int state) {
    return place[layer][state] != NONE;
  }

  /** What was kept for a number of units; {@link Units#NEVER} if nothing. */
  int value(int layer, int state, int units) {
    int at = place[layer][state];
    if (at == NONE) {
      return Units.NEVER;
    }
    int first = window[layer][state] >>> WINDOW_BITS;
    int length = window[layer][state] & (1 << WINDOW_BITS) - 1;
    return units < first || units >= first + length
        ? Units.NEVER
        : chunks.get(at >>> CHUNK_BITS)[(at & CHUNK - 1) + units - first];
  }
}
