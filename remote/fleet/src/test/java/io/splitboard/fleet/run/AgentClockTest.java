package io.splitboard.fleet.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.fleet.run.AgentClock.Estimate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
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
  void pingsThatWereLateOnOneWayNarrowEachOther() {
    long ahead = 700;
    Estimate lateBack = Estimate.of(0, 10 + ahead, 1_000);
    Estimate lateThere = Estimate.of(2_000, 2_990 + ahead, 3_000);
    Estimate both = lateBack.and(lateThere);
    assertThat(both.boundNanos()).isEqualTo(10);
    assertThat(both.offsetNanos()).isEqualTo(ahead);
  }

  @Property
  void offsetsOfSeveralPingsStayWithinTheirBound(
      @ForAll @LongRange(min = -1_000_000_000, max = 1_000_000_000) long ahead,
      @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 0, max = 5_000_000) Long> ways) {
    Estimate all = null;
    long sent = 0;
    for (int i = 0; i < ways.size(); i++) {
      long back = ways.get(ways.size() - 1 - i);
      long arrived = sent + ways.get(i);
      Estimate one = Estimate.of(sent, arrived + ahead, arrived + back);
      all = all == null ? one : all.and(one);
      assertThat(all.boundNanos()).isLessThanOrEqualTo(one.boundNanos());
      sent = arrived + back;
    }
    // Halves of odd numbers are cut off, once for each ping.
    assertThat(Math.abs(all.offsetNanos() - ahead))
        .isLessThanOrEqualTo(all.boundNanos() + ways.size());
  }

  @Test
  void believesTheNarrowerWhenAClockWasSetBetweenTwoPings() {
    Estimate before = Estimate.of(0, 10_050, 100);
    Estimate after = Estimate.of(200, 90_205, 210);
    assertThat(before.and(after)).isEqualTo(after);
    assertThat(after.and(before)).isEqualTo(after);
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
