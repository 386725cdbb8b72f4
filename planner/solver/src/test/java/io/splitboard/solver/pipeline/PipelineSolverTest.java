package io.splitboard.solver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.SyntheticNetworks;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PipelineSolverTest {

  @Test
  void provesManyUnlikeDevices() {
    Solution solution = solve(problem(60, 10, Contention.PER_PORT, 60));
    assertThat(solution.status()).isEqualTo(Solution.Status.OPTIMAL);
    assertThat(solution.gap()).isLessThan(1e-6);
  }

  /** Ended at the first real chain, so that a busy computer only takes longer. */
  @Test
  void findsChainsOfLargeNetworksOnManyUnlikeDevices() {
    Problem problem = problem(1500, 16, Contention.PER_LINK, 300);
    AtomicBoolean enough = new AtomicBoolean();
    SolveListener listener =
        (incumbent, valueMs, boundMs, seconds) ->
            enough.compareAndSet(false, incumbent != null && stages(problem, incumbent) > 1);
    Solution solution = new PipelineSolver().solve(problem, listener, until(enough));
    assertThat(solution.bound()).isPositive().isLessThanOrEqualTo(solution.value());
    assertThat(stages(problem, solution.partition())).isGreaterThan(1);
    assertThat(
            Legality.check(
                problem.network(), problem.cluster(), Constraints.NONE, solution.partition()))
        .isEmpty();
  }

  private static int stages(Problem problem, Partition partition) {
    return StagePlan.of(problem.network(), partition).orElseThrow().stages().size();
  }

  private static Progress until(AtomicBoolean enough) {
    return new Progress() {
      @Override
      public void report(String step, double fraction) {}

      @Override
      public boolean cancelled() {
        return enough.get();
      }
    };
  }

  @Test
  void tellsBetterChainsAndBoundsAsTheyClose() {
    double[] last = {Double.POSITIVE_INFINITY, 0};
    Problem problem = problem(40, 4, Contention.PER_LINK, 60);
    SolveListener listener =
        (incumbent, valueMs, boundMs, seconds) -> {
          assertThat(valueMs).isLessThanOrEqualTo(last[0] * (1 + 1e-6));
          assertThat(boundMs).isGreaterThanOrEqualTo(last[1]);
          last[0] = valueMs;
          last[1] = boundMs;
        };
    Solution solution = new PipelineSolver().solve(problem, listener, Progress.NONE);
    assertThat(solution.value()).isEqualTo(last[0]);
  }

  @Test
  void returnsTheBestThatItHasWhenCancelled() {
    Progress cancelled = until(new AtomicBoolean(true));
    Problem problem = problem(20, 3, Contention.PER_LINK, 60);
    Solution solution = new PipelineSolver().solve(problem, SolveListener.NONE, cancelled);
    assertThat(StagePlan.of(problem.network(), solution.partition()).orElseThrow().stages())
        .hasSize(1);
    assertThat(solution.status()).isEqualTo(Solution.Status.FEASIBLE);
  }

  @Test
  void saysWhatItCannotDo() {
    Problem problem = problem(20, 3, Contention.PER_LINK, 60);
    Problem latency =
        new Problem(
            problem.network(),
            problem.cluster(),
            problem.profile(),
            Objective.LATENCY,
            Constraints.NONE,
            problem.limits());
    assertThatThrownBy(() -> solve(latency))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("throughput");
    Map<String, Long> memory = new HashMap<>();
    problem.cluster().deviceIds().forEach(id -> memory.put(id, 1000L));
    Problem tight =
        new Problem(
            problem.network(),
            problem.cluster(),
            problem.profile(),
            Objective.THROUGHPUT,
            new Constraints(Map.of(), Map.of(), memory),
            problem.limits());
    assertThatThrownBy(() -> solve(tight))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("memory");
  }

  private static Solution solve(Problem problem) {
    return new PipelineSolver().solve(problem, SolveListener.NONE, Progress.NONE);
  }

  /** A branching network on devices that all differ in speed. */
  private static Problem problem(int layers, int devices, Contention contention, double seconds) {
    Network network = SyntheticNetworks.layered(layers, 1);
    Cluster cluster = Clusters.mesh(devices, 900, 0.1, contention);
    Profile profile =
        Clusters.profile(
            network,
            cluster,
            0.1,
            (layer, device) ->
                layer.cost().macs() / 1e7 / (1 + 0.1 * Integer.parseInt(device.substring(1))));
    return new Problem(
        network,
        cluster,
        profile,
        Objective.THROUGHPUT,
        Constraints.NONE,
        new SolveLimits(seconds, 1, 0));
  }
}
