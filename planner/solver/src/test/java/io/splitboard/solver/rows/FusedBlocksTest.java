package io.splitboard.solver.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.Progress;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.project.Folders;
import io.splitboard.core.zoo.Zoo;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Blocks of layers that exchange once. */
class FusedBlocksTest {

  private static final Segments THIRD = Segments.around("host", "top", "bottom", 1.0 / 3);

  private static Network network;

  @BeforeAll
  static void readNetwork() {
    network =
        OnnxImporter.read(
            OnnxModel.open(
                Zoo.build(
                    "zoo:mobilenet-v1?width=1.0&resolution=224",
                    Folders.cache(),
                    (step, fraction) -> {})),
            ImportOptions.DEFAULT);
  }

  private static RowPartitions partitions() {
    return new RowPartitions(network, Map.of());
  }

  @Test
  void withABlockForEveryExchangeSharesAreThoseWithoutBlocks() {
    RowPartitions partitions = partitions();
    RowPlan plan = RowPlan.uniform(THIRD, partitions.exchanges());
    assertThat(partitions.of(plan, 2)).isEqualTo(partitions.of(THIRD, 2));
    assertThat(partitions.exchanges()).hasSize(14);
  }

  @Test
  void nothingIsExchangedInsideABlock() {
    RowPartitions partitions = partitions();
    int border = partitions.exchanges().get(5);
    RowPlan plan = RowPlan.uniform(THIRD, List.of(border));
    Program program = new HalpSetting(network, 7, 0, 108).compile(partitions.of(plan, 2));
    String before = network.layers().get(border).inputs().get(0);
    Set<String> sent =
        program.transfers().stream()
            .map(Transfer::fragment)
            .map(fragment -> fragment.tensor())
            .collect(Collectors.toSet());
    Set<String> blockEnds = Set.of(network.inputs().get(0), before);
    Set<String> inside = new java.util.HashSet<>(sent);
    inside.removeAll(blockEnds);
    // What is left goes to the host, which runs the layers that cannot be split.
    assertThat(sent).containsAll(blockEnds);
    assertThat(inside).hasSize(1);
    String gathered = inside.iterator().next();
    assertThat(network.consumers(gathered)).noneMatch(partitions::isSplit);
  }

  @Test
  void widerSharesReachAsFarAsTheBlockNeeds() {
    RowPartitions partitions = partitions();
    int border = partitions.exchanges().get(2);
    Partition fused = partitions.of(RowPlan.uniform(THIRD, List.of(border)), 2);
    Placement.Rows stem = (Placement.Rows) fused.of(network.layers().get(0).id());
    // Two 3×3 layers in the block: the stem's rows are wanted one farther on either side.
    assertThat(stem.shares())
        .containsExactly(
            new Placement.Share("top", 0, 38),
            new Placement.Share("host", 36, 76),
            new Placement.Share("bottom", 74, 112));
  }

  @Test
  void onASlowLinkWithDelayFusingWins() {
    HalpSetting setting = new HalpSetting(network, 2, 0.1, 40, 8);
    Problem problem = limited(setting.problem(), 8);
    Solution solution = RowsWithOverlap.fusing().solve(problem, SolveListener.NONE, Progress.NONE);
    double ms = setting.ms(setting.compile(solution.partition()));
    assertThat(ms).isLessThan(0.85 * setting.bestShareMs());
    assertThat(ms).isLessThan(setting.oneDeviceMs());
    assertThat(solution.value()).isEqualTo(ms);
  }

  @Test
  void fusingIsNeverWorseThanThePublishedMethod() {
    for (double mbit : new double[] {939, 55}) {
      HalpSetting setting = new HalpSetting(network, 4, 0.1, mbit);
      Problem problem = limited(setting.problem(), 30);
      double published =
          new RowsWithOverlap().solve(problem, SolveListener.NONE, Progress.NONE).value();
      double fusing =
          RowsWithOverlap.fusing().solve(problem, SolveListener.NONE, Progress.NONE).value();
      assertThat(fusing).isLessThanOrEqualTo(published);
    }
  }

  private static Problem limited(Problem problem, double seconds) {
    return problem.with(new SolveLimits(seconds, 1, 0));
  }
}
