package io.splitboard.solver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of the lines of a search's log. */
class BoundLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#Bound   0.01s best:inf   next:[0,2222256] initial_domain | 0",
        "#2       0.03s best:396095 next:[388075,396094] default_lp (fixed_bools=0/121) | 388075",
        "#Bound   1.20s best:-3    next:[-17,-4]    pseudo_costs | -17",
      })
  void aLineAboutASolutionOrABoundTellsTheBound(String line, double bound) {
    assertThat(BoundLine.read(line)).hasValue(bound);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#Done    0.10s default_lp",
        "#Model   0.02s var:121/121 constraints:43/43",
        "Starting presolve at 0.00s next:[1,2]",
        "#1       0.02s best:720408 next:[] fj_restart",
      })
  void otherLinesTellNone(String line) {
    assertThat(BoundLine.read(line)).isEmpty();
  }

  @Test
  void roundedNumbersAreTakenALittleLower() {
    assertThat(
            BoundLine.read("#Bound  0.5s best:1.3e+10 next:[1.23456789e+10,1.3e+10] x")
                .getAsDouble())
        .isBetween(1.23456e10, 12_345_678_850.0);
  }
}
