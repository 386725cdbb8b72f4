package io.splitboard.separable.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.separable.Tiny;
import io.splitboard.separable.network.Architecture;
import io.splitboard.separable.policy.Candidate;
import io.splitboard.separable.policy.Policy;
import io.splitboard.separable.policy.Resources;
import io.splitboard.separable.policy.SearchSettings;
import io.splitboard.separable.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeparableStudyTest {

  @TempDir private Path folder;

  @Test
  void aTinyStudyGoesAllTheWayAndTheSameWayAfterAStop() {
    Listening listening = new Listening();
    SeparableResult straight =
        SeparableStudy.run(tiny(1), folder.resolve("straight"), listening, Progress.NONE);
    assertThat(straight.chosen().bytes()).isLessThanOrEqualTo(straight.full().bytes() / 2);
    assertThat(straight.full().policy()).isEqualTo(Policy.full(4));
    assertThat(straight.none().bytes()).isZero();
    assertThat(straight.front()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(listening.evaluated).hasSameElementsAs(straight.judged());
    assertThat(listening.trained).contains("super-network", "policy 1111", "policy 0000");
    assertThat(straight.chosenModel()).isNotEmptyFile();
    assertThat(straight.bytesReduction()).isGreaterThanOrEqualTo(0.5);

    Path stopped = folder.resolve("stopped");
    Listening stopping = new Listening();
    Progress untilThirdPolicy =
        new Progress() {
          @Override
          public void report(String step, double fraction) {
            assertThat(fraction).isBetween(0.0, 1.0);
          }

          @Override
          public boolean cancelled() {
            return stopping.evaluated.size() >= 3;
          }
        };
    assertThatThrownBy(() -> SeparableStudy.run(tiny(1), stopped, stopping, untilThirdPolicy))
        .isInstanceOf(CancellationException.class);
    SeparableResult resumed =
        SeparableStudy.run(tiny(1), stopped, StudyListener.NONE, Progress.NONE);
    assertThat(resumed.front()).isEqualTo(straight.front());
    assertThat(resumed.chosen()).isEqualTo(straight.chosen());
    assertThat(resumed.full()).isEqualTo(straight.full());
    assertThatThrownBy(
            () -> SeparableStudy.run(tiny(2), stopped, StudyListener.NONE, Progress.NONE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("another");
  }

  /** Dies within an epoch, between two policies of the search and within the fine-tuning. */
  @Test
  void aKilledStudyGoesOnToTheSameEnd() throws IOException, InterruptedException {
    Path killed = folder.resolve("killed");
    List<Integer> deaths = new ArrayList<>();
    for (int steps : new int[] {3, 9, 20, 12}) {
      deaths.add(dieAfter(steps, killed));
    }
    assertThat(deaths).containsOnly(KilledStudy.DEAD);
    assertThat(killed.resolve("super-network.checkpoint")).exists();
    assertThat(killed.resolve("chosen.onnx")).doesNotExist();
    SeparableResult resumed =
        SeparableStudy.run(tiny(1), killed, StudyListener.NONE, Progress.NONE);
    SeparableResult straight =
        SeparableStudy.run(tiny(1), folder.resolve("unhurt"), StudyListener.NONE, Progress.NONE);
    assertThat(resumed.front()).isEqualTo(straight.front());
    assertThat(resumed.chosen()).isEqualTo(straight.chosen());
    assertThat(resumed.full()).isEqualTo(straight.full());
    assertThat(resumed.chosenModel()).hasSameBinaryContentAs(straight.chosenModel());
    assertThat(resumed.fullModel()).hasSameBinaryContentAs(straight.fullModel());
  }

  private static int dieAfter(int steps, Path folder) throws IOException, InterruptedException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledStudy.class.getName(),
            folder.toString(),
            Integer.toString(steps))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void theSampleSavesMostBytesAtAlmostNoLoss(int groups) {
    SeparableResult result =
        SeparableStudy.run(
            StudySettings.sample(groups, 1), folder, StudyListener.NONE, Progress.NONE);
    assertThat(result.testImages()).isGreaterThanOrEqualTo(5000);
    assertThat(result.bytesReduction()).isGreaterThanOrEqualTo(0.866);
    assertThat(result.accuracyLossPoints()).isLessThanOrEqualTo(1.0);
    assertThat(result.full().accuracy() - result.none().accuracy())
        .as("without any exchange more than a point is lost")
        .isGreaterThan(0.01);
  }

  static StudySettings tiny(long seed) {
    Architecture architecture = Tiny.architecture(2);
    return new StudySettings(
        architecture,
        192,
        64,
        64,
        64,
        new TrainingSettings(2, 32, 0.01, seed),
        new TrainingSettings(1, 32, 0.005, seed + 1),
        new SearchSettings(8, 3, 3, 0.2, seed),
        List.of(1.0),
        0.5,
        Resources.equal(2, 1, 100, 0.2),
        seed);
  }

  private static final class Listening implements StudyListener {
    private final List<String> trained = new ArrayList<>();
    private final List<Candidate> evaluated = new ArrayList<>();

    @Override
    public void epoch(String purpose, int epoch, double loss, double accuracy) {
      trained.add(purpose);
    }

    @Override
    public void evaluated(Candidate candidate) {
      evaluated.add(candidate);
    }
  }
}
