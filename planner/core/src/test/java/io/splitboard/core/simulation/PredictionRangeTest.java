package io.splitboard.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.fixture.GraphBuilder;
import io.splitboard.core.network.Network;
import io.splitboard.core.profile.Calibration;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.profile.TaskDeviation;
import io.splitboard.core.profile.Uncertainty;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One layer of 10 ms on each of two devices; 1,000 bytes there and back take 2 ms. */
class PredictionRangeTest {

  private static final Network NETWORK =
      new GraphBuilder().input("x", 1000).layer("a", 1000, "x").layer("b", 1000, "a").build("b");
  private static final Cluster CLUSTER = Clusters.mesh(2, 8, 0, Contention.PER_LINK);
  private static final double NINETY_PERCENT = 1.645;
  private static final TaskDeviation EXACT = new TaskDeviation(0, 0);
  private static final TaskDeviation TENTH = new TaskDeviation(0.1, 0.5);

  @Test
  void nothingIsSaidWhereADeviceOrALinkIsNotKnown() {
    Map<String, TaskDeviation> devices = Map.of("d0", TENTH, "d1", TENTH);
    Map<String, Double> links = Map.of("d0→d1", 0.1, "d1→d0", 0.1);
    assertThat(range(new Uncertainty(devices, links), 0, 1)).isPresent();
    assertThat(range(Uncertainty.UNKNOWN, 0, 1)).isEmpty();
    assertThat(range(new Uncertainty(Map.of("d0", TENTH), links), 0, 1)).isEmpty();
    assertThat(range(new Uncertainty(devices, Map.of("d0→d1", 0.1)), 0, 1)).isEmpty();
    assertThat(range(new Uncertainty(Map.of("d0", TENTH), Map.of()), 0, 0)).isPresent();
  }

  @Test
  void exactCostsStillLeaveWhatProfilingDoesNotMeet() {
    PredictionRange range =
        range(new Uncertainty(Map.of("d0", EXACT), Map.of()), 0, 0).orElseThrow();
    assertThat(range.latencyLowMs()).isCloseTo(20 * Math.exp(-0.05 * NINETY_PERCENT), within(0.2));
    assertThat(range.latencyHighMs()).isCloseTo(20 * Math.exp(0.05 * NINETY_PERCENT), within(0.2));
    assertThat(range.latencyShare()).isCloseTo(0.05 * NINETY_PERCENT, within(0.01));
    assertThat(range.throughputShare()).isCloseTo(0.05 * NINETY_PERCENT, within(0.01));
  }

  @Test
  void aDevicesLatencyMovesAsItsDeviationSays() {
    PredictionRange range =
        range(new Uncertainty(Map.of("d0", TENTH), Map.of()), 0, 0).orElseThrow();
    double off = Math.hypot(0.1, 0.05) * NINETY_PERCENT;
    assertThat(range.latencyLowMs()).isCloseTo(20 * Math.exp(-off), within(0.3));
    assertThat(range.latencyHighMs()).isCloseTo(20 * Math.exp(off), within(0.3));
    assertThat(range.perSecondLow()).isCloseTo(1000 / range.latencyHighMs(), within(1e-6));
    assertThat(range.perSecondHigh()).isCloseTo(1000 / range.latencyLowMs(), within(1e-6));
  }

  /** With links that take so much longer than layers that these do not count. */
  @Test
  void aLinksTimeMovesRateAndDelay() {
    Cluster slow = Clusters.mesh(2, 0.008, 1000, Contention.PER_LINK);
    Map<String, TaskDeviation> devices = Map.of("d0", EXACT, "d1", EXACT);
    Uncertainty uncertainty = new Uncertainty(devices, Map.of("d0→d1", 0.2, "d1→d0", 0.0));
    PredictionRange range = range(slow, uncertainty, 0, 1).orElseThrow();
    double one = 2000;
    assertThat(range.latencyHighMs() - 2 * one - 20)
        .isCloseTo(one * (Math.exp(0.2 * NINETY_PERCENT) - 1), within(0.03 * one));
    assertThat(range.latencyLowMs() - 2 * one - 20)
        .isCloseTo(one * (Math.exp(-0.2 * NINETY_PERCENT) - 1), within(0.03 * one));
  }

  private static Optional<PredictionRange> range(Uncertainty uncertainty, int... devices) {
    return range(CLUSTER, uncertainty, devices);
  }

  private static Optional<PredictionRange> range(
      Cluster cluster, Uncertainty uncertainty, int... devices) {
    Profile profile =
        Clusters.profile(NETWORK, cluster, 0, (layer, device) -> 10)
            .with(new Calibration(Map.of(), uncertainty));
    Prediction prediction =
        Prediction.of(NETWORK, cluster, profile, Clusters.place(NETWORK, devices));
    return PredictionRange.of(prediction.program(), cluster, profile);
  }
}
