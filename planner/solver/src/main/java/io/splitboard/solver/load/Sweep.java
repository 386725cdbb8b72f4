package io.splitboard.solver.load;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * All sets that an accelerator can hold, as ways through layers of states: one layer for each item,
 * in an order in which few nets are open at a time. A state tells, for each open net, whether none
 * or all of its items so far are in the set, or whether its cost is already paid. So the load of a
 * set is the sum along its way.
 *
 * <p>Where a layer has too many states, those are joined that differ only in the cheapest nets,
 * which count as paid from then on: loads come out smaller than they are, never larger. Arrays are
 * not to be changed.
 */
final class Sweep {

  private static final int MOST_OPEN = 32;
  private static final long NONE = 0;
  private static final long ALL = 1;
  private static final long PAID = 2;
  private static final long MASK = 3;

  /** Every place paid. */
  private static final long ALL_PAID = 0xAAAA_AAAA_AAAA_AAAAL;

  /** The items that an accelerator can hold, in the order of their layers. */
  final int[] order;

  /** For each layer and state, where leaving the item out leads. */
  final int[][] outTo;

  /** For each layer and state, ticks that leaving the item out costs. */
  final long[][] outTicks;

  /** For each layer and state, where taking the item in leads. */
  final int[][] inTo;

  /** For each layer and state, ticks that taking the item in costs, with the item's work. */
  final long[][] inTicks;

  private final Items items;

  /** For each layer, what its states tell, two bits for each place. */
  private final long[][] keys;

  /** For each layer, the bits of places whose nets were joined and are still open. */
  private final long[] joined;

  /** Whether a net has an item that no accelerator can hold, so that its cost cannot be saved. */
  private final boolean[] barred;

  private final int[] firstLayer;
  private final int[] lastLayer;

  /** Place of a net in a state's key; -1 for nets that are not counted. */
  private final int[] slot;

  /**
   * Makes the layers.
   *
   * @param order the items that an accelerator can hold, each once
   * @param width how many states a layer may have
   * @param states how many states all layers may have
   * @param stop asked at each layer
   * @return null if they would have more, or if it was stopped
   */
  static Sweep of(Items items, int[] order, int width, long states, BooleanSupplier stop) {
    Sweep sweep = new Sweep(items, order);
    return sweep.build(width, states, stop) ? sweep : null;
  }

  private Sweep(Items items, int[] order) {
    this.items = items;
    this.order = order;
    int nets = items.pins.length;
    this.barred = new boolean[nets];
    this.slot = new int[nets];
    this.firstLayer = new int[nets];
    this.lastLayer = new int[nets];
    this.outTo = new int[order.length][];
    this.outTicks = new long[order.length][];
    this.inTo = new int[order.length][];
    this.inTicks = new long[order.length][];
    this.keys = new long[order.length][];
    this.joined = new long[order.length + 1];
    findLayers();
    assignSlots();
  }

  private void findLayers() {
    Arrays.fill(firstLayer, Integer.MAX_VALUE);
    Arrays.fill(lastLayer, -1);
    for (int layer = 0; layer < order.length; layer++) {
      for (int net : items.nets[order[layer]]) {
        firstLayer[net] = Math.min(firstLayer[net], layer);
        lastLayer[net] = layer;
      }
    }
    for (int net = 0; net < barred.length; net++) {
      for (int pin : items.pins[net]) {
        barred[net] |= !items.allowed[pin];
      }
    }
  }

  /** Nets have a place in the key while they are open; the cheapest have none when it is full. */
  private void assignSlots() {
    Arrays.fill(slot, -1);
    int[] at = new int[MOST_OPEN];
    Arrays.fill(at, -1);
    for (int layer = 0; layer < order.length; layer++) {
      for (int net : items.nets[order[layer]]) {
        if (firstLayer[net] == layer && lastLayer[net] > layer) {
          open(net, at);
        }
      }
      for (int place = 0; place < MOST_OPEN; place++) {
        if (at[place] >= 0 && lastLayer[at[place]] == layer) {
          at[place] = -1;
        }
      }
    }
  }

  private void open(int net, int[] at) {
    int cheapest = 0;
    for (int place = 0; place < MOST_OPEN; place++) {
      if (at[place] < 0) {
        at[place] = net;
        slot[net] = place;
        return;
      }
      if (items.netTicks[at[place]] < items.netTicks[at[cheapest]]) {
        cheapest = place;
      }
    }
    if (items.netTicks[at[cheapest]] < items.netTicks[net]) {
      slot[at[cheapest]] = -1;
      slot[net] = cheapest;
      at[cheapest] = net;
    }
  }

  private boolean build(int width, long states, BooleanSupplier stop) {
    long[] present = {0};
    long left = states;
    for (int layer = 0; layer < order.length; layer++) {
      int count = present.length;
      left -= count;
      if (left < 0 || stop.getAsBoolean()) {
        return false;
      }
      keys[layer] = present;
      long work = items.acceleratorTicks[order[layer]];
      long[] outKeys = new long[count];
      long[] inKeys = new long[count];
      outTicks[layer] = new long[count];
      inTicks[layer] = new long[count];
      for (int state = 0; state < count; state++) {
        outTicks[layer][state] = ticks(present[state], layer, false);
        outKeys[state] = next(present[state], layer, false);
        inTicks[layer][state] = work + ticks(present[state], layer, true);
        inKeys[state] = next(present[state], layer, true);
      }
      joined[layer + 1] = joined[layer] & ~closing(layer);
      join(outKeys, inKeys, layer, width);
      Map<Long, Integer> numbers = new HashMap<>();
      outTo[layer] = numbered(outKeys, numbers);
      inTo[layer] = numbered(inKeys, numbers);
      present = new long[numbers.size()];
      for (Map.Entry<Long, Integer> entry : numbers.entrySet()) {
        present[entry.getValue()] = entry.getKey();
      }
    }
    return true;
  }

  /** The bits of places that become free with a layer. */
  private long closing(int layer) {
    long bits = 0;
    for (int net : items.nets[order[layer]]) {
      bits |= slot[net] >= 0 && lastLayer[net] == layer ? MASK << 2 * slot[net] : 0;
    }
    return bits;
  }

  private static int[] numbered(long[] keys, Map<Long, Integer> numbers) {
    int[] result = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      result[i] = numbers.computeIfAbsent(keys[i], key -> numbers.size());
    }
    return result;
  }

  /** Status of an open net after an item of it was taken in or left out. */
  private long status(int net, long key, int layer, boolean in) {
    if (firstLayer[net] == layer) {
      return in ? barred[net] ? PAID : ALL : NONE;
    }
    long status = key >>> 2 * slot[net] & MASK;
    return status == (in ? ALL : NONE) ? status : PAID;
  }

  /** Ticks of the nets whose cost is paid from this layer on. */
  private long ticks(long key, int layer, boolean in) {
    long ticks = 0;
    for (int net : items.nets[order[layer]]) {
      boolean first = firstLayer[net] == layer;
      boolean pays;
      if (first && lastLayer[net] == layer) {
        pays = in && barred[net];
      } else if (slot[net] < 0) {
        pays = false;
      } else {
        boolean paid = !first && (key >>> 2 * slot[net] & MASK) == PAID;
        pays = !paid && status(net, key, layer, in) == PAID;
      }
      ticks += pays ? items.netTicks[net] : 0;
    }
    return ticks;
  }

  private long next(long key, int layer, boolean in) {
    long next = key;
    for (int net : items.nets[order[layer]]) {
      if (slot[net] >= 0) {
        next &= ~(MASK << 2 * slot[net]);
        if (lastLayer[net] > layer) {
          next |= status(net, key, layer, in) << 2 * slot[net];
        }
      }
    }
    return next;
  }

  private void join(long[] outKeys, long[] inKeys, int layer, int width) {
    if (distinct(outKeys, inKeys) <= width) {
      return;
    }
    int[] byCost =
        IntStream.range(0, slot.length)
            .filter(n -> slot[n] >= 0 && firstLayer[n] <= layer && lastLayer[n] > layer)
            .boxed()
            .sorted((a, b) -> Long.compare(items.netTicks[a], items.netTicks[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 0; i < byCost.length && distinct(outKeys, inKeys) > width; i++) {
      int shift = 2 * slot[byCost[i]];
      joined[layer + 1] |= MASK << shift;
      for (long[] some : new long[][] {outKeys, inKeys}) {
        for (int state = 0; state < some.length; state++) {
          some[state] = some[state] & ~(MASK << shift) | PAID << shift;
        }
      }
    }
  }

  private static long distinct(long[] a, long[] b) {
    return LongStream.concat(Arrays.stream(a), Arrays.stream(b)).distinct().count();
  }

  /**
   * For each layer and state, the state of a narrower sweep along the same order that promises at
   * least as much: the one that differs only in nets that count as paid there. -1 where there is
   * none.
   */
  int[][] under(Sweep narrower) {
    int[][] under = new int[order.length][];
    for (int layer = 0; layer < order.length; layer++) {
      Map<Long, Integer> numbers = new HashMap<>();
      long[] others = narrower.keys[layer];
      for (int state = 0; state < others.length; state++) {
        numbers.put(others[state], state);
      }
      long bits = narrower.joined[layer];
      under[layer] = new int[keys[layer].length];
      for (int state = 0; state < under[layer].length; state++) {
        long key = keys[layer][state] & ~bits | ALL_PAID & bits;
        under[layer][state] = numbers.getOrDefault(key, -1);
      }
    }
    return under;
  }

  /** How many states there are before a layer's item; one after the last. */
  int states(int layer) {
    return layer < order.length ? outTo[layer].length : 1;
  }

  /** How many states there are in all layers. */
  long allStates() {
    return IntStream.range(0, order.length).mapToLong(this::states).sum();
  }
}
