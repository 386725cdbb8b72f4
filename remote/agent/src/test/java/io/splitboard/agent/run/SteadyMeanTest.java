package io.splitboard.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SteadyMeanTest {

  private static final long STEP_NANOS = 50_000_000;

  private final SteadyMean times = new SteadyMean();
  private long nowNanos;

  @Test
  void equalTimesAreKnownAfterAMoment() {
    add(5, 4);
    assertThat(times.isSteady()).isFalse();
    add(5, 40);
    assertThat(times.isSteady()).isTrue();
  }

  /** Half a second of a quick computer, half a second of a slow one, and so on. */
  @Test
  void slowMomentsMustHaveComeOftenEnough() {
    for (int turn = 0; turn < 4; turn++) {
      add(turn % 2 == 0 ? 5 : 6, 10);
    }
    assertThat(times.isSteady()).isFalse();
    for (int turn = 0; turn < 100; turn++) {
      add(turn % 2 == 0 ? 5 : 6, 10);
    }
    assertThat(times.isSteady()).isTrue();
  }

  private void add(double time, int count) {
    for (int i = 0; i < count; i++) {
      nowNanos += STEP_NANOS;
      times.add(time, nowNanos);
    }
  }
}
