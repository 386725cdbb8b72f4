package io.splitboard.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnTimerTest {

  private final AtomicInteger a = new AtomicInteger();
  private final AtomicInteger b = new AtomicInteger();
  private final Map<String, Runnable> runs = new LinkedHashMap<>();

  @Test
  void tasksRunInTurnAndThreeTimesAtLeast() {
    runs.put("a", () -> assertThat(a.incrementAndGet()).isEqualTo(b.get() + 1));
    runs.put("b", () -> assertThat(b.incrementAndGet()).isEqualTo(a.get()));
    assertThat(new TurnTimer(runs, yardstick(100_000)).usualNanos(0)).containsOnlyKeys("a", "b");
    assertThat(b).hasValue(3);
  }

  @Test
  void whatIsOverAtOnceDoesNotRunForLong() {
    runs.put("a", a::incrementAndGet);
    new TurnTimer(runs, yardstick(100_000)).usualNanos(Long.MAX_VALUE);
    assertThat(a.get()).isLessThanOrEqualTo(1000);
  }

  /** The yardstick's 2 ms are said to be 8 at the usual pace: now all is four times as quick. */
  @Test
  void timesAreThoseOfTheUsualPace() {
    runs.put("a", () -> CpuTime.burn(3_000_000));
    Yardstick quick = new Yardstick(() -> CpuTime.burn(2_000_000), now -> 4 * now);
    long usual = new TurnTimer(runs, quick).usualNanos(200_000_000).get("a");
    assertThat(usual).isBetween(11_900_000L, 16_000_000L);
  }

  private static Yardstick yardstick(long cpuNanos) {
    return new Yardstick(() -> CpuTime.burn(cpuNanos), now -> now);
  }
}
