package io.splitboard.app.study;

import io.splitboard.core.Progress;
import java.util.List;

/** Regenerates the tables and pictures of one method. Every value is computed at each run. */
public interface Study {

  /** What the command line calls it, for example {@code layers}. */
  String name();

  /** One line for people. */
  String title();

  /** Names of the sample projects that show the same in the window; may be empty. */
  List<String> samples();

  /**
   * Computes all figures. A figure that is off its reference is a result like any other; only what
   * keeps the study from running is thrown.
   *
   * @throws io.splitboard.core.UserException if it cannot run here
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  StudyResult run(Progress progress, StudyOptions options);
}
