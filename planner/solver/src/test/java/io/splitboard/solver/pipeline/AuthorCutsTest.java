package io.splitboard.solver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Folders;
import io.splitboard.core.project.Objective;
import io.splitboard.core.zoo.Zoo;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The authors' eight-way cut of ResNet-50, exactly. */
class AuthorCutsTest {

  private static final Network RESNET = network("zoo:resnet50-v1");

  @Test
  void eightStagesDoWhatTheReferenceSays() {
    StagePlan plan = AuthorCuts.of(RESNET, nodes(8));
    assertThat(plan.stages().stream().map(stage -> Math.round(macs(stage) / 1e4)).toList())
        .containsExactly(78596L, 51380L, 43673L, 51380L, 43673L, 43673L, 51380L, 22041L);
    assertThat(plan.stages().stream().mapToLong(AuthorCutsTest::macs).sum())
        .isEqualTo(3_857_973_248L);
    List<Cut> cuts = Cuts.all(RESNET);
    assertThat(plan.stages().stream().map(stage -> cuts.get(stage.to()).bytes() / 4).toList())
        .containsExactly(
            802_816L, 401_408L, 401_408L, 200_704L, 200_704L, 200_704L, 100_352L, 1000L);
    assertThat(cuts.get(0).bytes()).isEqualTo(602_112);
  }

  @Test
  void presetsExistForFourSixAndEight() {
    for (int stages : AuthorCuts.stages()) {
      assertThat(AuthorCuts.of(RESNET, nodes(stages)).stages()).hasSize(stages);
    }
    assertThatThrownBy(() -> AuthorCuts.of(RESNET, nodes(5)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("[4, 6, 8]");
    assertThatThrownBy(() -> AuthorCuts.afterAdditions(RESNET, List.of(17), nodes(2)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("16 residual additions");
  }

  @Test
  void handCutsAreSolutionsThatNobodyProves() {
    Problem problem = problem(Constraints.NONE);
    Solution byHand =
        new HandCut(problem.cluster().deviceIds())
            .solve(problem, SolveListener.NONE, Progress.NONE);
    Solution best = new PipelineSolver().solve(problem, SolveListener.NONE, Progress.NONE);
    assertThat(StagePlan.of(RESNET, byHand.partition()).orElseThrow())
        .isEqualTo(AuthorCuts.of(RESNET, problem.cluster().deviceIds()));
    assertThat(byHand.status()).isEqualTo(Solution.Status.FEASIBLE);
    assertThat(best.status()).isEqualTo(Solution.Status.OPTIMAL);
    assertThat(best.value()).isLessThan(0.9 * byHand.value());
    assertThatThrownBy(
            () ->
                new HandCut(List.of("a", "b", "c", "d"))
                    .solve(problem, SolveListener.NONE, Progress.NONE))
        .hasMessageContaining("no device a");
  }

  @Test
  void noDeviceDoesMoreThanItsShare() {
    Map<String, Double> shares = new HashMap<>();
    problem(Constraints.NONE).cluster().deviceIds().forEach(id -> shares.put(id, 1.0));
    shares.put("d3", 0.02);
    shares.put("d5", 0.05);
    Problem problem = problem(new Constraints(Map.of(), Map.of(), Map.of(), shares, Map.of(), 6));
    Solution solution = new PipelineSolver().solve(problem, SolveListener.NONE, Progress.NONE);
    assertThat(solution.status()).isEqualTo(Solution.Status.OPTIMAL);
    assertThat(
            Legality.check(RESNET, problem.cluster(), problem.constraints(), solution.partition()))
        .isEmpty();
    assertThat(StagePlan.of(RESNET, solution.partition()).orElseThrow().stages())
        .hasSizeLessThanOrEqualTo(6);
  }

  private static Problem problem(Constraints constraints) {
    Cluster cluster = Clusters.mesh(8, 1000, 0.1, Contention.PER_PORT);
    return new Problem(
        RESNET,
        cluster,
        CatalogueProfile.of(RESNET, cluster),
        Objective.THROUGHPUT,
        constraints,
        Chains.EXACT);
  }

  @Test
  void everySingleCutIsAnArticulation() {
    List<Cut> cuts = Cuts.single(RESNET);
    assertThat(cuts.size()).isBetween(30, RESNET.layers().size());
    for (Cut cut : cuts) {
      for (Layer layer : RESNET.layers().subList(cut.position(), RESNET.layers().size())) {
        for (String read : layer.inputs()) {
          int made = RESNET.producer(read).map(Layer::index).orElse(-1);
          assertThat(made >= cut.position() || cut.tensors().contains(read)).isTrue();
        }
      }
    }
  }

  private static long macs(Stage stage) {
    return RESNET.layers().subList(stage.from(), stage.to()).stream()
        .mapToLong(layer -> layer.cost().macs())
        .sum();
  }

  private static List<String> nodes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "node-" + i).toList();
  }

  private static Network network(String reference) {
    return OnnxImporter.read(
        OnnxModel.open(Zoo.build(reference, Folders.cache(), Progress.NONE)),
        ImportOptions.DEFAULT);
  }
}
