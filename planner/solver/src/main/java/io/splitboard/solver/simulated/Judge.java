package io.splitboard.solver.simulated;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Limits;
import io.splitboard.core.partition.Overrun;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.LinkBudgets;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The value of a partition as the simulator sees its program: what a user would see, with every
 * wait in it. Each partition is judged once.
 */
public final class Judge {

  /** Placements in remembered partitions: some hundred megabytes. */
  private static final long REMEMBERED = 2_000_000;

  private final Problem problem;
  private final Cluster cluster;
  private final Predicate<Program> accepted;
  private final Map<Partition, Verdict> known = new HashMap<>();
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

  /** The objective; infinite for partitions that break a constraint or cannot be compiled. */
  public double value(Partition partition) {
    Verdict verdict = verdict(partition);
    return verdict.legal() ? verdict.value() : Double.POSITIVE_INFINITY;
  }

  /** The objective and, where limits are broken, by how much. */
  public Verdict verdict(Partition partition) {
    Verdict before = known.get(partition);
    if (before != null) {
      return before;
    }
    judged++;
    Verdict verdict = judge(partition);
    if ((known.size() + 1L) * problem.network().layers().size() < REMEMBERED) {
      known.put(partition, verdict);
    }
    return verdict;
  }

  /** How many partitions were compiled and run. */
  public long judged() {
    return judged;
  }

  private Verdict judge(Partition partition) {
    Optional<Program> program = compile(partition);
    if (program.isEmpty() || !accepted.test(program.get())) {
      return Verdict.IMPOSSIBLE;
    }
    double excess = excess(partition, program.get());
    Objective objective = problem.objective();
    boolean stream = objective == Objective.THROUGHPUT;
    Measures measures = Measures.of(program.get(), cluster, problem.profile(), stream);
    return new Verdict(excess, measures.of(objective), measures.second(objective));
  }

  /** Empty if placements are not legal or no links lead to a device that would need a fragment. */
  private Optional<Program> compile(Partition partition) {
    if (!Legality.checkPlacements(problem.network(), cluster, problem.constraints(), partition)
        .isEmpty()) {
      return Optional.empty();
    }
    try {
      Profile profile = problem.profile();
      return Optional.of(Compiler.compile(problem.network(), cluster, partition, profile));
    } catch (UserException e) {
      // Not a plan: what it needs cannot get there.
      return Optional.empty();
    }
  }

  private double excess(Partition partition, Program program) {
    double excess = 0;
    for (Overrun overrun :
        Limits.overruns(problem.network(), cluster, problem.constraints(), partition)) {
      excess += overrun.excess();
    }
    for (Overrun overrun : LinkBudgets.overruns(program, problem.constraints())) {
      excess += overrun.excess();
    }
    return excess;
  }

  /**
   * All figures of a partition; empty if it breaks a constraint or cannot be compiled.
   *
   * @param stream whether the time between results is wanted
   */
  public Optional<Measures> measures(Partition partition, boolean stream) {
    return compile(partition)
        .filter(accepted)
        .filter(program -> excess(partition, program) == 0)
        .map(program -> Measures.of(program, cluster, problem.profile(), stream));
  }

  /** What no placement can beat, in the unit of the problem's objective. */
  public static double bound(Problem problem) {
    return Bounds.of(problem);
  }

  /**
   * What no partition of whole layers can beat, ms: the devices share all work at will and nothing
   * is ever sent. Holds for the latency and for the time between results.
   */
  public static double wholeLayersMs(Problem problem) {
    return Bounds.wholeLayersMs(problem);
  }
}
