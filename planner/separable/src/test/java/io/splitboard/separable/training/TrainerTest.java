package io.splitboard.separable.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.Progress;
import io.splitboard.separable.Tiny;
import io.splitboard.separable.data.LabelledImages;
import io.splitboard.separable.network.Architecture;
import io.splitboard.separable.network.Parameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  @TempDir private Path folder;

  private final Architecture architecture = Tiny.architecture(2);
  private final LabelledImages images = Tiny.images(160);
  private final TrainingSettings settings = new TrainingSettings(2, 32, 0.01, 9);

  @Test
  void aStoppedTrainingEndsWithTheWeightsOfOneThatWasNotStopped() {
    Parameters straight = train("straight", Progress.NONE);
    assertThatThrownBy(() -> train("stopped", new StopAfter(3)))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> train("stopped", new StopAfter(4)))
        .isInstanceOf(CancellationException.class);
    assertThat(folder.resolve("stopped")).exists();
    assertThat(train("stopped", Progress.NONE)).isEqualTo(straight);
    assertThat(straight).isNotEqualTo(Parameters.random(architecture, 1));
  }

  /** PyTorch's recording of gradients differs from thread to thread. */
  @Test
  void trainsOnAnyThreadAndTwiceAtOnce() throws Exception {
    Parameters here = train("here", Progress.NONE);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Parameters> first = threads.submit(() -> train("first", Progress.NONE));
      Future<Parameters> second = threads.submit(() -> train("second", Progress.NONE));
      assertThat(first.get()).isEqualTo(here);
      assertThat(second.get()).isEqualTo(here);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void lossFallsAndEveryEpochIsTold() {
    List<Double> losses = new ArrayList<>();
    new Trainer(
            architecture,
            images,
            new TrainingSettings(6, 32, 0.01, 9),
            (purpose, epoch, loss, accuracy) -> {
              losses.add(loss);
              assertThat(accuracy).isBetween(0.0, 1.0);
              assertThat(epoch).isEqualTo(losses.size());
            })
        .train(
            "told",
            Parameters.random(architecture, 1),
            PolicySampler.sandwich(architecture.points()),
            folder.resolve("told"),
            Progress.NONE);
    assertThat(losses).hasSize(6);
    assertThat(losses.get(5)).isLessThan(losses.get(0));
  }

  private Parameters train(String file, Progress progress) {
    return new Trainer(architecture, images, settings, TrainingListener.NONE)
        .train(
            "super-network",
            Parameters.random(architecture, 1),
            PolicySampler.sandwich(architecture.points()),
            folder.resolve(file),
            progress);
  }

  /** Cancels once so many steps have been reported. */
  private static final class StopAfter implements Progress {
    private int left;

    StopAfter(int steps) {
      left = steps;
    }

    @Override
    public void report(String step, double fraction) {
      left--;
    }

    @Override
    public boolean cancelled() {
      return left <= 0;
    }
  }
}
