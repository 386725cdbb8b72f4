package io.splitboard.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.codec.TensorCodecs;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.fixture.GraphBuilder;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Profile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packed transfers in the simulator, at 0.001 ms a byte. */
class PackingTest {

  private static final Network NETWORK =
      new GraphBuilder().input("x", 1000).layer("a", 10_000, "x").layer("b", 10, "a").build("b");
  private static final Partition CUT = Clusters.place(NETWORK, 0, 1);
  private static final LinkCodecs LZ4 = LinkCodecs.NONE.with("d0", "d1", Codec.LZ4);

  @ParameterizedTest
  @EnumSource(Contention.class)
  void takesTheCodecsOwnModelsTimes(Contention contention) {
    Cluster cluster = Clusters.mesh(2, 8, 0.5, contention);
    Link link = cluster.link("d0", "d1").orElseThrow();
    for (CodecCost cost :
        List.of(
            new CodecCost(Codec.LZ4, 0.4, 20, 10),
            new CodecCost(Codec.LZ4, 0.4, 900, 10),
            new CodecCost(Codec.LZ4, 0.1, 10, 2000))) {
      Profile profile = profile(cluster).with(new TensorCodecs(Map.of("a", List.of(cost))));
      Prediction prediction = Prediction.of(NETWORK, cluster, profile, CUT.withCodecs(LZ4));
      double back = cluster.link("d1", "d0").orElseThrow().transferMs(10);
      assertThat(prediction.latency().latencyP50Ms())
          .isCloseTo(2 + cost.transferMs(link, 10_000) + back, within(1e-9));
      assertThat(1000 / prediction.throughput().throughputPerSecond())
          .isCloseTo(Math.max(1, cost.busyMs(link, 10_000)), within(0.01));
      assertThat(prediction.latency().links().get("d0→d1").bytesPerRequest())
          .isEqualTo(cost.wireBytes(10_000));
    }
  }

  @Test
  void whatWasNotMeasuredIsPredictedAsItIs() {
    Cluster cluster = Clusters.mesh(2, 8, 0.5, Contention.PER_PORT);
    Profile profile = profile(cluster);
    assertThat(Prediction.of(NETWORK, cluster, profile, CUT.withCodecs(LZ4)).latency())
        .isEqualTo(Prediction.of(NETWORK, cluster, profile, CUT).latency());
  }

  @Test
  void whatIsNotPackedWaitsForTheSenderThatPacks() {
    Network network =
        new GraphBuilder()
            .input("x", 10)
            .layer("a", 1000, "x")
            .layer("b", 1000, "x")
            .layer("c", 10, "a", "b")
            .build("c");
    Cluster cluster = Clusters.mesh(2, 8, 0, Contention.PER_LINK);
    Profile profile =
        Clusters.profile(network, cluster, 0, (layer, device) -> 0.001)
            .with(new TensorCodecs(Map.of("a", List.of(new CodecCost(Codec.LZ4, 0.5, 5000, 0)))));
    Partition cut = Clusters.place(network, 0, 0, 1).withCodecs(LZ4);
    Trace trace = Prediction.of(network, cluster, profile, cut).single();
    double packedMs = 5 + 0.5;
    double last =
        trace.transfers().stream()
            .filter(run -> run.to().equals("d1"))
            .mapToDouble(Trace.TransferRun::endMs)
            .max()
            .orElseThrow();
    assertThat(last).isGreaterThanOrEqualTo(packedMs);
    assertThat(trace.transfers()).filteredOn(run -> run.to().equals("d1")).hasSize(2);
    assertThat(last).isLessThanOrEqualTo(packedMs + 1 + 0.01);
  }

  private static Profile profile(Cluster cluster) {
    return Clusters.profile(NETWORK, cluster, 0, (layer, device) -> 1);
  }
}
