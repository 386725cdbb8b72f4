package io.splitboard.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What counts as the work of a virtual device. */
class DeviceSpeedTest {

  private final DeviceSpeed speed = new DeviceSpeed(4, 1);

  @Test
  void disturbanceIsNotWork() {
    speed.remember("task", 1_000_000);
    assertThat(speed.work("task", 1_400_000)).isEqualTo(1_000_000);
  }

  @Test
  void learningWhileDisturbedIsMendedByLaterRuns() {
    speed.remember("task", 1_700_000);
    assertThat(speed.work("task", 1_000_000)).isEqualTo(1_000_000);
    assertThat(speed.work("task", 1_700_000)).isEqualTo(1_000_000);
  }

  @Test
  void aRunThatDidOtherWorkCountsItsOwnTimeAndTeachesNothing() {
    speed.remember("task", 1_000_000);
    assertThat(speed.work("task", 3_000_000)).isEqualTo(3_000_000);
    assertThat(speed.work("task", 300_000)).isEqualTo(300_000);
    assertThat(speed.work("task", 1_400_000)).isEqualTo(1_000_000);
  }

  @Test
  void whatWasNotLearnedCountsItsOwnTime() {
    assertThat(speed.work("task", 1_400_000)).isEqualTo(1_400_000);
    assertThat(speed.work("task", 1_700_000)).isEqualTo(1_700_000);
  }
}
