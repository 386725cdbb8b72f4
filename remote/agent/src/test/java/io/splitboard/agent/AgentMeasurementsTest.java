package io.splitboard.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.protocol.LinkShape;
import io.splitboard.protocol.ProbeReply;
import io.splitboard.protocol.ProbeRequest;
import io.splitboard.protocol.ProfileReply;
import io.splitboard.protocol.ProfileRequest;
import io.splitboard.protocol.Shaping;
import io.splitboard.protocol.TelemetryFrame;
import io.splitboard.protocol.TelemetryRequest;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What agents tell of tasks, transfers and links. */
class AgentMeasurementsTest extends WithAgents {

  @Test
  void reportsTaskAndTransferTimes() throws Exception {
    assertThat(workbench.deploy(AgentChain.shards(1, Shaping.getDefaultInstance()))).isEmpty();
    workbench.listen("a");
    workbench.submit("a", "x", 0, AgentChain.indices(1, 2, 3));
    for (int i = 0; i < 3; i++) {
      workbench.next();
    }
    Iterator<TelemetryFrame> frames =
        workbench.control("b").telemetry(TelemetryRequest.newBuilder().setPeriodMs(50).build());

    TelemetryFrame frame = frames.next();
    assertThat(frame.getTasksList()).hasSize(3).allMatch(task -> task.getTask().equals("second"));
    assertThat(frame.getTransfersList()).extracting("transfer").contains("y>b", "i>b").hasSize(6);
    assertThat(frame.getTransfersList())
        .allMatch(transfer -> transfer.getEndNanos() > transfer.getStartNanos());
    assertThat(frame.getProcessBytes()).isPositive();
    assertThat(frame.getFreeMemoryBytes()).isPositive();
    assertThat(frames.next().getTasksList()).isEmpty();
  }

  @Test
  void virtualLinksAndDevicesTakeAtLeastTheirTime() throws Exception {
    Shaping shaping =
        Shaping.newBuilder()
            .setSlowdown(20)
            .setSharedPort(true)
            .addLinks(LinkShape.newBuilder().setTo("b").setMbitPerSecond(100).setDelayMs(3))
            .build();
    workbench.deploy(AgentChain.shards(1, shaping));
    workbench.listen("a");
    workbench.submit("a", "x", 0, AgentChain.indices(1));
    AgentChain.assertResult(workbench.next(), 1);
    TelemetryFrame frame =
        workbench.control("b").telemetry(TelemetryRequest.getDefaultInstance()).next();

    // 400,000 bytes at 100 Mbit/s take 32 ms, and 3 ms delay.
    assertThat(frame.getTransfersList())
        .filteredOn(transfer -> transfer.getTransfer().equals("y>b"))
        .singleElement()
        .satisfies(
            transfer ->
                assertThat(transfer.getEndNanos() - transfer.getStartNanos())
                    .isGreaterThanOrEqualTo(35_000_000L));
    ProbeReply probes =
        workbench
            .control("a")
            .probeLink(
                ProbeRequest.newBuilder()
                    .setPeer("b")
                    .addMessageBytes(0)
                    .addMessageBytes(125_000)
                    .setRepetitions(3)
                    .build());
    assertThat(probes.getProbes(0).getRoundTripMs()).isGreaterThanOrEqualTo(6);
    assertThat(probes.getProbes(1).getRoundTripMs()).isGreaterThanOrEqualTo(16);
  }

  /** A virtual device takes the same time again and again: three times are enough. */
  @ParameterizedTest
  @CsvSource({"0, 4", "5, 3"})
  void timesTasksAndTheirNodes(double slowdown, int repetitions) throws Exception {
    workbench.deploy(AgentChain.shards(1, Shaping.newBuilder().setSlowdown(slowdown).build()));

    ProfileReply reply =
        workbench
            .control("c")
            .profile(ProfileRequest.newBuilder().setRepetitions(4).setLayers(true).build());

    assertThat(reply.getTasksList()).hasSize(1);
    assertThat(reply.getTasks(0).getProblem()).isEmpty();
    assertThat(reply.getTasks(0).getWallMsList()).hasSize(repetitions).allMatch(ms -> ms > 0);
    assertThat(reply.getTasks(0).getNodesList()).extracting("node").containsExactly("out");
    double nodes = reply.getTasks(0).getNodes(0).getMeanMs();
    assertThat(nodes).isPositive();
  }
}
