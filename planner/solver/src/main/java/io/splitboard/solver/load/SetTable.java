package io.splitboard.solver.load;

import java.util.Arrays;

/** Sets of a fixed number of words, numbered from 0 in the order in which they are added. */
final class SetTable {

  private final int words;
  private long[] sets;
  private int[] slots = new int[64];
  private int size;

  SetTable(int words) {
    this.words = words;
    this.sets = new long[64 * words];
    Arrays.fill(slots, -1);
  }

  int size() {
    return size;
  }

  /** Number of a set, which is added if it is new: then the number is the size before. */
  int add(long[] set) {
    int slot = slot(set);
    if (slots[slot] >= 0) {
      return slots[slot];
    }
    if ((size + 1) * words > sets.length) {
      sets = Arrays.copyOf(sets, 2 * sets.length);
    }
    System.arraycopy(set, 0, sets, size * words, words);
    slots[slot] = size++;
    if (2 * size > slots.length) {
      rehash();
    }
    return size - 1;
  }

  private int slot(long[] set) {
    long hash = 0;
    for (long word : set) {
      hash = (hash ^ word) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    int slot = (int) hash & slots.length - 1;
    while (slots[slot] >= 0 && !same(slots[slot], set)) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private boolean same(int index, long[] set) {
    int offset = index * words;
    for (int word = 0; word < words; word++) {
      if (sets[offset + word] != set[word]) {
        return false;
      }
    }
    return true;
  }

  private void rehash() {
    slots = new int[2 * slots.length];
    Arrays.fill(slots, -1);
    for (int index = 0; index < size; index++) {
      slots[slot(copy(index))] = index;
    }
  }

  /** A copy of a set. */
  long[] copy(int index) {
    return Arrays.copyOfRange(sets, index * words, (index + 1) * words);
  }
}
