package io.splitboard.app.study.separable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.separable.data.ShapesOnGratings;
import io.splitboard.separable.network.Architecture;
import io.splitboard.separable.policy.Resources;
import io.splitboard.separable.policy.SearchSettings;
import io.splitboard.separable.study.SeparableResult;
import io.splitboard.separable.study.StudySettings;
import io.splitboard.separable.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class TrainingsTest {

  @TempDir private Path folder;

  @Test
  void twoAtATimeFindWhatOneAfterAnotherFinds() {
    List<StudySettings> settings = List.of(tiny(2), tiny(4));
    List<SeparableResult> together =
        Trainings.run(settings, folder.resolve("together"), 2, Progress.NONE);
    List<SeparableResult> inTurn =
        Trainings.run(settings, folder.resolve("in-turn"), 1, Progress.NONE);
    assertThat(together).extracting(SeparableResult::groups).containsExactly(2, 4);
    for (int i = 0; i < settings.size(); i++) {
      assertThat(together.get(i).front()).isEqualTo(inTurn.get(i).front());
      assertThat(together.get(i).chosenModel()).hasSameBinaryContentAs(inTurn.get(i).chosenModel());
    }
    assertThat(Trainings.folder(folder.resolve("together"), settings.get(0)).resolve("live.html"))
        .content()
        .contains("2 devices", "<svg");
  }

  @Test
  void oneThatFailsStopsTheOtherAndIsToldOf() throws IOException {
    List<StudySettings> settings = List.of(tiny(2), tiny(4));
    Path broken = Trainings.folder(folder, settings.get(1)).resolve("super-network.checkpoint");
    Files.createDirectories(broken.getParent());
    Files.writeString(broken, "no checkpoint");
    assertThatThrownBy(() -> Trainings.run(settings, folder, 2, Progress.NONE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("damaged");
  }

  private static StudySettings tiny(int groups) {
    return new StudySettings(
        Architecture.staged(groups, ShapesOnGratings.shape(), 2, 8, List.of(1, 1)),
        128,
        32,
        32,
        32,
        new TrainingSettings(2, 32, 0.01, 3),
        new TrainingSettings(1, 32, 0.005, 4),
        new SearchSettings(4, 2, 2, 0.2, 3),
        List.of(1.0),
        0.5,
        Resources.equal(groups, 1, 100, 0.2),
        3);
  }
}
