package io.splitboard.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts as the work of a virtual device. */
class DeviceSpeedTest {

  private static final Yardstick YARDSTICK =
      new Yardstick(() -> CpuTime.burn(1_000_000), now -> now);

  private final DeviceSpeed speed = new DeviceSpeed(4);

  @Test
  void disturbanceIsNotWork() {
    speed.remember("task", 1_000_000);
    assertThat(speed.work("task", 1_400_000)).isEqualTo(1_000_000);
  }

  /** One of the two takes five times as long, and they run in turn. */
  @Test
  void tasksAreLearnedInProportionToTheirWork() {
    speed.learn(
        Map.of("long", () -> CpuTime.burn(5_000_000), "short", () -> CpuTime.burn(1_000_000)),
        0.5,
        YARDSTICK);
    double learnedLong = speed.work("long", speed.work("long", 5_000_000));
    double learnedShort = speed.work("short", speed.work("short", 1_000_000));
    assertThat(learnedLong).isBetween(4.9e6, 20e6);
    assertThat(learnedLong / learnedShort).isBetween(2.5, 7.5);
  }

  @Test
  void aRealDeviceLearnsNothing() {
    DeviceSpeed real = new DeviceSpeed(0);
    real.learn(Map.of("task", () -> fail("it must not run")), 1, YARDSTICK);
    assertThat(real.isVirtual()).isFalse();
  }

  @Test
  void aRunThatDidOtherWorkCountsItsOwnTimeAndTeachesNothing() {
    speed.remember("task", 5_000_000);
    assertThat(speed.work("task", 15_000_000)).isEqualTo(15_000_000);
    assertThat(speed.work("task", 1_500_000)).isEqualTo(1_500_000);
    assertThat(speed.work("task", 7_000_000)).isEqualTo(5_000_000);
  }

  /** Its own time is that of fetching all from memory once more. */
  @Test
  void aShortTaskThatWaitedForMemoryDidNoOtherWork() {
    speed.remember("task", 40_000);
    assertThat(speed.work("task", 400_000)).isEqualTo(40_000);
  }

  @Test
  void whatWasNotLearnedCountsItsOwnTime() {
    assertThat(speed.work("task", 1_400_000)).isEqualTo(1_400_000);
    assertThat(speed.work("task", 1_700_000)).isEqualTo(1_700_000);
  }
}
