package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.Progress;
import io.splitboard.core.tensor.TensorData;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RequestFeedTest {

  private final List<Integer> asked = new ArrayList<>();

  @Test
  void handsOutTheNextRequestWhenOneIsComplete() throws Exception {
    RequestFeed feed = feed(3, 1, Progress.NONE);
    Iterator<Map<String, TensorData>> requests = feed.iterator();
    requests.next();

    CompletableFuture<?> second = CompletableFuture.runAsync(requests::next);
    assertThatThrownBy(() -> second.get(250, TimeUnit.MILLISECONDS))
        .as("the second request waits for the first")
        .isInstanceOf(TimeoutException.class);
    feed.completed();
    second.get(30, TimeUnit.SECONDS);

    assertThat(asked).containsExactly(0, 1);
  }

  @Test
  void handsOutAsManyAsMayBeInFlight() {
    Iterator<Map<String, TensorData>> requests = feed(3, 3, Progress.NONE).iterator();
    while (requests.hasNext()) {
      requests.next();
    }
    assertThat(asked).containsExactly(0, 1, 2);
  }

  @Test
  void aCancelledRunDoesNotWait() {
    AtomicBoolean cancelled = new AtomicBoolean();
    Progress progress =
        new Progress() {
          @Override
          public void report(String step, double fraction) {
            cancelled.set(!asked.isEmpty());
          }

          @Override
          public boolean cancelled() {
            return cancelled.get();
          }
        };
    Iterator<Map<String, TensorData>> requests = feed(3, 1, progress).iterator();
    requests.next();
    assertThatThrownBy(requests::next).isInstanceOf(CancellationException.class);
    assertThat(requests.hasNext()).isFalse();
  }

  private RequestFeed feed(int requests, int inFlight, Progress progress) {
    return new RequestFeed(
        index -> {
          asked.add(index);
          return Map.of();
        },
        requests,
        inFlight,
        progress);
  }
}
