package io.splitboard.app.study;

import java.nio.file.Path;

/**
 * How a study is run.
 *
 * @param folder where its report will be. A long study may keep its state there and go on from it
 * @param threads how many threads it may use
 * @param quick whether a small version is enough, which takes seconds: fewer figures, and none
 *     whose reference only the whole study can reach
 */
public record StudyOptions(Path folder, int threads, boolean quick) {

  /** Checks the number of threads. */
  public StudyOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("a study needs at least one thread");
    }
  }

  /** The whole study on all processors. */
  public static StudyOptions in(Path folder) {
    return new StudyOptions(folder, Runtime.getRuntime().availableProcessors(), false);
  }
}
