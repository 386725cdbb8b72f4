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
    assertThat(new TurnTimer(runs).usualNanos(0)).containsOnlyKeys("a", "b");
    assertThat(b).hasValue(3);
  }

  @Test
  void whatIsOverAtOnceDoesNotRunForLong() {
    runs.put("a", a::incrementAndGet);
    new TurnTimer(runs).usualNanos(Long.MAX_VALUE);
    assertThat(a.get()).isLessThanOrEqualTo(1000);
  }
}
