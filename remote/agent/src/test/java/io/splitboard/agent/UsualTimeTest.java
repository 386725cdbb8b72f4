package io.splitboard.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsualTimeTest {

  @Test
  void theSlowestTenthDoesNotCount() {
    assertThat(UsualTime.of(new double[] {2, 1, 3, 2, 2, 90, 1, 3, 2, 2})).isEqualTo(2);
  }

  @Test
  void ofFewTimesAllCount() {
    assertThat(UsualTime.of(new double[] {3, 1, 2})).isEqualTo(2);
    assertThat(UsualTime.of(new double[] {7})).isEqualTo(7);
  }
}
