package io.splitboard.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What counts as the work of a virtual device. */
class DeviceSpeedTest {

  @Test
  void disturbanceIsNotWork() {
    assertThat(DeviceSpeed.work(1_400_000, 1_000_000L)).isEqualTo(1_000_000);
    assertThat(DeviceSpeed.work(900_000, 1_000_000L)).isEqualTo(1_000_000);
  }

  @Test
  void aRunThatDidOtherWorkCountsItsOwnTime() {
    assertThat(DeviceSpeed.work(3_000_000, 1_000_000L)).isEqualTo(3_000_000);
    assertThat(DeviceSpeed.work(300_000, 1_000_000L)).isEqualTo(300_000);
  }

  @Test
  void whatWasNotLearnedCountsItsOwnTime() {
    assertThat(DeviceSpeed.work(1_400_000, null)).isEqualTo(1_400_000);
  }
}
