package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitsTest {
  @Test
  void timesHaveThreeDigitsAndAUnit() {
    assertThat(Units.ms(342.4)).isEqualTo("342 ms");
    assertThat(Units.ms(8.414)).isEqualTo("8.41 ms");
    assertThat(Units.ms(99.96)).isEqualTo("100 ms");
    assertThat(Units.ms(12_340)).isEqualTo("12.3 s");
    assertThat(Units.ms(Double.NaN)).isEqualTo("–");
  }

  @Test
  void bytesAreDecimal() {
    assertThat(Units.bytes(999)).isEqualTo("999 B");
    assertThat(Units.bytes(68_000)).isEqualTo("68.0 kB");
    assertThat(Units.bytes(999_800)).isEqualTo("1.00 MB");
    assertThat(Units.bytes(553_430_000)).isEqualTo("553 MB");
  }

  @Test
  void changesAreSigned() {
    assertThat(Units.change(100, 97.5)).isEqualTo("−2.5 %");
    assertThat(Units.change(100, 103)).isEqualTo("+3.0 %");
    assertThat(Units.change(100, 100.01)).isEqualTo("±0.0 %");
    assertThat(Units.change(0, 1)).isEqualTo("–");
  }
}
