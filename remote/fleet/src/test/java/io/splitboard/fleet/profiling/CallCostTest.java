package io.splitboard.fleet.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is told apart by few tasks. */
class CallCostTest {

  @Property(tries = 100)
  void threeTasksOfDifferentSizesGiveAllThreeTerms(@ForAll long seed) {
    Random random = new Random(seed);
    double call = random.nextDouble();
    double node = random.nextDouble() / 100;
    double megabyte = random.nextDouble() * 5;
    CallCost cost =
        CallCost.fit(
            List.of(
                sample(call, node, megabyte, 170, 0.6),
                sample(call, node, megabyte, 1, 3.8),
                sample(call, node, megabyte, 1, 0.01)));
    assertThat(cost.perCallMs()).isCloseTo(call, within(1e-6));
    assertThat(cost.perNodeMs()).isCloseTo(node, within(1e-6));
    assertThat(cost.perMegabyteMs()).isCloseTo(megabyte, within(1e-6));
  }

  @Property(tries = 200)
  void nothingIsNegativeWhateverWasMeasured(@ForAll long seed) {
    Random random = new Random(seed);
    List<CallCost.Sample> samples =
        IntStream.range(0, 1 + random.nextInt(4))
            .mapToObj(
                i ->
                    new CallCost.Sample(
                        random.nextDouble() * 3,
                        1 + random.nextInt(5),
                        random.nextInt(3),
                        0.01 + random.nextDouble()))
            .toList();
    CallCost cost = CallCost.fit(samples);
    assertThat(
            List.of(cost.perCallMs(), cost.perNodeMs(), cost.perMegabyteMs()).stream()
                .allMatch(term -> term >= 0 && Double.isFinite(term)))
        .as(cost + " of " + samples)
        .isTrue();
  }

  @Test
  void oneTaskAloneIsExplainedByOneTerm() {
    CallCost cost = CallCost.fit(List.of(new CallCost.Sample(2, 10, 4, 1)));
    assertThat(cost.perCallMs() + 10 * cost.perNodeMs() + 4 * cost.perMegabyteMs())
        .isCloseTo(2, within(1e-9));
  }

  private static CallCost.Sample sample(
      double call, double node, double megabyte, int nodes, double megabytes) {
    double outside = call + node * nodes + megabyte * megabytes;
    return new CallCost.Sample(outside, nodes, megabytes, 1 / (outside + nodes));
  }
}
