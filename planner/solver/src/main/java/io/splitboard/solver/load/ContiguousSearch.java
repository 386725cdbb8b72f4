package io.splitboard.solver.load;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Contiguous splits: first among few ideals, to have a split at once, then among all of them, which
 * proves the optimum. While one thread looks for it, another proves bounds below it.
 */
final class ContiguousSearch {

  /** Entries of one table of {@link Stages}, 12 bytes each. */
  private static final long MOST_ENTRIES = 45_000_000;

  /** Share of the time after which not all ideals are looked for any more. */
  private static final double MOST_FOR_IDEALS = 0.35;

  private static final int MOST_IDEALS = 3_000_000;
  private static final int MOST_LINKS = 25_000_000;

  /** Loads above all that can be. */
  private static final long ANY_LOAD = 1L << 54;

  private final Items items;
  private final Incumbent incumbent;
  private final int threads;
  private final boolean proves;
  private final BooleanSupplier stop;

  /**
   * Makes one.
   *
   * @param proves whether the incumbent must be contiguous, so that what is proved here holds for
   *     it
   * @param stop asked now and then
   */
  ContiguousSearch(
      Items items, Incumbent incumbent, int threads, boolean proves, BooleanSupplier stop) {
    this.items = items;
    this.incumbent = incumbent;
    this.threads = threads;
    this.proves = proves;
    this.stop = stop;
  }

  /** A first split from few ideals of each size. */
  void first() {
    IdealFamily few = family(2);
    if (few == null) {
      return;
    }
    Stages stages = new Stages(items, few, stop);
    long limit = incumbent.bound() + incumbent.bound() / 4 + 1;
    while (limit < ANY_LOAD && !stop.getAsBoolean()) {
      Stages.Result result = stages.best(Math.min(limit, incumbent.value() - 1));
      incumbent.offer(items, result.on());
      if (result.on() != null || limit >= incumbent.value()) {
        return;
      }
      limit *= 2;
    }
  }

  /** Improves the split with more and more ideals; with all of them, to the proof. */
  void run() {
    search(family(16));
    IdealFamily all = stop.getAsBoolean() ? null : family(Integer.MAX_VALUE);
    if (all != null && proves) {
      prove(all);
      return;
    }
    search(all);
    if (all == null) {
      searchMore();
    }
  }

  /** Where all ideals are too many: more and more of them, while bounds come from what is sent. */
  private void searchMore() {
    Thread helper = new Thread(() -> new PriceBound(items, incumbent, stop).raise(), "load-bound");
    helper.setDaemon(true);
    if (proves) {
      helper.start();
    }
    try {
      for (int perSize = 128; !stop.getAsBoolean(); perSize *= 4) {
        IdealFamily more = family(perSize);
        if (more == null) {
          return;
        }
        search(more);
      }
    } finally {
      Workers.join(helper);
    }
  }

  /** When finding all ideals has taken too long for a search among them. */
  private boolean tooLate() {
    double all = incumbent.seconds() + incumbent.secondsLeft();
    return stop.getAsBoolean() || incumbent.seconds() > MOST_FOR_IDEALS * all;
  }

  private IdealFamily family(int perSize) {
    BooleanSupplier end = perSize == Integer.MAX_VALUE ? this::tooLate : stop;
    long ideals = Math.min(MOST_IDEALS, MOST_ENTRIES / Stages.entries(items, 1));
    return IdealFamily.of(items, new IdealFamily.Limits(perSize, ideals, MOST_LINKS), end);
  }

  private void search(IdealFamily family) {
    if (family != null && !stop.getAsBoolean()) {
      Stages.Result result = new Stages(items, family, stop).best(limit(incumbent.value()));
      incumbent.offer(items, result.on());
    }
  }

  private static long limit(long value) {
    return Math.min(ANY_LOAD, value) - 1;
  }

  private void prove(IdealFamily all) {
    AtomicBoolean done = new AtomicBoolean();
    BooleanSupplier ended = () -> done.get() || stop.getAsBoolean();
    Thread helper = new Thread(() -> raiseBound(all, ended), "load-bound");
    helper.setDaemon(true);
    if (threads > 1) {
      helper.start();
    }
    try {
      Stages.Result result = new Stages(items, all, ended).best(limit(incumbent.value()));
      incumbent.offer(items, result.on());
      if (result.finished()) {
        incumbent.prove(incumbent.value());
      }
    } finally {
      done.set(true);
      Workers.join(helper);
    }
  }

  /** Halves the distance between bound and value until somebody has the optimum. */
  private void raiseBound(IdealFamily all, BooleanSupplier ended) {
    Stages stages = new Stages(items, all, ended);
    while (!ended.getAsBoolean() && incumbent.bound() + 1 < incumbent.value()) {
      long middle =
          incumbent.bound() + (Math.min(ANY_LOAD, incumbent.value()) - incumbent.bound()) / 2;
      Stages.Result result = stages.any(middle);
      if (result.on() != null) {
        incumbent.offer(items, result.on());
      } else if (result.finished()) {
        incumbent.prove(middle + 1);
      }
    }
  }
}
