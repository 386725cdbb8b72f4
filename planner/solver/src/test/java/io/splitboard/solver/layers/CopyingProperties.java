package io.splitboard.solver.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.network.Layer;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.simulated.Judge;
import io.splitboard.solver.simulated.Simulated;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Devices that take time for what they copy between engine and network. */
class CopyingProperties {

  /** For chains the program's own value is that of the simulation, of which it is the optimum. */
  @Property(tries = 40)
  void aChainCostsWhatTheSimulationSays(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed, @ForAll boolean energy) {
    Objective objective = energy ? Objective.ENERGY : Objective.LATENCY;
    Problem problem = copying(RandomProblems.chain(seed).with(objective), seed, true);
    Solution solution = solve(new LayerAssignment(), problem);
    Judge judge = new Judge(problem);
    assertThat(judge.value(solution.partition())).isCloseTo(solution.value(), within(1e-4));
    assertThat(solution.value()).isCloseTo(optimum(problem, judge), within(1e-4));
    assertThat(solution.status()).isEqualTo(Solution.Status.OPTIMAL);
  }

  /** For any network nothing is counted that a program does not copy, so the bound is one. */
  @Property(tries = 40)
  void noPartitionIsSimulatedBetterThanTheBound(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed, @ForAll boolean stream) {
    Objective objective = stream ? Objective.THROUGHPUT : Objective.LATENCY;
    Problem problem =
        copying(
            RandomProblems.problem(seed, objective)
                .with(new Constraints(Map.of(), Map.of(), Map.of())),
            seed,
            false);
    Judge judge = new Judge(problem);
    Solution solution = solve(new Simulated(new LayerAssignment()), problem);
    double optimum = optimum(problem, judge);
    assertThat(solution.value()).isEqualTo(judge.value(solution.partition()));
    assertThat(solution.bound()).isLessThanOrEqualTo(optimum * (1 + 1e-3) + 1e-6);
    assertThat(optimum).isLessThanOrEqualTo(solution.value() + 1e-9);
    if (solution.status() == Solution.Status.OPTIMAL) {
      assertThat(solution.value()).isLessThanOrEqualTo(optimum * (1 + 3e-3) + 1e-6);
    }
  }

  private static Problem copying(Problem problem, long seed, boolean overhead) {
    Random random = new Random(seed);
    Map<String, DeviceProfile> devices = new HashMap<>();
    problem
        .profile()
        .devices()
        .forEach(
            (id, costs) ->
                devices.put(
                    id,
                    new DeviceProfile(
                        overhead ? costs.overheadMs() : new Figure(0, Origin.CATALOGUE),
                        // Tensors have some thousand bytes: this is up to some ms each.
                        new Figure(random.nextInt(1000), Origin.CATALOGUE),
                        costs.perPieceMs(),
                        costs.layerMs(),
                        costs.bundleMs())));
    Profile old = problem.profile();
    return problem.with(problem.cluster(), new Profile(devices, old.links()));
  }

  /** Of all partitions of whole layers the best by simulation. */
  private static double optimum(Problem problem, Judge judge) {
    return optimum(problem, judge, Partition.onOneDevice(problem.network(), "d0"), 0);
  }

  private static double optimum(Problem problem, Judge judge, Partition at, int layer) {
    List<Layer> layers = problem.network().layers();
    if (layer == layers.size()) {
      return judge.value(at);
    }
    double best = Double.POSITIVE_INFINITY;
    for (String device : problem.cluster().deviceIds()) {
      Partition moved = at.move(List.of(layers.get(layer).id()), device);
      best = Math.min(best, optimum(problem, judge, moved, layer + 1));
    }
    return best;
  }

  private static Solution solve(io.splitboard.solver.Solver solver, Problem problem) {
    return solver.solve(problem, SolveListener.NONE, Progress.NONE);
  }
}
