package io.splitboard.solver.rows.halp;

import io.splitboard.core.network.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What a device has to do in one stage: its boundaries, each for itself, and the rest as one. */
final class Work {

  /** Rows for a neighbour. */
  record Halo(Role from, Role to, Range rows) {}

  /**
   * Rows that are computed together.
   *
   * @param boundary whether a neighbour waits for them
   * @param readyMs when all halos that they need are there
   */
  record Item(boolean boundary, List<Range> rows, double readyMs) {

    long size() {
      return rows.stream().mapToLong(Range::size).sum();
    }
  }

  private Work() {}

  /** Halos that the next stage needs from this one; empty if two secondaries would have to talk. */
  static Optional<List<Halo>> halos(HostShare share, Stage stage, Stage next) {
    List<Halo> halos = new ArrayList<>();
    for (Role from : Role.values()) {
      Range has = share.rows(from, stage.height());
      for (Role to : Role.values()) {
        Range needs = next.reads(share.rows(to, next.height())).intersect(has);
        if (from != to && !needs.isEmpty()) {
          if (from != Role.HOST && to != Role.HOST) {
            return Optional.empty();
          }
          halos.add(new Halo(from, to, needs));
        }
      }
    }
    return Optional.of(halos);
  }

  /** The rows of a device, cut where what neighbours need begins and ends. */
  static List<Item> items(Range own, List<Halo> mine, Arrivals arrivals) {
    TreeSet<Long> cuts = new TreeSet<>(List.of(own.from(), own.to()));
    for (Halo halo : mine) {
      cuts.add(halo.rows().from());
      cuts.add(halo.rows().to());
    }
    List<Item> items = new ArrayList<>();
    List<Range> rest = new ArrayList<>();
    for (long from : cuts.headSet(own.to())) {
      Range part = new Range(from, cuts.higher(from));
      if (mine.stream().anyMatch(halo -> halo.rows().contains(part))) {
        items.add(new Item(true, List.of(part), arrivals.of(part)));
      } else {
        rest.add(part);
      }
    }
    if (!rest.isEmpty()) {
      double ready = rest.stream().mapToDouble(arrivals::of).max().orElse(0);
      items.add(new Item(false, rest, ready));
    }
    return items;
  }

  /** When the halos that some output rows need are there. */
  @FunctionalInterface
  interface Arrivals {
    double of(Range rows);
  }
}
