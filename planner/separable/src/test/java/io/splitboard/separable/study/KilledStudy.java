package io.splitboard.separable.study;

import io.splitboard.core.Progress;
import io.splitboard.separable.policy.Candidate;
import java.nio.file.Path;

/** A study in a process of its own that dies without any clean-up, as by {@code kill -9}. */
public final class KilledStudy {

  /** What the process ends with when it dies as asked. */
  static final int DEAD = 137;

  private KilledStudy() {}

  /**
   * Goes on with the tiny study in a folder.
   *
   * @param arguments the folder, and the number of steps, epochs and judged policies after which to
   *     die
   */
  public static void main(String[] arguments) {
    Death death = new Death(Integer.parseInt(arguments[1]));
    SeparableStudy.run(SeparableStudyTest.tiny(1), Path.of(arguments[0]), death, death);
  }

  private static final class Death implements StudyListener, Progress {
    private int left;

    Death(int left) {
      this.left = left;
    }

    @Override
    public void epoch(String purpose, int epoch, double loss, double accuracy) {
      comeCloser();
    }

    @Override
    public void evaluated(Candidate candidate) {
      comeCloser();
    }

    @Override
    public void report(String step, double fraction) {
      comeCloser();
    }

    private void comeCloser() {
      left--;
      if (left == 0) {
        Runtime.getRuntime().halt(DEAD);
      }
    }
  }
}
