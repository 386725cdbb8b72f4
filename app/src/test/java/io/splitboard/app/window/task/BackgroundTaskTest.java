package io.splitboard.app.window.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BackgroundTaskTest {
  private final List<String> events = new ArrayList<>();

  private BackgroundTask<String> observed(BackgroundTask.Work<String> work) {
    return BackgroundTask.of("Counting", work)
        .onProgress((step, fraction) -> events.add(step + " " + fraction))
        .onSuccess(value -> events.add("success " + value))
        .onFailure(sentence -> events.add("failure " + sentence))
        .onCancelled(() -> events.add("cancelled"))
        .onFinished(() -> events.add("finished"));
  }

  @Test
  void tellsProgressThenResultThenEnd() {
    observed(
            progress -> {
              progress.report("half", 0.5);
              return "done";
            })
        .start(new SameThreadRunner());
    assertThat(events).containsExactly("half 0.5", "success done", "finished");
  }

  @Test
  void showsTheSentenceOfAUserException() {
    observed(
            progress -> {
              throw new UserException("The disk is full: free some space.");
            })
        .start(new SameThreadRunner());
    assertThat(events).containsExactly("failure The disk is full: free some space.", "finished");
  }

  @Test
  void namesTheTaskWhenSomethingUnexpectedHappens() {
    observed(
            progress -> {
              throw new IllegalStateException("odd\nsecond line");
            })
        .start(new SameThreadRunner());
    assertThat(events.get(0))
        .isEqualTo(
            "failure Counting failed unexpectedly (IllegalStateException: odd);"
                + " the log has the details.");
  }

  @Test
  void cancellationIsNeitherSuccessNorFailure() {
    observed(
            progress -> {
              throw new CancellationException("enough");
            })
        .start(new SameThreadRunner());
    assertThat(events).containsExactly("cancelled", "finished");
  }

  @Test
  void cancelInterruptsBlockingWorkAndTellsItOnce() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    AtomicReference<String> outcome = new AtomicReference<>();
    try (PooledRunner runner = new PooledRunner(Runnable::run)) {
      RunningTask running =
          BackgroundTask.of(
                  "Waiting",
                  progress -> {
                    started.countDown();
                    new CountDownLatch(1).await();
                    return "never";
                  })
              .onSuccess(outcome::set)
              .onCancelled(() -> outcome.set("cancelled"))
              .onFinished(ended::countDown)
              .start(runner);
      assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
      running.cancel();
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(running.done()).isTrue();
    }
    assertThat(outcome).hasValue("cancelled");
  }
}
