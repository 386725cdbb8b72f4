package io.splitboard.solver.load;

/** What no split can beat, whatever it sends: the work shared out evenly, and the largest item. */
final class SimpleBound {

  private SimpleBound() {}

  /** The bound in ticks. */
  static long of(Items items) {
    long work = 0;
    long largest = 0;
    long onlyCpus = 0;
    for (int item = 0; item < items.count; item++) {
      work += items.acceleratorTicks[item];
      largest = Math.max(largest, smallest(items, item));
      onlyCpus += items.allowed[item] ? 0 : items.cpuTicks[item];
    }
    Capacity capacity = new Capacity(items);
    long low = largest;
    long high = Math.max(largest, work + onlyCpus);
    while (low < high) {
      long middle = low + (high - low) / 2;
      double free = (double) items.cpus * middle - onlyCpus;
      double left = work - capacity.absorbed(free, middle);
      if (free >= 0 && left <= (double) items.accelerators * middle) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static long smallest(Items items, int item) {
    long onAccelerator =
        items.allowed[item] && items.accelerators > 0
            ? items.acceleratorTicks[item]
            : Long.MAX_VALUE;
    return Math.min(onAccelerator, items.cpus > 0 ? items.cpuTicks[item] : Long.MAX_VALUE);
  }
}
