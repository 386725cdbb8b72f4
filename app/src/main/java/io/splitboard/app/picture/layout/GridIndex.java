package io.splitboard.app.picture.layout;

import io.splitboard.app.picture.paint.Bounds;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Finds things by place: a uniform grid. Adding costs the cells that a thing covers, asking costs
 * the cells of the area and what is in them.
 *
 * @param <T> what is found
 */
public final class GridIndex<T> {

  private static final double CELL = 512;

  /** A thing that covers more cells than this is looked at in every search instead. */
  private static final int LARGE = 64;

  private final List<T> things = new ArrayList<>();
  private final List<Bounds> places = new ArrayList<>();
  private final Map<Long, List<Integer>> cells = new HashMap<>();
  private final List<Integer> large = new ArrayList<>();

  /** Adds a thing. */
  public void add(Bounds place, T thing) {
    int number = things.size();
    things.add(thing);
    places.add(place);
    if (cellsOf(place) > LARGE) {
      large.add(number);
    } else {
      forCells(place, key -> cells.computeIfAbsent(key, k -> new ArrayList<>()).add(number));
    }
  }

  /** Things whose place shares a point with an area, in the order of adding. */
  public List<T> in(Bounds area) {
    BitSet found = new BitSet(things.size());
    IntConsumer check =
        number -> {
          if (places.get(number).intersects(area)) {
            found.set(number);
          }
        };
    large.forEach(check::accept);
    if (cellsOf(area) > cells.size()) {
      cells.values().forEach(numbers -> numbers.forEach(check::accept));
    } else {
      forCells(area, key -> cells.getOrDefault(key, List.of()).forEach(check::accept));
    }
    return found.stream().mapToObj(things::get).toList();
  }

  /** Whether any thing's place shares a point with an area. */
  public boolean occupied(Bounds area) {
    if (large.stream().anyMatch(number -> places.get(number).intersects(area))) {
      return true;
    }
    for (long row = cell(area.y()); row <= cell(area.maxY()); row++) {
      for (long column = cell(area.x()); column <= cell(area.maxX()); column++) {
        for (int number : cells.getOrDefault(key(row, column), List.of())) {
          if (places.get(number).intersects(area)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static double cellsOf(Bounds area) {
    return (Math.floor(area.maxX() / CELL) - Math.floor(area.x() / CELL) + 1)
        * (Math.floor(area.maxY() / CELL) - Math.floor(area.y() / CELL) + 1);
  }

  private static void forCells(Bounds area, java.util.function.LongConsumer visit) {
    for (long row = cell(area.y()); row <= cell(area.maxY()); row++) {
      for (long column = cell(area.x()); column <= cell(area.maxX()); column++) {
        visit.accept(key(row, column));
      }
    }
  }

  private static long key(long row, long column) {
    return row << 32 ^ column & 0xffffffffL;
  }

  private static long cell(double place) {
    return (long) Math.floor(place / CELL);
  }
}
