package io.splitboard.app.study.separable;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.Progress;
import io.splitboard.separable.data.LabelledImages;
import io.splitboard.separable.data.ShapesOnGratings;
import io.splitboard.separable.export.GroupedOnnx;
import io.splitboard.separable.network.Architecture;
import io.splitboard.separable.network.Parameters;
import io.splitboard.separable.network.Statistics;
import io.splitboard.separable.policy.Policy;
import io.splitboard.separable.training.Evaluator;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An exported network runs as any other: piecewise in one process, and on virtual devices. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the virtual lab needs a POSIX shell")
@Timeout(300)
class ExportedNetworkTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"2,1111", "2,0010", "4,0000", "4,0101"})
  void movesTheBytesOfItsPolicyAndComputesTheSameBits(int groups, String digits) {
    Policy policy = Policy.parse(digits);
    Architecture architecture =
        Architecture.staged(groups, ShapesOnGratings.shape(), 2, 8, List.of(2, 2));
    LabelledImages images = ShapesOnGratings.draw(3, 60);
    Path model = folder.resolve("exported.onnx");
    export(architecture, policy, images, model);

    Path project = GroupProject.make(model, groups, folder.resolve("a-project"), Progress.NONE);
    long predicted = architecture.model().bytes(policy) + architecture.fixedBytes();
    ExportCheck check = ExportCheck.of(project, images, Progress.NONE);
    assertThat(check.bitExact()).isTrue();
    assertThat(check.compared()).isPositive();
    assertThat(check.accuracy()).isBetween(0.0, 1.0);
    assertThat(check.programBytes()).isEqualTo(predicted);

    LabTrial trial = LabTrial.run(project, Progress.NONE);
    assertThat(trial.bitExact()).isTrue();
    assertThat(trial.bytes()).isNotEmpty().containsOnly(predicted);
    assertThat(trial.latencyMs()).isPositive();
  }

  private static void export(
      Architecture architecture, Policy policy, LabelledImages images, Path file) {
    Parameters parameters = Parameters.random(architecture, 7);
    try (Evaluator evaluator = new Evaluator(architecture, parameters)) {
      Statistics statistics = evaluator.measure(policy, images);
      GroupedOnnx.write(GroupedOnnx.model(architecture, parameters, statistics, policy), file);
    }
  }
}
