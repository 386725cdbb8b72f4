package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Overrun;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Violation;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.LinkBudgets;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Design;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.PredictionRange;
import io.splitboard.solver.Problem;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.explain.NextMoves;
import io.splitboard.solver.simulated.QuickestCodecs;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What can be said without any device: predictions, advice, what is not legal, what may be asked.
 *
 * @param network what is to be placed
 * @param cluster where
 * @param profile what each layer costs on each device, and each link
 */
public record Planning(Network network, Cluster cluster, Profile profile) {

  private static final double MOVES_SECONDS = 20;

  /** What a partition would cost: one request alone, and many in flight. */
  public Prediction predict(Partition partition) {
    return Prediction.of(network, cluster, profile, partition);
  }

  /**
   * Where the figures of a prediction lie in nine of ten cases; empty where it is not known how far
   * the costs may be off, as with the catalogue's. Simulates many times.
   */
  public Optional<PredictionRange> range(Prediction prediction) {
    return PredictionRange.of(prediction.program(), cluster, profile);
  }

  /** Whether distributing is worth it: a partition against the best single device. */
  public Advice advice(Partition partition) {
    return Advice.of(network, cluster, profile, partition);
  }

  /**
   * A partition with the codec on each link that makes what it sends there arrive soonest, by what
   * was measured.
   */
  public Partition quickestCodecs(Partition partition) {
    return new QuickestCodecs(network, cluster, profile).of(partition);
  }

  /** The codecs that may be chosen for each link of a program, and what was measured of them. */
  public List<LinkCodecChoice> codecs(Program program) {
    return LinkCodecChoice.of(program, cluster, profile);
  }

  /** Time of so many bytes over an idle link by the profile, ms; empty if there is no such link. */
  public OptionalDouble linkMs(String from, String to, long bytes) {
    return profile.linksOf(cluster).stream()
        .filter(link -> link.from().equals(from) && link.to().equals(to))
        .mapToDouble(link -> link.transferMs(bytes))
        .findFirst();
  }

  /**
   * Refuses a design that cannot be deployed.
   *
   * @throws UserException that says why
   */
  public void requireLegal(Design design) {
    List<Violation> violations = violations(design);
    if (!violations.isEmpty()) {
      throw new UserException(violations.get(0).sentence());
    }
  }

  /** Why a design cannot be deployed; empty if it can. */
  public List<Violation> violations(Design design) {
    List<Violation> violations =
        Legality.check(network, cluster, design.constraints(), design.partition());
    if (!violations.isEmpty() || design.constraints().linkBudgets().isEmpty()) {
      return violations;
    }
    Program program = Compiler.compile(network, cluster, design.partition(), profile);
    return LinkBudgets.overruns(program, design.constraints()).stream()
        .map(Overrun::violation)
        .toList();
  }

  /** What single changes to a design would bring; for large networks those of some seconds. */
  public NextMoves nextMoves(Design design, Progress progress) {
    Problem problem = problem(design, SolveLimits.DEFAULT);
    return NextMoves.of(problem, design.partition(), MOVES_SECONDS, progress);
  }

  /** What a solver is asked when it is to find the partition of a design. */
  public Problem problem(Design design, SolveLimits limits) {
    return new Problem(network, cluster, profile, design.objective(), design.constraints(), limits);
  }
}
