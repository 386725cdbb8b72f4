package io.splitboard.solver.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Folders;
import io.splitboard.core.project.Objective;
import io.splitboard.core.zoo.Zoo;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import io.splitboard.solver.channels.ChannelSplit;
import io.splitboard.solver.layers.LayerAssignment;
import io.splitboard.solver.pipeline.AuthorCuts;
import io.splitboard.solver.rows.RowsWithOverlap;
import io.splitboard.solver.simulated.Judge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mixed placements against each method alone. */
class HybridSearchTest {

  private static final List<Device> UNEQUAL =
      List.of(device("pi-5", "fast"), device("pi-4b", "middle"), device("pi-3b+", "slow"));

  /**
   * VGG-16 over three unequal devices, the slowest of them on Wi-Fi. The gap ends the search when
   * the result is within 19 % of what no placement can beat, so that a busy machine only takes
   * longer.
   */
  @Test
  void beatsEveryMethodByATenthOnVgg16() {
    Problem problem = problem("zoo:vgg16", Constraints.NONE, new SolveLimits(120, 2, 0.19));
    Judge judge = new Judge(problem);
    double bestMs = Double.POSITIVE_INFINITY;
    for (Partition partition : ofMethods(problem)) {
      bestMs = Math.min(bestMs, judge.value(partition));
    }
    Solution hybrid = new HybridSearch().solve(problem, SolveListener.NONE, (step, done) -> {});
    assertThat(judge.value(hybrid.partition())).isEqualTo(hybrid.value());
    assertThat(hybrid.value()).isLessThan(0.9 * bestMs);
    assertThat(hybrid.bound()).isPositive().isLessThanOrEqualTo(hybrid.value());
  }

  /**
   * ResNet-50 over eight equal devices, against the cut of DEFER's authors. The gap ends the search
   * when it is within 20 % of what no placement can beat.
   */
  @Test
  @Tag("long")
  void streamsATenthFasterThanTheAuthorsCutOfResNet50() {
    Network network = network("zoo:resnet50-v1");
    List<Device> devices = IntStream.range(0, 8).mapToObj(i -> device("pi-4b", "pi-" + i)).toList();
    Cluster cluster =
        new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "pi-0", Contention.PER_PORT);
    Problem problem =
        new Problem(
            network,
            cluster,
            CatalogueProfile.of(network, cluster),
            Objective.THROUGHPUT,
            Constraints.NONE,
            new SolveLimits(60, 2, 0.2));
    double authorsMs =
        new Judge(problem).value(AuthorCuts.of(network, cluster.deviceIds()).partition(network));
    Solution hybrid = new HybridSearch().solve(problem, SolveListener.NONE, (step, done) -> {});
    assertThat(authorsMs / hybrid.value()).isGreaterThan(1.1);
  }

  @Test
  void isNeverWorseThanAnyMethodAndKeepsPins() {
    Network network = network("zoo:mobilenet-v1?width=0.25&resolution=128");
    String pinned = network.layers().get(3).id();
    Constraints constraints = new Constraints(Map.of(pinned, "slow"), Map.of(), Map.of());
    Problem problem =
        problem(
            "zoo:mobilenet-v1?width=0.25&resolution=128", constraints, new SolveLimits(6, 2, 0));
    Solution hybrid = new HybridSearch().solve(problem, SolveListener.NONE, (step, done) -> {});
    Judge judge = new Judge(problem);
    for (Partition partition : ofMethods(problem)) {
      assertThat(hybrid.value()).isLessThanOrEqualTo(judge.value(partition));
    }
    assertThat(hybrid.partition().of(pinned)).isEqualTo(new Placement.Whole("slow"));
  }

  private static List<Partition> ofMethods(Problem problem) {
    List<Partition> partitions = new ArrayList<>();
    for (Solver method :
        List.of(new LayerAssignment(), new RowsWithOverlap(), new ChannelSplit())) {
      Problem brief =
          new Problem(
              problem.network(),
              problem.cluster(),
              problem.profile(),
              problem.objective(),
              problem.constraints(),
              new SolveLimits(5, 2, 0));
      partitions.add(method.solve(brief, SolveListener.NONE, (step, done) -> {}).partition());
    }
    problem
        .cluster()
        .deviceIds()
        .forEach(id -> partitions.add(Partition.onOneDevice(problem.network(), id)));
    return partitions;
  }

  private static Problem problem(String reference, Constraints constraints, SolveLimits limits) {
    Network network = network(reference);
    List<Link> links = new ArrayList<>();
    for (Device from : UNEQUAL) {
      for (Device to : UNEQUAL) {
        if (!from.id().equals(to.id())) {
          boolean wifi = from.id().equals("slow") || to.id().equals("slow");
          links.add(
              new Link(
                  from.id(), to.id(), wifi ? 24.5 : 939, wifi ? 1.25 : 0.125, Origin.CATALOGUE));
        }
      }
    }
    Cluster cluster = new Cluster(UNEQUAL, links, "middle", Contention.PER_PORT);
    return new Problem(
        network,
        cluster,
        CatalogueProfile.of(network, cluster),
        Objective.LATENCY,
        constraints,
        limits);
  }

  private static Network network(String reference) {
    return OnnxImporter.read(
        OnnxModel.open(Zoo.build(reference, Folders.cache(), (step, done) -> {})),
        ImportOptions.DEFAULT);
  }

  private static Device device(String model, String id) {
    return Catalogue.device(model, id, new Connection.Local());
  }
}
