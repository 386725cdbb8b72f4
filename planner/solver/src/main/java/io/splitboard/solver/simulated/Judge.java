package io.splitboard.solver.simulated;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Layer;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Objective;
import io.splitboard.core.simulation.Load;
import io.splitboard.core.simulation.Simulator;
import io.splitboard.core.simulation.Trace;
import io.splitboard.solver.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The value of a partition as the simulator sees its program: what a user would see, with every
 * wait in it. Partitions that break a constraint or cannot be compiled are worth infinity. Each
 * partition is judged once.
 */
public final class Judge {

  private static final int STREAM_REQUESTS = 24;
  private static final int STREAM_IN_FLIGHT = 12;
  private static final int REMEMBERED = 20_000;

  private final Problem problem;
  private final Cluster cluster;
  private final Predicate<Program> accepted;
  private final Map<Partition, Double> known = new HashMap<>();
  private long judged;

  /** A judge who accepts every program. */
  public Judge(Problem problem) {
    this(problem, program -> true);
  }

  /**
   * Makes a judge.
   *
   * @param accepted what a program must fulfil besides the problem's constraints
   */
  public Judge(Problem problem, Predicate<Program> accepted) {
    this.problem = problem;
    this.accepted = accepted;
    this.cluster =
        new Cluster(
            problem.cluster().devices(),
            problem.profile().linksOf(problem.cluster()),
            problem.cluster().source(),
            problem.cluster().contention());
  }

  /** Latency of a lone request, or time between results of a full pipeline, ms. */
  public double valueMs(Partition partition) {
    Double before = known.get(partition);
    if (before != null) {
      return before;
    }
    judged++;
    double value = judge(partition);
    if (known.size() < REMEMBERED) {
      known.put(partition, value);
    }
    return value;
  }

  /** How many partitions were compiled and run. */
  public long judged() {
    return judged;
  }

  private double judge(Partition partition) {
    if (!Legality.check(problem.network(), cluster, problem.constraints(), partition).isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    Program program;
    try {
      program = Compiler.compile(problem.network(), cluster, partition, problem.profile());
    } catch (UserException e) {
      // No links lead to a device that would need a fragment: not a plan.
      return Double.POSITIVE_INFINITY;
    }
    if (!accepted.test(program)) {
      return Double.POSITIVE_INFINITY;
    }
    return problem.objective() == Objective.LATENCY ? latencyMs(program) : periodMs(program);
  }

  private double latencyMs(Program program) {
    Trace trace = Simulator.simulate(program, problem.profile(), cluster, Load.SINGLE);
    return trace.requests().get(0).latencyMs();
  }

  /** Mean time between results in the second half of a stream. */
  private double periodMs(Program program) {
    Load load = new Load(STREAM_REQUESTS, STREAM_IN_FLIGHT);
    Trace trace = Simulator.simulate(program, problem.profile(), cluster, load);
    double[] ends =
        trace.requests().stream().mapToDouble(Trace.RequestRun::endMs).sorted().toArray();
    int half = ends.length / 2;
    return (ends[ends.length - 1] - ends[half - 1]) / (ends.length - half);
  }

  /**
   * What no placement can beat, ms: all devices share every layer's work in proportion to their
   * speed and nothing is ever sent. Holds for the latency and for the time between results.
   */
  public static double perfectMs(Problem problem) {
    double sum = 0;
    for (Layer layer : problem.network().layers()) {
      double rate = 0;
      for (String device : problem.cluster().deviceIds()) {
        rate += 1 / problem.profile().layerMs(device, layer.id());
      }
      sum += Double.isInfinite(rate) ? 0 : 1 / rate;
    }
    return sum;
  }
}
