package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StolenTimeTest {

  @Test
  void theShareIsOfWhatWasWanted() {
    StolenTime before =
        StolenTime.parse("cpu  100 0 50 9000 10 0 5 20 0 0\ncpu0 1\n").orElseThrow();
    StolenTime after = StolenTime.parse("cpu  160 0 60 9900 10 0 5 50 0 0\n").orElseThrow();
    assertThat(before).isEqualTo(new StolenTime(175, 20));
    assertThat(after.shareSince(before)).isEqualTo(0.3);
  }

  @Test
  void anIdleComputerWantsNothing() {
    StolenTime one = new StolenTime(10, 1);
    assertThat(one.shareSince(one)).isZero();
  }

  @Test
  void oldOrOtherFilesTellNothing() {
    assertThat(StolenTime.parse("")).isEmpty();
    assertThat(StolenTime.parse("cpu 1 2 3 4")).isEmpty();
    assertThat(StolenTime.parse("intr 1 2 3 4 5 6 7 8 9")).isEmpty();
  }
}
