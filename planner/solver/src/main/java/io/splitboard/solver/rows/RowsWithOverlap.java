package io.splitboard.solver.rows;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.program.Program;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import io.splitboard.solver.simulated.Judge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * HALP (Li, Iosifidis and Zhang 2022): a host computes the rows between its secondaries', so that
 * these never talk to each other, and boundary rows go first. Chooses the host and every share so
 * that the simulated value is smallest. {@link #fusing} goes on beyond the paper.
 *
 * <p>The search over shares is a descent from shares in proportion to the devices' speed, with
 * steps down to a row: a heuristic. The bound holds for any placement, see {@link Judge#bound}.
 */
public final class RowsWithOverlap implements Solver {

  static final long LEAST_HOST_ROWS = 2;

  private static final double FIRST_STEP = 1.0 / 8;
  private static final double LAST_STEP = 1.0 / 224;

  private final boolean fuses;

  /** The published method. */
  public RowsWithOverlap() {
    this(false);
  }

  private RowsWithOverlap(boolean fuses) {
    this.fuses = fuses;
  }

  /**
   * Beyond the paper: goes on from what the published method finds with blocks of layers that
   * exchange once, each with shares of its own, and takes over what is better.
   */
  public static RowsWithOverlap fusing() {
    return new RowsWithOverlap(true);
  }

  /**
   * The strict preset: the host computes only the zone where its neighbours' segments overlap, two
   * rows for kernels of 3.
   */
  public static Segments strict(String host, String top, String bottom) {
    return Segments.around(host, top, bottom, 0);
  }

  /** The partition of the strict preset. */
  public static Partition strictPartition(Problem problem, String host, String top, String bottom) {
    return partitions(problem).of(strict(host, top, bottom), LEAST_HOST_ROWS);
  }

  private static RowPartitions partitions(Problem problem) {
    return new RowPartitions(problem.network(), problem.constraints().pins());
  }

  /**
   * Whether secondaries never talk to each other: every transfer has the host at one end. Inputs
   * and outputs of the network go between the source and any device.
   */
  public static boolean onlyThroughHost(Program program, String host) {
    Set<String> outer = new HashSet<>();
    program.inputs().forEach(input -> outer.add(input.tensor()));
    program.outputs().forEach(output -> outer.add(output.tensor()));
    return program.transfers().stream()
        .allMatch(
            transfer ->
                transfer.from().equals(host)
                    || transfer.to().equals(host)
                    || outer.contains(transfer.fragment().tensor()));
  }

  @Override
  public Solution solve(Problem problem, SolveListener listener, Progress progress) {
    RowPartitions partitions = partitions(problem);
    if (!partitions.any()) {
      throw new UserException(
          "No layer of %s can be split by rows: choose another method."
              .formatted(problem.network().name()));
    }
    Run run = new Run(problem, partitions, listener, progress);
    for (String host : hosts(problem.cluster())) {
      run.descend(host);
    }
    if (fuses) {
      run.fuse();
    }
    return run.conclude();
  }

  /** The source first: inputs are there and outputs must get there. */
  private static List<String> hosts(Cluster cluster) {
    List<String> hosts = new ArrayList<>(List.of(cluster.source()));
    cluster.deviceIds().stream().filter(id -> !id.equals(cluster.source())).forEach(hosts::add);
    return hosts;
  }

  /** One search. */
  private static final class Run {

    private final Problem problem;
    private final RowPartitions partitions;
    private final SolveListener listener;
    private final Progress progress;
    private final long startNanos = System.nanoTime();
    private final double boundMs;
    private Partition best;
    private double bestMs = Double.POSITIVE_INFINITY;
    private Segments bestShared;
    private double bestSharedMs = Double.POSITIVE_INFINITY;

    Run(Problem problem, RowPartitions partitions, SolveListener listener, Progress progress) {
      this.problem = problem;
      this.partitions = partitions;
      this.listener = listener;
      this.progress = progress;
      this.boundMs = Judge.bound(problem);
    }

    void descend(String host) {
      Judge judge = new Judge(problem, program -> onlyThroughHost(program, host));
      List<String> secondaries =
          problem.cluster().deviceIds().stream().filter(id -> !id.equals(host)).toList();
      if (secondaries.isEmpty()) {
        return;
      }
      progress.report("Sharing rows around " + host, -1);
      Segments at = proportional(host, secondaries);
      double valueMs = judge(judge, at);
      for (double step = FIRST_STEP; step >= LAST_STEP && !over(); step /= 2) {
        boolean moved = true;
        while (moved && !over()) {
          moved = false;
          for (int move = 0; move < SegmentMoves.count(at); move++) {
            Optional<Segments> next = SegmentMoves.moved(at, step, move);
            double nextMs =
                next.map(segments -> judge(judge, segments)).orElse(Double.POSITIVE_INFINITY);
            if (nextMs < valueMs) {
              at = next.get();
              valueMs = nextMs;
              moved = true;
            }
          }
        }
      }
      if (valueMs < bestSharedMs) {
        bestShared = at;
        bestSharedMs = valueMs;
      }
    }

    /** Goes on from the best shares with blocks of layers, around the same host. */
    void fuse() {
      if (bestShared == null) {
        return;
      }
      String host = bestShared.host();
      Judge judge = new Judge(problem, program -> onlyThroughHost(program, host));
      progress.report("Fusing layers around " + host, -1);
      new BlockSearch(partitions, partition -> judge(judge, partition), this::over)
          .improve(bestShared, bestSharedMs);
    }

    private double judge(Judge judge, Segments segments) {
      return judge(judge, partitions.of(segments, LEAST_HOST_ROWS));
    }

    private double judge(Judge judge, Partition partition) {
      double valueMs = judge.value(partition);
      if (valueMs < bestMs) {
        best = partition;
        bestMs = valueMs;
        listener.improved(best, bestMs, boundMs, seconds());
      }
      return valueMs;
    }

    /** Shares in proportion to how fast the devices run the split layers. */
    private Segments proportional(String host, List<String> secondaries) {
      List<String> devices = new ArrayList<>();
      List<Double> weights = new ArrayList<>();
      int zones = Math.max(1, secondaries.size() - 1);
      for (int i = 0; i < secondaries.size(); i++) {
        devices.add(secondaries.get(i));
        weights.add(speed(secondaries.get(i)));
        if (i < zones) {
          devices.add(host);
          weights.add(speed(host) / zones);
        }
      }
      double all = weights.stream().mapToDouble(Double::doubleValue).sum();
      List<Double> cuts = new ArrayList<>();
      double at = 0;
      for (int i = 0; i < weights.size() - 1; i++) {
        at += weights.get(i) / all;
        cuts.add(Math.min(1, at));
      }
      return new Segments(devices, cuts, host);
    }

    private double speed(String device) {
      double ms =
          problem.network().layers().stream()
              .filter(partitions::isSplit)
              .mapToDouble(layer -> problem.profile().layerMs(device, layer.id()))
              .sum();
      return 1 / Math.max(ms, 1e-9);
    }

    private boolean over() {
      return progress.cancelled() || seconds() > problem.limits().timeLimitSeconds();
    }

    private double seconds() {
      return (System.nanoTime() - startNanos) / 1e9;
    }

    Solution conclude() {
      if (best == null) {
        throw new UserException(
            "No split by rows keeps the constraints on this cluster: allow more memory or links"
                + " between a host and the other devices.");
      }
      Solution.Status status =
          bestMs <= boundMs * (1 + problem.limits().gap())
              ? Solution.Status.OPTIMAL
              : Solution.Status.FEASIBLE;
      return new Solution(best, bestMs, boundMs, status, seconds());
    }
  }
}
