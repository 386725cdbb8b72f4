package io.splitboard.core.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.fixture.GraphBuilder;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.simulation.Load;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.Simulator;
import io.splitboard.core.simulation.Summary;
import io.splitboard.core.simulation.Trace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicasTest {

  private static final Network NETWORK =
      new GraphBuilder()
          .input("x", 1000)
          .layer("first", 1000, "x")
          .weighted("long", 1000, 5000, "first")
          .layer("last", 1000, "long")
          .build("last");
  private static final Cluster CLUSTER = Clusters.mesh(6, 8, 0.5, Contention.PER_LINK);
  private static final Profile PROFILE =
      Clusters.profile(NETWORK, CLUSTER, 0, (layer, device) -> layer.id().equals("long") ? 12 : 3);
  private static final Program CHAIN =
      Compiler.compile(NETWORK, CLUSTER, Clusters.place(NETWORK, 0, 1, 2), PROFILE);

  @Test
  void threeDevicesTakeTurnsWithTheLongestStage() {
    Program turns = Replicas.of(CHAIN, CLUSTER, Map.of("d1", List.of("d3", "d4")));
    assertThat(periodMs(CHAIN)).isCloseTo(12, within(1e-9));
    assertThat(periodMs(turns)).isCloseTo(4, within(1e-9));
    Trace trace = simulate(turns);
    for (Trace.TaskRun run : trace.tasks()) {
      if (run.endMs() - run.startMs() > 10) {
        assertThat(run.device()).isEqualTo(List.of("d1", "d3", "d4").get(run.request() % 3));
      }
    }
    assertThat(trace.requests().stream().map(Trace.RequestRun::endMs).toList()).isSorted();
    assertThat(turns.weightBytes("d4")).isEqualTo(CHAIN.weightBytes("d1"));
    assertThat(Summary.of(trace, turns, CLUSTER).transferBytesPerRequest())
        .isEqualTo(CHAIN.transferBytes());
  }

  @Test
  void teamsOfUnequalSizesMeetInEveryPair() {
    Program turns =
        Replicas.of(CHAIN, CLUSTER, Map.of("d1", List.of("d3", "d4"), "d2", List.of("d5")));
    assertThat(
            turns.transfers().stream()
                .filter(transfer -> transfer.fragment().tensor().equals("long"))
                .map(transfer -> transfer.from() + transfer.to()))
        .containsExactly("d1d2", "d3d5", "d4d2", "d1d5", "d3d2", "d4d5");
    assertThat(periodMs(turns)).isCloseTo(4, within(1e-9));
    assertThat(turns.turns()).isEqualTo(6);
    assertThat(Replicas.of(CHAIN, CLUSTER, Map.of()).turns()).isEqualTo(1);
  }

  @Test
  void aPartitionThatSaysSoCompilesToIt() {
    Map<String, List<String>> further = Map.of("d1", List.of("d3", "d4"));
    Partition partition = Clusters.place(NETWORK, 0, 1, 2).withReplicas(further);
    assertThat(Compiler.compile(NETWORK, CLUSTER, partition, PROFILE))
        .isEqualTo(Replicas.of(CHAIN, CLUSTER, further));
    Partition moved = partition.move(List.of("first"), "d3");
    assertThat(moved.replicas()).as("d3 has layers now").isEqualTo(Map.of("d1", List.of("d4")));
    assertThat(partition.move(List.of("long"), "d5").replicas()).isEmpty();
  }

  @Test
  void aStreamKeepsAllTurnsAtWork() {
    Partition everywhere =
        Partition.onOneDevice(NETWORK, "d1")
            .withReplicas(Map.of("d1", List.of("d2", "d3", "d4", "d5")));
    Prediction prediction = Prediction.of(NETWORK, CLUSTER, PROFILE, everywhere);
    assertThat(1000 / prediction.throughput().throughputPerSecond())
        .isCloseTo(18 / 5.0, within(1e-6));
    assertThat(prediction.latency().devices().get("d4").busyMsPerRequest())
        .isCloseTo(18 / 5.0, within(1e-9));
    assertThat(prediction.throughput().devices().values())
        .filteredOn(use -> use.weightBytes() > 0)
        .hasSize(5)
        .allSatisfy(use -> assertThat(use.busyShare()).isCloseTo(1, within(0.01)));
  }

  @Test
  void saysWhoCannotTakeTurns() {
    refused(Map.of("d0", List.of("d3")), "d0 is where requests start");
    refused(Map.of("d1", List.of("d2")), "d2 has a part of this design already");
    refused(Map.of("d1", List.of("d3", "d3")), "d3 has a part");
    refused(Map.of("d1", List.of("nobody")), "no device nobody");
    refused(Map.of("d5", List.of("d3")), "d5 does nothing");
    Cluster line = Clusters.linked(4, 8, 0, "d0>d1", "d1>d2", "d2>d0");
    Program program = Compiler.compile(NETWORK, line, Clusters.place(NETWORK, 0, 1, 2));
    assertThatThrownBy(() -> Replicas.of(program, line, Map.of("d1", List.of("d3"))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no link from d0 to d3");
  }

  private static void refused(Map<String, List<String>> further, String sentence) {
    assertThatThrownBy(() -> Replicas.of(CHAIN, CLUSTER, further))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(sentence);
  }

  private static Trace simulate(Program program) {
    return Simulator.simulate(program, PROFILE, CLUSTER, new Load(120, 60));
  }

  private static double periodMs(Program program) {
    List<Trace.RequestRun> runs = simulate(program).requests();
    return (runs.get(119).endMs() - runs.get(59).endMs()) / 60;
  }
}
