package io.splitboard.solver.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The same items with fewer nets, in which no set costs an accelerator more than it really does: an
 * item of little work hands its nets to a neighbour and can then be anywhere for nothing but its
 * work. Fewer nets are open at a time along a {@link Sweep}, which is worth more than what the
 * handing over gives away.
 *
 * <p>The neighbour must be alone with the item in a net that costs as much as all other nets of the
 * item together. So if only one of the two is in a set, the set really pays for that net, which is
 * gone, and all that handing over the others can add to its cost is no more than that.
 */
final class LooseNets {

  private final Items items;
  private final Map<SortedSet<Integer>, Long> ticks = new LinkedHashMap<>();
  private final List<List<SortedSet<Integer>>> nets = new ArrayList<>();

  private LooseNets(Items items) {
    this.items = items;
    for (int item = 0; item < items.count; item++) {
      nets.add(new ArrayList<>());
    }
    for (int net = 0; net < items.pins.length; net++) {
      SortedSet<Integer> pins = new TreeSet<>();
      for (int pin : items.pins[net]) {
        pins.add(pin);
      }
      add(pins, items.netTicks[net]);
    }
  }

  /**
   * Lets items hand over their nets where they may, again and again.
   *
   * @param mostTicks only items with no more work than this
   */
  static Items of(Items items, long mostTicks) {
    LooseNets loose = new LooseNets(items);
    boolean any = true;
    while (any) {
      any = false;
      for (int item = 0; item < items.count; item++) {
        if (items.allowed[item] && items.acceleratorTicks[item] <= mostTicks) {
          any |= loose.handOver(item);
        }
      }
    }
    return loose.items();
  }

  private void add(SortedSet<Integer> pins, long cost) {
    if (pins.size() > 1 && ticks.merge(pins, cost, Long::sum) == cost) {
      pins.forEach(pin -> nets.get(pin).add(pins));
    }
  }

  private long remove(SortedSet<Integer> pins) {
    pins.forEach(pin -> nets.get(pin).remove(pins));
    return ticks.remove(pins);
  }

  private boolean handOver(int item) {
    long sum = 0;
    long largest = 0;
    SortedSet<Integer> shared = null;
    for (SortedSet<Integer> net : nets.get(item)) {
      long cost = ticks.get(net);
      sum += cost;
      if (net.size() == 2 && cost > largest) {
        largest = cost;
        shared = net;
      }
    }
    if (shared == null || largest < sum - largest) {
      return false;
    }
    int neighbour = shared.first() == item ? shared.last() : shared.first();
    for (SortedSet<Integer> net : List.copyOf(nets.get(item))) {
      SortedSet<Integer> pins = new TreeSet<>(net);
      pins.remove(item);
      pins.add(neighbour);
      add(pins, remove(net));
    }
    return true;
  }

  private Items items() {
    int[][] pins = new int[ticks.size()][];
    long[] costs = new long[pins.length];
    int at = 0;
    for (Map.Entry<SortedSet<Integer>, Long> net : ticks.entrySet()) {
      pins[at] = net.getKey().stream().mapToInt(Integer::intValue).toArray();
      costs[at++] = net.getValue();
    }
    return new Items(items, pins, costs);
  }
}
