package io.splitboard.solver.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.fixture.GraphBuilder;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.SyntheticNetworks;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LayerAssignmentTest {

  private static final SolveLimits LIMITS = new SolveLimits(10, 2, 1e-3);

  private static Network chain(int layers, long seed) {
    Random random = new Random(seed);
    GraphBuilder builder = new GraphBuilder().input("x", 150_000);
    String last = "x";
    for (int i = 0; i < layers; i++) {
      builder.weighted("l" + i, 1000 + random.nextInt(400_000), 100_000, last);
      last = "l" + i;
    }
    return builder.build(last);
  }

  private static Problem problem(
      Network network, Cluster cluster, double overheadMs, Objective objective) {
    double[] speed = {1, 0.4, 2.5, 1.3};
    Random random = new Random(7);
    double[] work =
        network.layers().stream().mapToDouble(l -> 1 + 30 * random.nextDouble()).toArray();
    Profile profile =
        Clusters.profile(
            network,
            cluster,
            overheadMs,
            (layer, device) -> work[layer.index()] / speed[device.charAt(1) - '0']);
    return new Problem(network, cluster, profile, objective, Constraints.NONE, LIMITS);
  }

  private static Problem with(Problem problem, Constraints constraints) {
    return new Problem(
        problem.network(),
        problem.cluster(),
        problem.profile(),
        problem.objective(),
        constraints,
        problem.limits());
  }

  private static Solution solve(Problem problem) {
    return new LayerAssignment().solve(problem, SolveListener.NONE, Progress.NONE);
  }

  private static Prediction predict(Problem problem, Solution solution) {
    return Prediction.of(
        problem.network(), problem.cluster(), problem.profile(), solution.partition());
  }

  @Test
  void longChainIsProvedAndItsSimulationTakesExactlyAsLong() {
    Cluster cluster = Clusters.mesh(4, 300, 1, Contention.PER_PORT);
    for (double overheadMs : new double[] {0, 0.7}) {
      Problem problem = problem(chain(90, 3), cluster, overheadMs, Objective.LATENCY);
      Solution solution = solve(problem);
      assertThat(solution.status()).isEqualTo(Solution.Status.OPTIMAL);
      assertThat(predict(problem, solution).latency().latencyMeanMs())
          .isCloseTo(solution.value(), within(1e-3));
    }
  }

  @Test
  void throughputOfAChainIsThatOfItsBusiestDeviceOrPort() {
    Cluster cluster = Clusters.mesh(3, 300, 1, Contention.PER_PORT);
    Problem problem = problem(chain(30, 5), cluster, 0, Objective.THROUGHPUT);
    Solution solution = solve(problem);
    assertThat(solution.gap()).isLessThan(0.02);
    Prediction prediction = predict(problem, solution);
    double busiestMs =
        prediction.throughput().devices().values().stream()
            .mapToDouble(use -> use.busyMsPerRequest())
            .max()
            .orElseThrow();
    assertThat(busiestMs).isLessThanOrEqualTo(solution.value() + 1e-3);
    assertThat(1000 / prediction.throughput().throughputPerSecond())
        .isBetween(0.97 * solution.value(), 1.10 * solution.value());
  }

  @Test
  void ofEquallyGoodPipelinesTheOneThatSendsLeastIsTaken() {
    GraphBuilder builder = new GraphBuilder().input("x", 1000);
    String last = "x";
    for (int i = 0; i < 12; i++) {
      builder.layer("l" + i, 1000, last);
      last = "l" + i;
    }
    Network network = builder.build(last);
    Cluster cluster = Clusters.mesh(3, 8, 0.1, Contention.PER_PORT);
    Profile profile = Clusters.profile(network, cluster, 0, (layer, device) -> 5);
    Problem problem =
        new Problem(network, cluster, profile, Objective.THROUGHPUT, Constraints.NONE, LIMITS);
    Solution solution = solve(problem);
    assertThat(solution.value()).isCloseTo(20, within(1e-3));
    Prediction prediction = predict(problem, solution);
    assertThat(prediction.program().transfers()).hasSize(3);
    assertThat(1000 / prediction.throughput().throughputPerSecond()).isCloseTo(20, within(1e-3));
  }

  @Test
  void pinsAndExclusionsAreKept() {
    Cluster cluster = Clusters.mesh(3, 300, 1, Contention.PER_LINK);
    Constraints constraints =
        new Constraints(Map.of("l4", "d1"), Map.of("l9", Set.of("d0", "d2")), Map.of());
    Problem problem = with(problem(chain(12, 1), cluster, 0, Objective.LATENCY), constraints);
    Solution solution = solve(problem);
    assertThat(solution.partition().of("l4")).isEqualTo(new Placement.Whole("d1"));
    assertThat(solution.partition().of("l9")).isEqualTo(new Placement.Whole("d1"));
  }

  @Test
  void whatCannotBeSaysWhy() {
    Cluster cluster = Clusters.mesh(2, 300, 1, Contention.PER_LINK);
    Problem problem = problem(chain(6, 1), cluster, 0, Objective.LATENCY);
    Constraints contradiction =
        new Constraints(Map.of("l2", "d1"), Map.of("l2", Set.of("d1")), Map.of());
    assertThatThrownBy(() -> solve(with(problem, contradiction)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Layer l2")
        .hasMessageContaining("d1");
    Constraints tight = new Constraints(Map.of(), Map.of(), Map.of("d0", 10L, "d1", 10L));
    assertThatThrownBy(() -> solve(with(problem, tight)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("memory");
    Cluster oneWay = Clusters.linked(2, 300, 1, "d0>d1");
    Constraints stranded = new Constraints(Map.of("l2", "d1"), Map.of(), Map.of());
    assertThatThrownBy(
            () -> solve(with(problem(chain(6, 1), oneWay, 0, Objective.THROUGHPUT), stranded)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("missing links");
  }

  @Test
  void memoryLimitsSpreadTheWeights() {
    Cluster cluster = Clusters.mesh(2, 3, 1, Contention.PER_LINK);
    Network network = chain(8, 2);
    Map<String, Long> half = new HashMap<>();
    cluster.deviceIds().forEach(id -> half.put(id, 4 * 100_000L + 900_000));
    Problem problem = problem(network, cluster, 0, Objective.LATENCY);
    Solution free = solve(problem);
    Solution limited = solve(with(problem, new Constraints(Map.of(), Map.of(), half)));
    assertThat(limited.value()).isGreaterThanOrEqualTo(free.value());
    assertThat(
            io.splitboard.core.partition.Legality.memoryBytes(network, limited.partition())
                .values())
        .allMatch(bytes -> bytes <= 1_300_000);
  }

  @Test
  void everyImprovementIsToldAndTheFirstComesBeforeTheSearch() {
    Network network = SyntheticNetworks.layered(40, 9);
    Cluster cluster = Clusters.mesh(3, 900, 0.2, Contention.PER_PORT);
    Problem problem =
        new Problem(
            network,
            cluster,
            CatalogueProfile.of(network, cluster),
            Objective.THROUGHPUT,
            Constraints.NONE,
            new SolveLimits(5, 2, 1e-3));
    List<Double> values = new CopyOnWriteArrayList<>();
    List<Double> bounds = new CopyOnWriteArrayList<>();
    Solution solution =
        new LayerAssignment()
            .solve(
                problem,
                (incumbent, valueMs, boundMs, seconds) -> {
                  if (incumbent != null) {
                    values.add(valueMs);
                  }
                  bounds.add(boundMs);
                },
                Progress.NONE);
    assertThat(values).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(bounds).isSorted();
    double last = values.get(values.size() - 1);
    assertThat(solution.value()).isBetween(last, last * (1 + problem.limits().gap()));
    assertThat(solution.bound()).isLessThanOrEqualTo(solution.value()).isPositive();
  }

  @Test
  void cancelledSearchReturnsWhatItHas() {
    Network network = SyntheticNetworks.layered(150, 4);
    Cluster cluster = Clusters.mesh(4, 900, 0.2, Contention.PER_PORT);
    Problem problem =
        new Problem(
            network,
            cluster,
            CatalogueProfile.of(network, cluster),
            Objective.LATENCY,
            Constraints.NONE,
            new SolveLimits(600, 2, 0));
    AtomicBoolean stop = new AtomicBoolean();
    Progress progress =
        new Progress() {
          @Override
          public void report(String step, double fraction) {
            stop.set(step.startsWith("Searching"));
          }

          @Override
          public boolean cancelled() {
            return stop.get();
          }
        };
    Solution solution = new LayerAssignment().solve(problem, SolveListener.NONE, progress);
    assertThat(solution.status()).isEqualTo(Solution.Status.FEASIBLE);
    assertThat(solution.partition().placements()).hasSize(150);
    assertThat(solution.seconds()).isLessThan(300);
  }

  @Test
  void listenerThatFailsEndsTheSearch() {
    Problem problem =
        problem(
            chain(20, 1), Clusters.mesh(2, 300, 1, Contention.PER_LINK), 0, Objective.THROUGHPUT);
    List<String> told = new ArrayList<>();
    assertThatThrownBy(
            () ->
                new LayerAssignment()
                    .solve(
                        problem,
                        (incumbent, valueMs, boundMs, seconds) -> {
                          told.add("once");
                          throw new IllegalStateException("closed");
                        },
                        Progress.NONE))
        .hasMessage("closed");
    assertThat(told).isNotEmpty();
  }
}
