package io.splitboard.app.study.separable;

import io.splitboard.core.Progress;
import io.splitboard.separable.study.SeparableResult;
import io.splitboard.separable.study.SeparableStudy;
import io.splitboard.separable.study.StudySettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Trains and searches for several numbers of devices, as many at a time as there are threads. One
 * training uses one thread, so that its result does not depend on how many there are.
 */
final class Trainings {

  private final Progress progress;
  private volatile boolean failed;

  private Trainings(Progress progress) {
    this.progress = progress;
  }

  /**
   * Runs all, or goes on with them.
   *
   * @param settings of each training
   * @param root each training keeps its files in {@link #folder}
   * @param threads most trainings at a time
   * @return in the order of the settings
   * @throws CancellationException if cancelled; the folders hold what is done
   */
  static List<SeparableResult> run(
      List<StudySettings> settings, Path root, int threads, Progress progress) {
    Trainings trainings = new Trainings(progress);
    ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, settings.size()));
    try {
      List<Future<SeparableResult>> futures = new ArrayList<>();
      for (StudySettings one : settings) {
        futures.add(executor.submit(() -> trainings.train(one, folder(root, one))));
      }
      return trainings.results(futures);
    } finally {
      executor.shutdown();
    }
  }

  /** The folder of one training's files. */
  static Path folder(Path root, StudySettings settings) {
    return root.resolve(settings.architecture().groups() + "-devices");
  }

  private SeparableResult train(StudySettings settings, Path folder) {
    int devices = settings.architecture().groups();
    LivePage live =
        new LivePage(folder.resolve("live.html"), "Separable network on " + devices + " devices");
    try {
      return SeparableStudy.run(settings, folder, live, new Steps(devices + " devices: "));
    } catch (RuntimeException e) {
      failed = true;
      throw e;
    }
  }

  /** Waits for all, also where one has failed, so that each has written its files. */
  private List<SeparableResult> results(List<Future<SeparableResult>> futures) {
    List<SeparableResult> results = new ArrayList<>();
    RuntimeException problem = null;
    for (Future<SeparableResult> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        problem = worse(problem, e.getCause());
      } catch (InterruptedException e) {
        failed = true;
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      }
    }
    if (problem != null) {
      throw problem;
    }
    return results;
  }

  /** That one stopped because another had failed is not what the user should hear. */
  private static RuntimeException worse(RuntimeException known, Throwable cause) {
    if (known != null && !(known instanceof CancellationException)) {
      return known;
    }
    return cause instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException("the training ended with an error", cause);
  }

  /** Passes on each new step, and each tenth of it, since another training reports in between. */
  private final class Steps implements Progress {
    private final String prefix;
    private String last = "";
    private int tenth;

    Steps(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public void report(String step, double fraction) {
      int now = (int) (10 * fraction);
      if (step.equals(last) && now == tenth) {
        return;
      }
      last = step;
      tenth = now;
      progress.report(prefix + step, fraction);
    }

    @Override
    public boolean cancelled() {
      return failed || progress.cancelled();
    }
  }
}
