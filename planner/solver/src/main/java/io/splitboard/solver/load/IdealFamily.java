package io.splitboard.solver.load;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Ideals of the items' order: sets that hold with each item all that come before it, so the sets
 * that the first devices of a contiguous split can hold. They are numbered by size, the empty one
 * first and the full one last, and linked where one has just one item more than another.
 *
 * <p>A family may be all ideals or, of each size, only those with the cheapest nets cut.
 */
final class IdealFamily {

  /** Whether no ideal is missing. */
  final boolean complete;

  final int size;

  /** Links of ideal i are those from {@code firstLink[i]} to before {@code firstLink[i + 1]}. */
  final int[] firstLink;

  /** The ideal that a link leads to, and the item that it has more. */
  final int[] child;

  final int[] childItem;

  /** An ideal that has one item less, and that item; -1 for the empty one. */
  final int[] parent;

  final int[] parentItem;

  /** Sums over the items of each ideal. */
  final long[] acceleratorTicks;

  final long[] cpuTicks;
  final int[] barred;

  /** Ticks of the nets that have items both inside and outside. */
  final long[] openTicks;

  private IdealFamily(Builder builder) {
    this.complete = builder.complete;
    this.size = builder.ideals;
    this.firstLink = Arrays.copyOf(builder.firstLink, size + 1);
    this.child = Arrays.copyOf(builder.child, builder.links);
    this.childItem = Arrays.copyOf(builder.childItem, builder.links);
    this.parent = Arrays.copyOf(builder.parent, size);
    this.parentItem = Arrays.copyOf(builder.parentItem, size);
    this.acceleratorTicks = Arrays.copyOf(builder.acceleratorTicks, size);
    this.cpuTicks = Arrays.copyOf(builder.cpuTicks, size);
    this.barred = Arrays.copyOf(builder.barred, size);
    this.openTicks = Arrays.copyOf(builder.openTicks, size);
  }

  /** What a family may take. */
  record Limits(int perSize, long ideals, long links) {}

  /**
   * Makes a family.
   *
   * @param limits when more than {@code perSize} ideals have the same size, the rest is left out
   * @param stop asked now and then
   * @return null if it was stopped or has more ideals or links than are allowed
   */
  static IdealFamily of(Items items, Limits limits, BooleanSupplier stop) {
    Builder builder = new Builder(items, limits);
    return builder.build(stop) ? new IdealFamily(builder) : null;
  }

  /** The items of an ideal, marked. */
  void mark(int ideal, boolean[] marks) {
    Arrays.fill(marks, false);
    for (int at = ideal; parent[at] >= 0; at = parent[at]) {
      marks[parentItem[at]] = true;
    }
  }

  /** Makes all ideals of one size from those of the size before. */
  private static final class Builder {

    private final Items items;
    private final Limits limits;
    private final int words;
    private final long[][] before;
    private boolean complete = true;
    private int ideals = 1;
    private int links;
    private int[] firstLink = new int[1024];
    private int[] child = new int[4096];
    private int[] childItem = new int[4096];
    private int[] parent = new int[1024];
    private int[] parentItem = new int[1024];
    private long[] acceleratorTicks = new long[1024];
    private long[] cpuTicks = new long[1024];
    private int[] barred = new int[1024];
    private long[] openTicks = new long[1024];

    Builder(Items items, Limits limits) {
      this.items = items;
      this.limits = limits;
      this.words = Math.max(1, (items.count + 63) / 64);
      this.before = new long[items.count][words];
      for (int item = 0; item < items.count; item++) {
        for (int predecessor : items.predecessors[item]) {
          set(before[item], 0, predecessor);
        }
      }
    }

    private static void set(long[] bits, int offset, int item) {
      bits[offset + (item >> 6)] |= 1L << item;
    }

    private static boolean has(long[] bits, int offset, int item) {
      return (bits[offset + (item >> 6)] >>> item & 1) != 0;
    }

    boolean build(BooleanSupplier stop) {
      parent[0] = -1;
      SetTable level = new SetTable(words);
      level.add(new long[words]);
      int first = 0;
      for (int size = 0; size < items.count; size++) {
        SetTable next = new SetTable(words);
        int firstOfNext = ideals;
        for (int i = 0; i < level.size(); i++) {
          firstLink[first + i] = links;
          if (!grow(level, i, first + i, next, firstOfNext)
              || (i & 255) == 0 && stop.getAsBoolean()) {
            return false;
          }
        }
        firstLink[ideals] = links;
        if (next.size() > limits.perSize()) {
          next = thinned(next, first, firstOfNext);
        }
        level = next;
        first = firstOfNext;
        ideals = first + next.size();
        roomForIdeals();
        firstLink[ideals] = links;
      }
      Arrays.fill(firstLink, first, ideals + 1, links);
      return true;
    }

    /** Adds to an ideal each item that can come next. */
    private boolean grow(SetTable level, int index, int ideal, SetTable next, int firstOfNext) {
      long[] grown = level.copy(index);
      for (int item = 0; item < items.count; item++) {
        if (has(grown, 0, item) || !includes(grown, before[item])) {
          continue;
        }
        set(grown, 0, item);
        int found = next.add(grown);
        int id = firstOfNext + found;
        if (id == ideals) {
          ideals++;
          if (ideals > limits.ideals()) {
            return false;
          }
          roomForIdeals();
          describe(id, ideal, item, grown);
        }
        grown[item >> 6] &= ~(1L << item);
        if (!link(id, item)) {
          return false;
        }
      }
      return true;
    }

    private static boolean includes(long[] set, long[] part) {
      for (int word = 0; word < part.length; word++) {
        if ((part[word] & ~set[word]) != 0) {
          return false;
        }
      }
      return true;
    }

    private void describe(int id, int from, int item, long[] set) {
      parent[id] = from;
      parentItem[id] = item;
      acceleratorTicks[id] = acceleratorTicks[from] + items.acceleratorTicks[item];
      cpuTicks[id] = cpuTicks[from] + items.cpuTicks[item];
      barred[id] = barred[from] + (items.allowed[item] ? 0 : 1);
      long open = openTicks[from];
      for (int net : items.nets[item]) {
        int inside = 0;
        for (int pin : items.pins[net]) {
          inside += has(set, 0, pin) ? 1 : 0;
        }
        open += inside == 1 ? items.netTicks[net] : 0;
        open -= inside == items.pins[net].length ? items.netTicks[net] : 0;
      }
      openTicks[id] = open;
    }

    private boolean link(int id, int item) {
      if (links >= limits.links()) {
        return false;
      }
      if (links == child.length) {
        child = Arrays.copyOf(child, 2 * links);
        childItem = Arrays.copyOf(childItem, 2 * links);
      }
      child[links] = id;
      childItem[links++] = item;
      return true;
    }

    private void roomForIdeals() {
      if (ideals + 2 > parent.length) {
        int room = 2 * parent.length;
        firstLink = Arrays.copyOf(firstLink, room);
        parent = Arrays.copyOf(parent, room);
        parentItem = Arrays.copyOf(parentItem, room);
        acceleratorTicks = Arrays.copyOf(acceleratorTicks, room);
        cpuTicks = Arrays.copyOf(cpuTicks, room);
        barred = Arrays.copyOf(barred, room);
        openTicks = Arrays.copyOf(openTicks, room);
      }
    }

    /** Leaves only the ideals with the cheapest nets cut, and only links between them. */
    private SetTable thinned(SetTable full, int firstOfLevel, int first) {
      complete = false;
      int[] kept =
          IntStream.range(0, full.size())
              .boxed()
              .sorted((a, b) -> Long.compare(openTicks[first + a], openTicks[first + b]))
              .limit(limits.perSize())
              .sorted()
              .mapToInt(Integer::intValue)
              .toArray();
      SetTable thin = new SetTable(words);
      int[] renumbered = new int[full.size()];
      Arrays.fill(renumbered, -1);
      for (int i = 0; i < kept.length; i++) {
        int from = first + kept[i];
        int to = first + i;
        renumbered[kept[i]] = to;
        thin.add(full.copy(kept[i]));
        parent[to] = parent[from];
        parentItem[to] = parentItem[from];
        acceleratorTicks[to] = acceleratorTicks[from];
        cpuTicks[to] = cpuTicks[from];
        barred[to] = barred[from];
        openTicks[to] = openTicks[from];
      }
      int write = firstLink[firstOfLevel];
      for (int ideal = firstOfLevel; ideal < first; ideal++) {
        int end = ideal + 1 < first ? firstLink[ideal + 1] : links;
        int read = firstLink[ideal];
        firstLink[ideal] = write;
        for (; read < end; read++) {
          int id = renumbered[child[read] - first];
          if (id >= 0) {
            child[write] = id;
            childItem[write++] = childItem[read];
          }
        }
      }
      links = write;
      return thin;
    }
  }
}
