package io.splitboard.solver.rows;

import io.splitboard.core.partition.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Improves a split by rows beyond the published method: blocks of layers that exchange once and
 * compute the rows around theirs themselves, and other shares for each block. Begins with what it
 * is given and takes only what is better, so it never ends with anything worse.
 */
final class BlockSearch {

  private static final int[] LENGTHS = {2, 3, 4, 6, 9, 13, Integer.MAX_VALUE};
  private static final double[] STEPS = {1.0 / 16, 1.0 / 56, 1.0 / 224};

  private final RowPartitions partitions;
  private final ToDoubleFunction<Partition> judge;
  private final BooleanSupplier over;
  private final List<Integer> exchanges;
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
  }

  /**
   * Looks for better plans than one that exchanges before every layer that needs it.
   *
   * @param value of the plan to begin with
   */
  RowPlan improve(Segments segments, double value) {
    best = RowPlan.uniform(segments, exchanges);
    bestValue = value;
    for (int length : LENGTHS) {
      tryPlan(RowPlan.uniform(segments, everyFew(length)));
    }
    shareAll();
    boolean improved = true;
    while (improved && !over.getAsBoolean()) {
      improved = moveBorders() | shareBlocks();
    }
    return best;
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
    if (over.getAsBoolean()) {
      return false;
    }
    double value = judge.applyAsDouble(partitions.of(plan, RowsWithOverlap.LEAST_HOST_ROWS));
    if (value < bestValue) {
      best = plan;
      bestValue = value;
      return true;
    }
    return false;
  }

  /** Other shares for all blocks together, which are alike so far. */
  private void shareAll() {
    for (double step : STEPS) {
      boolean moved = true;
      while (moved && !over.getAsBoolean()) {
        moved = false;
        Segments at = best.blocks().get(0).segments();
        List<Segments> moves = SegmentMoves.around(at, step);
        moves.addAll(SegmentMoves.swaps(at));
        for (Segments next : moves) {
          if (tryPlan(RowPlan.uniform(next, starts()))) {
            moved = true;
            break;
          }
        }
      }
    }
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
        for (Segments next : SegmentMoves.around(best.blocks().get(block).segments(), step)) {
          if (tryPlan(best.with(block, next))) {
            improved = true;
            break;
          }
        }
      }
    }
    return improved;
  }
}
