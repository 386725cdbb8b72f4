package io.splitboard.separable.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosedFormsTest {

  private static final double GMAC_PER_SECOND = 7;

  @Test
  void resNextExchangesTheElementsOfItsSixteenBlockOutputs() {
    SeparableModel model = ResNextReference.model(2);
    assertThat(model.points()).hasSize(16);
    assertThat(model.points().stream().mapToLong(MixingPoint::elements).sum()).isEqualTo(5_519_360);
    assertThat(model.bytes(Policy.full(16))).isEqualTo(22_077_440);
    assertThat(model.wholeMacs()).isEqualTo(4_230_479_872L);
    assertThat(model.singleDeviceMs(GMAC_PER_SECOND)).isCloseTo(604, withPercentage(0.1));
  }

  /** Columns: full exchange, 86.6 % fewer bytes, none. */
  @ParameterizedTest
  @CsvSource({
    "2, 939, 1.49, 1.87, 1.94",
    "2, 300, 1.00, 1.73, 1.94",
    "2, 108, 0.54, 1.44, 1.94",
    "2, 54, 0.31, 1.14, 1.94",
    "4, 939, 1.98, 3.31, 3.69",
    "4, 108, 0.43, 1.84, 3.69",
    "4, 54, 0.23, 1.23, 3.69"
  })
  void resNextSpeedsUpAsTheReferenceSays(
      int groups, double mbitPerSecond, double full, double sparse, double none) {
    SeparableModel model = ResNextReference.model(groups);
    Resources resources = Resources.equal(groups, GMAC_PER_SECOND, mbitPerSecond, 0);
    // the table has two decimals, which is more than 1 % of its smallest figures
    assertThat(speedUp(model, 1, resources)).isCloseTo(full, tolerance(full));
    assertThat(speedUp(model, 1 - 0.866, resources)).isCloseTo(sparse, tolerance(sparse));
    assertThat(speedUp(model, 0, resources)).isCloseTo(none, tolerance(none));
  }

  private static org.assertj.core.data.Offset<Double> tolerance(double figure) {
    return org.assertj.core.data.Offset.offset(Math.max(0.01 * figure, 0.005));
  }

  private static double speedUp(SeparableModel model, double share, Resources resources) {
    return model.singleDeviceMs(GMAC_PER_SECOND) / model.latencyMs(share, resources);
  }

  @Test
  void latencyAddsUpPointByPoint() {
    MixingPoint near = new MixingPoint("near", 8, 10, 10, 4_000_000, 3_000_000);
    MixingPoint far = new MixingPoint("far", 16, 5, 5, 2_000_000, 1_000_000);
    SeparableModel model =
        new SeparableModel(2, 14_000_000, 1_000_000, List.of(near, far), 500_000);
    Resources resources = new Resources(List.of(2.0, 1.0), 8, 0.5);
    // stem 1 ms on the slower, near local 3 ms, far 2 ms + 0.5 ms + 8·1600/(2·8000) ms, head 0.25
    // ms
    assertThat(model.latencyMs(Policy.parse("01"), resources))
        .isCloseTo(1 + 3 + 2 + 0.5 + 0.8 + 0.25, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(model.bytes(Policy.parse("01"))).isEqualTo(1600);
    assertThat(model.reduction(Policy.parse("01"))).isEqualTo(1 - 1600.0 / 4800);
    // 0.5 + 1.6 ms against half of 8 ms; 0.5 + 0.8 ms against half of 4 ms
    assertThat(model.exchangePays(0, resources)).isTrue();
    assertThat(model.exchangePays(1, new Resources(List.of(2.0, 1.0), 4, 0.5))).isFalse();
  }

  @Test
  void allExactWhenEverythingExchanges() {
    SeparableModel model = ResNextReference.model(4);
    Resources resources = Resources.equal(4, GMAC_PER_SECOND, 300, 0);
    assertThat(model.latencyMs(Policy.full(16), resources))
        .isCloseTo(model.latencyMs(1.0, resources), withPercentage(1e-6));
    assertThat(model.latencyMs(Policy.none(16), resources))
        .as("block-diagonal 1×1 convolutions cost less than the table assumes")
        .isLessThan(model.latencyMs(0.0, resources));
  }

  @Test
  void policiesReadWhatTheyWrite() {
    Policy policy = Policy.parse("0110001");
    assertThat(policy.toString()).isEqualTo("0110001");
    assertThat(policy.exchanges()).isEqualTo(3);
    assertThat(policy.exchanges(6)).isTrue();
    assertThat(policy.with(6, false)).isEqualTo(Policy.parse("0110000"));
    assertThat(Policy.full(7).toString()).isEqualTo("1111111");
    assertThatThrownBy(() -> Policy.parse("01x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Policy(2, 4)).isInstanceOf(IllegalArgumentException.class);
  }
}
