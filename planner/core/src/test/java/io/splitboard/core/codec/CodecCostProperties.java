package io.splitboard.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class CodecCostProperties {

  private static final long BYTES = 10_000_000;

  @Property
  void breakEvenIsWhereItIsChosen(
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double ratio,
      @ForAll @DoubleRange(min = 0.01, max = 50) double packMs,
      @ForAll @DoubleRange(min = 0.01, max = 50) double unpackMs) {
    CodecCost cost = new CodecCost(Codec.LZ4, ratio, packMs, unpackMs);
    CodecCosts costs = new CodecCosts(List.of(cost));
    double rate = cost.breakEvenMbitPerSecond();
    assertThat(costs.best(link(0.99 * rate))).isEqualTo(cost);
    assertThat(costs.best(link(1.01 * rate))).isEqualTo(CodecCost.NONE);
  }

  @Property
  void choosingNeverKeepsALinkBusierOrATransferLonger(
      @ForAll @DoubleRange(min = 0.05, max = 1) double ratio,
      @ForAll @DoubleRange(min = 0, max = 50) double packMs,
      @ForAll @DoubleRange(min = 0, max = 50) double unpackMs,
      @ForAll @DoubleRange(min = 1, max = 1000) double rate) {
    CodecCosts costs = new CodecCosts(List.of(new CodecCost(Codec.ZFP, ratio, packMs, unpackMs)));
    Link link = link(rate);
    CodecCost best = costs.best(link);
    double plainMs = link.occupiedMs(BYTES);
    assertThat(best.busyMs(link, BYTES)).isLessThanOrEqualTo(plainMs * (1 + 1e-6));
    assertThat(best.transferMs(link, BYTES))
        .isLessThanOrEqualTo(link.transferMs(BYTES) * (1 + 1e-6));
  }

  private static Link link(double mbitPerSecond) {
    return new Link("a", "b", mbitPerSecond, 1, Origin.CATALOGUE);
  }
}
