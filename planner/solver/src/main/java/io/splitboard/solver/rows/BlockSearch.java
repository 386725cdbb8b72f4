package io.splitboard.solver.rows;

import io.splitboard.core.partition.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Improves a split by rows beyond the published method: blocks of layers that exchange once and
 * compute the rows around theirs themselves, and other shares for each block. Begins with what it
 * is given and takes only what is better, so it never ends with anything worse.
 */
final class BlockSearch {

  private static final int[] LENGTHS = {Integer.MAX_VALUE, 2, 4, 7, 3};
  private static final double[] STEPS = {1.0 / 16, 1.0 / 56, 1.0 / 224};

  /** So many plans are tried for each pair of exchanges that could be left out. */
  private static final int TRIES_PER_PAIR = 4;

  /** A plan that is better by less than this part is not worth following. */
  private static final double LEAST_GAIN = 1e-3;

  private final RowPartitions partitions;
  private final ToDoubleFunction<Partition> judge;
  private final BooleanSupplier over;
  private final List<Integer> exchanges;
  private int triesLeft;
  private RowPlan best;
  private double bestValue;

  /**
   * Makes a search.
   *
   * @param judge value of a partition, to be small; infinite if it is none
   * @param over whether the time is up
   */
  BlockSearch(RowPartitions partitions, ToDoubleFunction<Partition> judge, BooleanSupplier over) {
    this.partitions = partitions;
    this.judge = judge;
    this.over = over;
    this.exchanges = partitions.exchanges();
    this.triesLeft = TRIES_PER_PAIR * exchanges.size() * exchanges.size();
  }

  /**
   * Looks for better plans than one that exchanges before every layer that needs it. How far it
   * goes depends on the network and not on the clock, unless the time is up.
   *
   * @param value of the plan to begin with
   */
  RowPlan improve(Segments segments, double value) {
    best = RowPlan.uniform(segments, exchanges);
    bestValue = value;
    for (int length : LENGTHS) {
      if (length == Integer.MAX_VALUE || length < exchanges.size()) {
        tryPlan(RowPlan.uniform(segments, everyFew(length)));
      }
    }
    boolean improved = true;
    while (improved && !ended()) {
      improved = moveBorders() | shareAll() | shareBlocks();
    }
    return best;
  }

  private boolean ended() {
    return triesLeft <= 0 || over.getAsBoolean();
  }

  private List<Integer> everyFew(int length) {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < exchanges.size(); i++) {
      if (i % length == 0) {
        starts.add(exchanges.get(i));
      }
    }
    return starts;
  }

  private boolean tryPlan(RowPlan plan) {
    if (ended()) {
      return false;
    }
    triesLeft--;
    double value = judge.applyAsDouble(partitions.of(plan, RowsWithOverlap.LEAST_HOST_ROWS));
    if (value < bestValue * (1 - LEAST_GAIN)) {
      best = plan;
      bestValue = value;
      return true;
    }
    return false;
  }

  /** Other shares for all blocks together, moved alike. */
  private boolean shareAll() {
    boolean improved = false;
    for (double step : STEPS) {
      int moves = SegmentMoves.count(best.blocks().get(0).segments());
      for (int move = 0; move < moves && !ended(); move++) {
        improved |= movedAlike(step, move).map(this::tryPlan).orElse(false);
      }
    }
    for (Segments swapped : SegmentMoves.swaps(best.blocks().get(0).segments())) {
      improved |= tryPlan(RowPlan.uniform(swapped, starts()));
    }
    return improved;
  }

  private Optional<RowPlan> movedAlike(double step, int move) {
    RowPlan plan = best;
    for (int block = 0; block < plan.blocks().size(); block++) {
      Optional<Segments> next = SegmentMoves.moved(plan.blocks().get(block).segments(), step, move);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      plan = plan.with(block, next.get());
    }
    return Optional.of(plan);
  }

  private List<Integer> starts() {
    return best.blocks().stream().map(RowPlan.Block::from).toList();
  }

  /** Joins neighbouring blocks and splits others. */
  private boolean moveBorders() {
    boolean improved = false;
    for (int exchange : exchanges) {
      RowPlan plan = best;
      if (!plan.beginsAt(exchange)) {
        improved |= tryPlan(plan.split(exchange));
      } else if (plan.blockOf(exchange) > 0) {
        improved |= tryPlan(plan.joined(plan.blockOf(exchange)));
      }
    }
    return improved;
  }

  /** Other shares for single blocks. */
  private boolean shareBlocks() {
    boolean improved = false;
    for (double step : STEPS) {
      for (int block = 0; block < best.blocks().size(); block++) {
        int moves = SegmentMoves.count(best.blocks().get(block).segments());
        for (int move = 0; move < moves && !ended(); move++) {
          RowPlan plan = best;
          int changed = block;
          improved |=
              SegmentMoves.moved(plan.blocks().get(block).segments(), step, move)
                  .map(next -> tryPlan(plan.with(changed, next)))
                  .orElse(false);
        }
      }
    }
    return improved;
  }
}
