package io.splitboard.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private final Network network = Samples.chain(4);
  private final Design one = Samples.design("one", Partition.onOneDevice(network, "pi-a"));
  private final Design two = Samples.design("two", one.partition().move(List.of("layer2"), "pi-b"));

  @Test
  void saysWhichIsFasterAndWhatWasMoved() {
    Comparison comparison =
        Comparison.of(
            Samples.experiment("a", one, 20, 21, 20, 22, 20),
            Samples.experiment("b", two, 10, 11, 10, 11, 10));

    assertThat(comparison.verdict())
        .startsWith("“run b” answers 2.00 times faster than “run a” at the median");
    assertThat(comparison.changes())
        .containsExactly(
            new Comparison.PlacementChange(
                "layer2", new Placement.Whole("pi-a"), new Placement.Whole("pi-b")));
    assertThat(comparison.latencyA()).hasValueSatisfying(d -> assertThat(d.median()).isEqualTo(20));
    assertThat(comparison.figures())
        .filteredOn(pair -> pair.name().equals("Latency p50"))
        .extracting(Comparison.FigurePair::basis)
        .containsExactly(Comparison.Basis.MEASURED, Comparison.Basis.PREDICTED);
  }

  @Test
  void streamsAreComparedByTheirResultsPerSecond() {
    Comparison comparison =
        Comparison.of(
            Samples.experiment("a", one.with(Objective.THROUGHPUT), 20, 20, 20),
            Samples.experiment("b", two.with(Objective.THROUGHPUT), 10, 10, 10));
    assertThat(comparison.verdict())
        .startsWith("“run b” gives 2.00 times as many results per second as “run a”")
        .contains("10.0 ms with “run b” and 20.0 ms with “run a”");
  }

  @Test
  void overlappingRunsAreNotCalledFaster() {
    Comparison comparison =
        Comparison.of(
            Samples.experiment("a", one, 10, 30, 20, 25, 12),
            Samples.experiment("b", two, 11, 29, 19, 26, 12));
    assertThat(comparison.verdict()).contains("differ by less than their spread");
  }

  @Test
  void aRunWithoutResultsIsSaidToBeSo() {
    Comparison comparison =
        Comparison.of(Samples.experiment("a", one, 10), Samples.experiment("b", two));
    assertThat(comparison.verdict()).contains("no request of “run b” completed");
    assertThat(comparison.latencyB()).isEmpty();
  }

  @Property(tries = 200)
  void everyLatencyIsInOneBin(
      @ForAll @Size(min = 1, max = 80) List<@DoubleRange(min = 0.1, max = 500) Double> a,
      @ForAll @Size(max = 80) List<@DoubleRange(min = 0.1, max = 500) Double> b) {
    Histogram histogram = Histogram.of(a, b);
    assertThat(histogram.a().stream().mapToInt(Integer::intValue).sum()).isEqualTo(a.size());
    assertThat(histogram.b().stream().mapToInt(Integer::intValue).sum()).isEqualTo(b.size());
    assertThat(histogram.width()).isPositive();
  }

  @Property(tries = 200)
  void quantilesAreInOrder(
      @ForAll @Size(min = 1, max = 80) List<@DoubleRange(min = -5, max = 500) Double> values) {
    Distribution d = Distribution.of(values);
    assertThat(
            List.of(
                d.minimum(), d.p05(), d.p25(), d.median(), d.p75(), d.p95(), d.p99(), d.maximum()))
        .isSorted();
    assertThat(d.mean()).isBetween(d.minimum() - 1e-9, d.maximum() + 1e-9);
    assertThat(d.deviation()).isNotNegative();
  }
}
