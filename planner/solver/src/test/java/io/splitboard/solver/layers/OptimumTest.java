package io.splitboard.solver.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Objective;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.Summary;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.simulated.Judge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The solver against brute force on 200 small random problems for each objective. */
class OptimumTest {

  private static final int PROBLEMS = 200;
  private static final double EXACT_MS = 1e-4;
  private static final double EXACT_JOULE = 1e-6;

  @Test
  void latencyIsThatOfBruteForce() {
    compare(Objective.LATENCY, 1000);
  }

  @Test
  void timeBetweenResultsIsThatOfBruteForce() {
    compare(Objective.THROUGHPUT, 5000);
  }

  @Test
  void energyIsThatOfBruteForce() {
    for (long seed = 20_000; seed < 20_000 + PROBLEMS / 2; seed++) {
      Problem problem = RandomProblems.powered(seed);
      double optimum = BruteForce.optimumJoule(problem);
      if (optimum == Double.POSITIVE_INFINITY) {
        assertThatThrownBy(() -> solve(problem)).isInstanceOf(UserException.class);
        continue;
      }
      Solution solution = solve(problem);
      assertThat(solution.status()).as("seed %d", seed).isEqualTo(Solution.Status.OPTIMAL);
      assertThat(solution.value()).as("seed %d", seed).isCloseTo(optimum, within(EXACT_JOULE));
      assertThat(solution.bound()).as("seed %d", seed).isCloseTo(optimum, within(EXACT_JOULE));
      if (problem.profile().device("d0").overheadMs().value() == 0) {
        assertThat(new Judge(problem).value(solution.partition()))
            .as("seed %d", seed)
            .isGreaterThan(solution.value() - EXACT_JOULE);
      }
    }
  }

  /** Where nothing waits for anything but its input, the simulator agrees to the last digit. */
  @Test
  void noAssignmentOfAChainNeedsLessEnergyInTheSimulation() {
    for (long seed = 0; seed < 25; seed++) {
      Problem problem = RandomProblems.chain(seed);
      Judge judge = new Judge(problem);
      double least = Double.POSITIVE_INFINITY;
      for (Partition partition : RandomProblems.assignments(problem)) {
        least = Math.min(least, judge.value(partition));
      }
      Solution solution = solve(problem);
      assertThat(solution.value()).as("seed %d", seed).isCloseTo(least, within(EXACT_JOULE));
      assertThat(judge.value(solution.partition()))
          .as("seed %d", seed)
          .isCloseTo(least, within(EXACT_JOULE));
    }
  }

  @Test
  void limitsAreThoseOfBruteForce() {
    int impossible = 0;
    for (long seed = 30_000; seed < 30_000 + PROBLEMS / 2; seed++) {
      Objective objective = seed % 2 == 0 ? Objective.LATENCY : Objective.THROUGHPUT;
      Problem problem = RandomProblems.limited(seed, objective);
      double optimumMs = BruteForce.optimumMs(problem);
      if (optimumMs == Double.POSITIVE_INFINITY) {
        impossible++;
        assertThatThrownBy(() -> solve(problem)).isInstanceOf(UserException.class);
        continue;
      }
      Solution solution = solve(problem);
      assertThat(solution.status()).as("seed %d", seed).isEqualTo(Solution.Status.OPTIMAL);
      assertThat(solution.value()).as("seed %d", seed).isCloseTo(optimumMs, within(EXACT_MS));
      assertThat(new Judge(problem).value(solution.partition())).as("seed %d", seed).isFinite();
    }
    assertThat(impossible).isBetween(1, PROBLEMS / 4);
  }

  @Test
  void relaxationsAreNeverAboveTheOptimum() {
    for (Objective objective : List.of(Objective.LATENCY, Objective.THROUGHPUT)) {
      for (long seed = 0; seed < PROBLEMS; seed++) {
        Problem problem = RandomProblems.problem(seed, objective);
        LayerGraph graph = new LayerGraph(problem);
        double boundMs = graph.ticks().ms(Relaxation.bound(graph, objective));
        assertThat(boundMs)
            .as("seed %d", seed)
            .isBetween(0.0, BruteForce.optimumMs(problem) + EXACT_MS);
      }
    }
  }

  private static void compare(Objective objective, long firstSeed) {
    int solved = 0;
    for (long seed = firstSeed; solved < PROBLEMS; seed++) {
      Problem problem = RandomProblems.problem(seed, objective);
      double optimumMs = BruteForce.optimumMs(problem);
      if (optimumMs == Double.POSITIVE_INFINITY) {
        assertThatThrownBy(() -> solve(problem)).isInstanceOf(UserException.class);
        continue;
      }
      Solution solution = solve(problem);
      assertThat(solution.status()).as("seed %d", seed).isEqualTo(Solution.Status.OPTIMAL);
      assertThat(solution.value()).as("seed %d", seed).isCloseTo(optimumMs, within(EXACT_MS));
      assertThat(solution.bound()).as("seed %d", seed).isCloseTo(optimumMs, within(EXACT_MS));
      assertThat(
              Legality.check(
                  problem.network(),
                  problem.cluster(),
                  problem.constraints(),
                  solution.partition()))
          .as("seed %d", seed)
          .isEmpty();
      compareWithSimulation(problem, solution, seed);
      solved++;
    }
  }

  /**
   * Without overheads the compiled program loads devices and links exactly as the solver says. Its
   * latency is never less; it may be more, since the simulator has no foresight.
   */
  private static void compareWithSimulation(Problem problem, Solution solution, long seed) {
    if (problem.profile().device("d0").overheadMs().value() > 0) {
      return;
    }
    Prediction prediction =
        Prediction.of(
            problem.network(), problem.cluster(), problem.profile(), solution.partition());
    if (problem.objective() == Objective.LATENCY) {
      assertThat(prediction.latency().latencyMeanMs())
          .as("seed %d", seed)
          .isGreaterThan(solution.value() - EXACT_MS);
    } else {
      assertThat(busiestMs(prediction.throughput(), problem.cluster().contention()))
          .as("seed %d", seed)
          .isCloseTo(solution.value(), within(EXACT_MS));
    }
  }

  private static double busiestMs(Summary summary, Contention contention) {
    Map<String, Double> lanes = new HashMap<>();
    summary.devices().forEach((id, use) -> lanes.put(id, use.busyMsPerRequest()));
    summary
        .links()
        .forEach(
            (id, use) -> {
              String[] ends = id.split("→");
              boolean ports = contention == Contention.PER_PORT;
              lanes.merge(ports ? "out" + ends[0] : id, use.busyMsPerRequest(), Double::sum);
              lanes.merge(ports ? "in" + ends[1] : id + "'", use.busyMsPerRequest(), Double::sum);
            });
    return lanes.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  private static Solution solve(Problem problem) {
    return new LayerAssignment().solve(problem, SolveListener.NONE, Progress.NONE);
  }
}
