package io.splitboard.solver.load;

import io.splitboard.core.Progress;
import io.splitboard.core.workload.Workload;
import io.splitboard.solver.SolveLimits;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Splits without any order to keep: contiguous ones first, then what moving single items makes of
 * them; where items are few, an integer program proves the optimum meanwhile.
 */
final class FreeSearch {

  /** Up to so many items the integer program has a chance. */
  private static final int MOST_FOR_EXACT = 60;

  /** Share of the time for contiguous splits, from which the others start. */
  private static final double ORDERED_SHARE = 0.25;

  private final Items items;
  private final Workload workload;
  private final Incumbent incumbent;
  private final SolveLimits limits;

  FreeSearch(Workload workload, Items items, Incumbent incumbent, SolveLimits limits) {
    this.workload = workload;
    this.items = items;
    this.incumbent = incumbent;
    this.limits = limits;
  }

  void run(Progress progress) {
    double orderedSeconds = ORDERED_SHARE * limits.timeLimitSeconds();
    BooleanSupplier orderedOver = () -> incumbent.over() || incumbent.seconds() > orderedSeconds;
    Items ordered = Contraction.of(workload, true);
    ContiguousSearch contiguous = new ContiguousSearch(ordered, incumbent, 1, false, orderedOver);
    contiguous.first();
    AtomicBoolean done = new AtomicBoolean();
    BooleanSupplier over = () -> done.get() || incumbent.over();
    Thread helper = new Thread(() -> help(over), "load-bound");
    helper.setDaemon(true);
    helper.start();
    try {
      progress.report("Searching contiguous splits", -1);
      contiguous.run();
      progress.report("Searching all splits", -1);
      if (items.count <= MOST_FOR_EXACT) {
        new ExactAssignment(items, incumbent).run(limits.threads(), progress);
      } else {
        new LocalSearch(items, incumbent, 2).run(over);
      }
    } finally {
      done.set(true);
      Workers.join(helper);
    }
  }

  /** Proves bounds as long as that gets somewhere, then moves items. */
  private void help(BooleanSupplier over) {
    new PriceBound(items, incumbent, over).raise();
    new LocalSearch(items, incumbent, 1).run(over);
  }
}
