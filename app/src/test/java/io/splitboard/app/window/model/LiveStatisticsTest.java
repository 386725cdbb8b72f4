package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LiveStatisticsTest {
  private final LiveStatistics statistics = new LiveStatistics();

  @Test
  void quantilesAreOverTheRequestsSoFar() {
    for (int request = 1; request <= 100; request++) {
      statistics.completed(request, request * 1_000_000L);
    }
    LiveStatistics.Snapshot snapshot = statistics.snapshot();
    assertThat(snapshot.completed()).isEqualTo(100);
    assertThat(snapshot.latencyMs(0.5)).isEqualTo(50);
    assertThat(snapshot.latencyMs(0.99)).isEqualTo(99);
  }

  @Test
  void theRateComesFromTheTimesBetweenResults() {
    for (int request = 0; request < 11; request++) {
      statistics.completed(5, request * 250_000_000L);
    }
    assertThat(statistics.snapshot().perSecond()).isCloseTo(4, within(1e-9));
  }

  @Test
  void nothingIsKnownBeforeTheFirstResult() {
    assertThat(statistics.snapshot().latencyMs(0.5)).isNaN();
    assertThat(statistics.snapshot().perSecond()).isNaN();
  }

  @Test
  void oldLatenciesAreForgottenButCounted() {
    for (int request = 0; request < LiveStatistics.HISTORY + 10; request++) {
      statistics.completed(request, request);
    }
    LiveStatistics.Snapshot snapshot = statistics.snapshot();
    assertThat(snapshot.completed()).isEqualTo(LiveStatistics.HISTORY + 10L);
    assertThat(snapshot.latenciesMs()).hasSize(LiveStatistics.HISTORY).startsWith(10);
  }

  @Test
  void clearingBeginsAgain() {
    statistics.completed(5, 1);
    statistics.clear();
    assertThat(statistics.snapshot().completed()).isZero();
  }
}
