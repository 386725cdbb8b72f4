package io.splitboard.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.fixture.GraphBuilder;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorTest {

  /** One tensor to each of two devices, whose answers are joined at the source. */
  private static final Network FORK =
      new GraphBuilder()
          .input("x", 1000)
          .layer("left", 1000, "x")
          .layer("right", 1000, "x")
          .layer("end", 10, "left", "right")
          .build("end");

  private static double latency(Network network, Cluster cluster, int... devices) {
    Profile profile = Clusters.profile(network, cluster, 0, (layer, device) -> 5);
    Program program = Compiler.compile(network, cluster, Clusters.place(network, devices), profile);
    return Simulator.simulate(program, profile, cluster, Load.SINGLE).requests().get(0).latencyMs();
  }

  @Test
  void separateLinksCarryAtTheSameTime() {
    // 1 ms + 0.5 ms there, 5 ms work, 1.5 ms back, 5 ms end.
    Cluster cluster = Clusters.mesh(3, 8, 0.5, Contention.PER_LINK);
    assertThat(latency(FORK, cluster, 1, 2, 0)).isCloseTo(13, within(1e-9));
  }

  @Test
  void portsSendAndReceiveOneAfterAnother() {
    // The second branch leaves 1 ms later and so comes back 1 ms later.
    Cluster cluster = Clusters.mesh(3, 8, 0.5, Contention.PER_PORT);
    assertThat(latency(FORK, cluster, 1, 2, 0)).isCloseTo(14, within(1e-9));
  }

  @Test
  void inFlightIsLimitedAndRequestsKeepTheirOrder() {
    Network network = new GraphBuilder().input("x", 1).layer("a", 1, "x").build("a");
    Cluster cluster = Clusters.mesh(1, 8, 0, Contention.PER_LINK);
    Profile profile = Clusters.profile(network, cluster, 1, (layer, device) -> 4);
    Program program = Compiler.compile(network, cluster, Partition.onOneDevice(network, "d0"));
    Trace trace = Simulator.simulate(program, profile, cluster, new Load(4, 2));
    assertThat(trace.requests())
        .containsExactly(
            new Trace.RequestRun(0, 0, 5),
            new Trace.RequestRun(1, 0, 10),
            new Trace.RequestRun(2, 5, 15),
            new Trace.RequestRun(3, 10, 20));
  }

  @Test
  void requestThatNeedsNothingCompletesAtOnce() {
    Network network = new GraphBuilder().input("x", 1).build("x");
    Cluster cluster = Clusters.mesh(1, 8, 0, Contention.PER_LINK);
    Profile profile = Clusters.profile(network, cluster, 1, (layer, device) -> 4);
    Program program = Compiler.compile(network, cluster, new Partition(Map.of()));
    Trace trace = Simulator.simulate(program, profile, cluster, new Load(3, 1));
    assertThat(trace.requests()).allMatch(run -> run.latencyMs() == 0).hasSize(3);
    assertThat(Summary.of(trace, program, cluster).transferBytesPerRequest()).isZero();
  }

  /**
   * DEFER's cut of ResNet-50 v1 into eight stages, with the published stage sizes in MMAC; without
   * any overhead the throughput gain is that of the largest stage, 4.91.
   */
  @Test
  void pipelineWithoutOverheadGainsWhatItsLargestStageAllows() {
    List<Double> mmacs = List.of(785.96, 513.80, 436.73, 513.80, 436.73, 436.73, 513.80, 220.41);
    GraphBuilder builder = new GraphBuilder().input("x", 602_112);
    String last = "x";
    for (int i = 0; i < mmacs.size(); i++) {
      builder.layer("stage" + i, 1000, last);
      last = "stage" + i;
    }
    Network network = builder.build(last);
    Cluster cluster = Clusters.mesh(8, 1e9, 0, Contention.PER_LINK);
    Profile profile =
        Clusters.profile(network, cluster, 0, (layer, device) -> mmacs.get(layer.index()));
    Prediction one = Prediction.of(network, cluster, profile, Partition.onOneDevice(network, "d0"));
    Prediction eight =
        Prediction.of(network, cluster, profile, Clusters.place(network, 0, 1, 2, 3, 4, 5, 6, 7));
    double gain = eight.throughput().throughputPerSecond() / one.throughput().throughputPerSecond();
    assertThat(gain).isCloseTo(4.91, within(0.005));
    Bottleneck bottleneck = Bottleneck.of(eight, cluster.contention());
    assertThat(bottleneck.id()).isEqualTo("d0");
    assertThat(bottleneck.sentence()).contains("d0 computes 100 %");
  }

  @Test
  void criticalPathNamesWhatDecidedTheEnd() {
    Cluster cluster = Clusters.mesh(3, 8, 0.5, Contention.PER_PORT);
    Profile profile =
        Clusters.profile(FORK, cluster, 0, (layer, device) -> layer.id().equals("right") ? 9 : 5);
    Prediction prediction = Prediction.of(FORK, cluster, profile, Clusters.place(FORK, 1, 2, 0));
    CriticalPath path = CriticalPath.of(prediction.program(), prediction.single(), 0);
    assertThat(path.ids()).containsExactly("x→d2", "d2.1", "right→d0", "d0.1");
    assertThat(path.steps().get(3).endMs()).isEqualTo(prediction.latency().latencyMeanMs());
  }

  @Test
  void summaryOfOneRequestAndItsEnergy() {
    Network network = new GraphBuilder().input("x", 1000).layer("a", 1000, "x").build("a");
    Cluster cluster = Clusters.mesh(2, 8, 0, Contention.PER_LINK);
    Profile profile = Clusters.profile(network, cluster, 0, (layer, device) -> 8);
    Prediction prediction = Prediction.of(network, cluster, profile, Clusters.place(network, 1));
    Summary summary = prediction.latency();
    assertThat(summary.requests()).isEqualTo(1);
    assertThat(summary.latencyP50Ms()).isCloseTo(10, within(1e-9));
    assertThat(summary.latencyP99Ms()).isCloseTo(10, within(1e-9));
    assertThat(summary.throughputPerSecond()).isCloseTo(100, within(1e-9));
    // Pi 4B: 2.7 W idle, 6.4 W load; d0 idles 10 ms, d1 computes 8 ms and idles 2 ms.
    assertThat(summary.energyJoulePerRequest())
        .isCloseTo((2.7 * 10 + 6.4 * 8 + 2.7 * 2) / 1000, within(1e-9));
    assertThat(summary.links().get("d0→d1").bytesPerRequest()).isEqualTo(1000);
    assertThat(summary.links().get("d0→d1").busyShare()).isCloseTo(0.1, within(1e-9));
    assertThat(summary.links().get("d0→d1").measuredMbitPerSecond()).isNaN();
    assertThat(summary.devices().get("d1").busyShare()).isCloseTo(0.8, within(1e-9));
  }

  @Test
  void measuredTraceGivesTheRateThatLinksReached() {
    Network network = new GraphBuilder().input("x", 1000).layer("a", 1000, "x").build("a");
    Cluster cluster = Clusters.mesh(2, 8, 0, Contention.PER_LINK);
    Program program = Compiler.compile(network, cluster, Clusters.place(network, 1));
    Trace trace =
        new Trace(
            true,
            List.of(new Trace.TaskRun(0, "d1.1", "d1", 2, 3)),
            List.of(
                new Trace.TransferRun(0, "x→d1", "d0", "d1", 1000, 0, 2),
                new Trace.TransferRun(0, "a→d0", "d1", "d0", 1000, 3, 4)),
            List.of(new Trace.RequestRun(0, 0, 4.5)));
    Summary summary = Summary.of(trace, program, cluster);
    assertThat(summary.measured()).isTrue();
    assertThat(summary.links().get("d0→d1").measuredMbitPerSecond()).isCloseTo(4, within(1e-9));
    assertThat(summary.links().get("d1→d0").measuredMbitPerSecond()).isCloseTo(8, within(1e-9));
    assertThat(summary.latencyP50Ms()).isEqualTo(4.5);
  }
}
