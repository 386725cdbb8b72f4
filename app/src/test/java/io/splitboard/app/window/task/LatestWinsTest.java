package io.splitboard.app.window.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class LatestWinsTest {
  /** A runner that keeps everything until told to go on, so that the order is the test's. */
  private static final class Held implements TaskRunner {
    private final Deque<Runnable> background = new ArrayDeque<>();

    @Override
    public <T> RunningTask run(BackgroundTask<T> task) {
      throw new UnsupportedOperationException("not used here");
    }

    @Override
    public Executor window() {
      return Runnable::run;
    }

    @Override
    public Executor background() {
      return background::addLast;
    }

    void goOn() {
      while (!background.isEmpty()) {
        background.removeFirst().run();
      }
    }
  }

  private final Held runner = new Held();
  private final LatestWins<String> latest = new LatestWins<>("Testing", runner);
  private final List<String> computed = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();

  private void ask(String value) {
    latest.submit(
        () -> {
          computed.add(value);
          return value;
        },
        shown::add,
        sentence -> shown.add("failed: " + sentence));
  }

  @Test
  void aNewerRequestReplacesTheWaitingOne() {
    ask("a");
    ask("b");
    ask("c");
    runner.goOn();
    assertThat(computed).containsExactly("c");
    assertThat(shown).containsExactly("c");
  }

  @Test
  void aResultThatIsNoLongerWantedIsNotShown() {
    latest.submit(
        () -> {
          ask("newer");
          return "older";
        },
        shown::add,
        shown::add);
    runner.goOn();
    assertThat(shown).containsExactly("newer");
  }

  @Test
  void droppedRequestsNeitherRunNorShow() {
    ask("a");
    latest.drop();
    runner.goOn();
    assertThat(computed).isEmpty();
    ask("b");
    runner.goOn();
    assertThat(shown).containsExactly("b");
  }

  @Test
  void aFailureIsTold() {
    latest.submit(
        () -> {
          throw new IllegalStateException("no");
        },
        shown::add,
        sentence -> shown.add("failed"));
    runner.goOn();
    assertThat(shown).containsExactly("failed");
  }
}
