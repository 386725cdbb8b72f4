package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Folders;
import io.splitboard.core.project.Objective;
import io.splitboard.core.zoo.Zoo;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.rows.RowPartitions;
import io.splitboard.solver.rows.RowPlan;
import io.splitboard.solver.rows.RowsWithOverlap;
import io.splitboard.solver.rows.Segments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of layers that compute rows twice give the whole network's results. */
class FusedRowsTest {

  private static OpenModel model;

  @TempDir private Path folder;

  @BeforeAll
  static void readNetwork() {
    Path file =
        Zoo.build(
            "zoo:mobilenet-v1?width=0.25&resolution=128", Folders.cache(), (step, fraction) -> {});
    model = OpenModel.open(file, ImportOptions.DEFAULT, Progress.NONE);
  }

  private static Cluster cluster(List<String> kinds, double mbit, double delayMs) {
    List<Device> devices = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      devices.add(Catalogue.device(kinds.get(i), "d" + i, new Connection.Local()));
    }
    List<Link> links =
        devices.stream()
            .flatMap(
                from ->
                    devices.stream()
                        .filter(to -> to != from)
                        .map(to -> new Link(from.id(), to.id(), mbit, delayMs, Origin.CATALOGUE)))
            .toList();
    return new Cluster(devices, links, "d0", Contention.PER_PORT);
  }

  private static void equalsTheWhole(OpenModel opened, Cluster cluster, Partition partition) {
    try (PiecewiseCheck check =
        PiecewiseCheck.open(opened, cluster, partition, 5, false, Progress.NONE)) {
      PiecewiseCheck.Outcome outcome = check.random();
      assertThat(outcome.maxAbsOutput()).isPositive();
      assertThat(outcome.equal()).as(outcome.toString()).isTrue();
    }
  }

  @Test
  void blocksWithUnlikeSharesOverFourDevicesEqualTheWhole() {
    Cluster cluster = cluster(List.of("pi-4b", "pi-4b", "pi-4b", "pi-4b"), 100, 1);
    RowPartitions partitions = new RowPartitions(model.network(), Map.of());
    List<Integer> exchanges = partitions.exchanges();
    List<String> order = List.of("d1", "d0", "d2", "d0", "d3");
    RowPlan plan =
        new RowPlan(
            "d0",
            List.of(
                new RowPlan.Block(0, new Segments(order, List.of(.2, .4, .6, .8), "d0")),
                new RowPlan.Block(
                    exchanges.get(3), new Segments(order, List.of(.3, .35, .5, .7), "d0")),
                new RowPlan.Block(
                    exchanges.get(9), new Segments(order, List.of(.1, .5, .5, .9), "d0"))));
    equalsTheWhole(model, cluster, partitions.of(plan, 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void blocksOfGeneratedNetworksEqualTheWhole(long seed) throws Exception {
    OpenModel generated =
        OpenModel.open(GeneratedModel.write(seed, folder), ImportOptions.DEFAULT, Progress.NONE);
    RowPartitions partitions = new RowPartitions(generated.network(), Map.of());
    Segments thirds = Segments.around("d0", "d1", "d2", 0.3);
    List<Integer> some =
        partitions.exchanges().stream().filter(layer -> (layer + seed) % 3 == 0).toList();
    Cluster cluster = cluster(List.of("pi-4b", "pi-4b", "pi-4b"), 100, 1);
    equalsTheWhole(generated, cluster, partitions.of(RowPlan.uniform(thirds, some), 2));
  }

  @Test
  void theSolversPlanForUnequalDevicesOnALateLinkEqualsTheWhole() {
    Cluster cluster = cluster(List.of("pi-3b+", "pi-4b", "pi-3b+", "pi-4b"), 200, 1);
    Problem problem =
        new Problem(
            model.network(),
            cluster,
            CatalogueProfile.of(model.network(), cluster),
            Objective.LATENCY,
            Constraints.NONE,
            new SolveLimits(6, 1, 0));
    Solution solution = RowsWithOverlap.fusing().solve(problem, SolveListener.NONE, Progress.NONE);
    assertThat(solution.value()).isPositive();
    equalsTheWhole(model, cluster, solution.partition());
  }

  @Test
  void aBlockSendsNothingInsideItself() {
    RowPartitions partitions = new RowPartitions(model.network(), Map.of());
    Segments thirds = Segments.around("d0", "d1", "d2", 0.34);
    Partition fused = partitions.of(RowPlan.uniform(thirds, List.of()), 2);
    Partition unfused = partitions.of(thirds, 2);
    Cluster cluster = cluster(List.of("pi-4b", "pi-4b", "pi-4b"), 100, 1);
    assertThat(transfers(cluster, fused)).isLessThan(transfers(cluster, unfused) / 4);
  }

  private static long transfers(Cluster cluster, Partition partition) {
    return Stream.of(
            io.splitboard.core.program.Compiler.compile(model.network(), cluster, partition))
        .mapToLong(program -> program.transfers().size())
        .sum();
  }
}
