package io.splitboard.fleet.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.fleet.run.AgentClock.Estimate;
import org.junit.jupiter.api.Test;

class AgentClockTest {

  private static final long SECOND = 1_000_000_000;

  @Test
  void takesTheMiddleOfThePing() {
    AgentClock clock = new AgentClock();
    clock.add(Estimate.of(1_000, 51_500, 2_000));
    assertThat(clock.toOurs(60_000)).isEqualTo(10_000);
  }

  @Test
  void believesTheFasterPingWhenBothAreRecent() {
    AgentClock clock = new AgentClock();
    clock.add(Estimate.of(0, 500, 1_000_000));
    clock.add(Estimate.of(2_000_000, 2_000_700, 2_000_200));
    assertThat(clock.toOurs(5_000_600)).isEqualTo(5_000_000);
  }

  @Test
  void believesTheRecentPingWhenClocksDrift() {
    AgentClock clock = new AgentClock();
    clock.add(Estimate.of(0, 100, 0));
    clock.add(Estimate.of(100 * SECOND, 100 * SECOND + 50_000, 100 * SECOND + 100_000));
    assertThat(clock.toOurs(0)).isEqualTo(-100);
    assertThat(clock.toOurs(100 * SECOND)).isEqualTo(100 * SECOND);
  }
}
