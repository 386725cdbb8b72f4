package io.splitboard.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.splitboard.agent.TestWorkbench.Ended;
import io.splitboard.protocol.Shaping;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.TelemetryFrame;
import io.splitboard.protocol.TelemetryRequest;
import io.splitboard.protocol.TransferTiming;
import io.splitboard.protocol.codec.Codecs;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that go through several agents. */
class AgentsTest extends WithAgents {

  @Test
  void pipelinesRequestsInOrderThroughWindowsSmallerThanAMessage() throws Exception {
    assertThat(workbench.deploy(AgentChain.shards(4, Shaping.getDefaultInstance()))).isEmpty();
    workbench.listen("a");
    int[] scales = new int[40];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = i % 10;
    }
    CompletableFuture<Integer> accepted = workbench.submit("a", "x", 0, AgentChain.indices(scales));

    for (int request = 0; request < scales.length; request++) {
      Ended ended = workbench.next();
      assertThat(ended.request()).isEqualTo(request);
      AgentChain.assertResult(ended, scales[request]);
    }
    assertThat(accepted.get(10, TimeUnit.SECONDS)).isEqualTo(scales.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {Codecs.LZ4, Codecs.ZFP})
  void packsOnTheWireAndGivesTheSameBits(String codec) throws Exception {
    assumeThat(Codecs.here()).as(Codecs.remedy(codec)).contains(codec);
    List<Shard> packed =
        AgentChain.shards(4, Shaping.getDefaultInstance()).stream()
            .map(shard -> withCodec(shard, codec))
            .toList();
    assertThat(workbench.deploy(packed)).isEmpty();
    workbench.listen("a");
    workbench.submit("a", "x", 0, AgentChain.indices(0, 3, 7)).get(10, TimeUnit.SECONDS);
    for (int scale : new int[] {0, 3, 7}) {
      AgentChain.assertResult(workbench.next(), scale);
    }
    Iterator<TelemetryFrame> frames =
        workbench.control("b").telemetry(TelemetryRequest.newBuilder().setPeriodMs(50).build());
    long least =
        frames.next().getTransfersList().stream()
            .filter(transfer -> transfer.getTransfer().equals("y>b"))
            .mapToLong(TransferTiming::getBytes)
            .min()
            .orElseThrow();
    assertThat(least).as("zeros on the wire").isBetween(1L, AgentChain.ELEMENTS * 4L / 10);
  }

  private static Shard withCodec(Shard shard, String codec) {
    Shard.Builder changed = shard.toBuilder().clearSends();
    shard.getSendsList().forEach(send -> changed.addSends(send.toBuilder().setCodec(codec)));
    return changed.build();
  }

  @Test
  void requestsMayRepeatInputsThatTheSourceKeeps() throws Exception {
    assertThat(workbench.deploy(AgentChain.shards(4, Shaping.getDefaultInstance()))).isEmpty();
    workbench.listen("a");
    assertThat(workbench.keep("a", "x", AgentChain.indices(3, 7))).isEqualTo(2);

    workbench.submitKept("a", 0, 2, 1, 2).get(10, TimeUnit.SECONDS);
    workbench.submit("a", "x", 3, AgentChain.indices(5)).get(10, TimeUnit.SECONDS);

    for (int scale : new int[] {7, 3, 7, 5}) {
      AgentChain.assertResult(workbench.next(), scale);
    }
    assertThat(workbench.keep("a", "x", AgentChain.indices(4))).isEqualTo(1);
    workbench.submitKept("a", 4, 1).get(10, TimeUnit.SECONDS);
    AgentChain.assertResult(workbench.next(), 4);
  }

  @Test
  void refusesRequestsThatRepeatInputsThatItDoesNotKeep() throws Exception {
    assertThat(workbench.deploy(AgentChain.shards(1, Shaping.getDefaultInstance()))).isEmpty();
    workbench.keep("a", "x", AgentChain.indices(3));

    assertThatThrownBy(() -> workbench.submitKept("a", 0, 2).get(10, TimeUnit.SECONDS))
        .hasMessageContaining("inputs 2");
    assertThatThrownBy(() -> workbench.keep("b", "x", AgentChain.indices(3)))
        .hasMessageContaining("b is not where requests start");
  }

  @Test
  void aRequestThatFailsLeavesTheOthersAlone() throws Exception {
    assertThat(workbench.deploy(AgentChain.shards(3, Shaping.getDefaultInstance()))).isEmpty();
    workbench.listen("a");
    workbench.submit("a", "x", 0, AgentChain.indices(1, 99, 2, 98, 3));

    Set<Integer> failed = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      Ended ended = workbench.next();
      if (ended.failure() == null) {
        AgentChain.assertResult(ended, 1 + ended.request() / 2);
      } else {
        failed.add(ended.request());
        assertThat(ended.failure()).contains("second").contains("device b").doesNotContain("\n");
      }
    }
    assertThat(failed).containsExactlyInAnyOrder(1, 3);
  }

  @Test
  void saysWhichPeerIsGoneAndFailsWhatNeedsIt() throws Exception {
    assertThat(workbench.deploy(AgentChain.shards(2, Shaping.getDefaultInstance()))).isEmpty();
    workbench.listen("a");
    workbench.submit("a", "x", 0, AgentChain.indices(1));
    AgentChain.assertResult(workbench.next(), 1);

    chain.agents().get(1).close();
    workbench.submit("a", "x", 1, AgentChain.indices(2));

    assertThat(workbench.next().failure()).contains("b");
  }

  @Test
  void refusesRequestNumbersThatWereUsed() throws Exception {
    assertThat(workbench.deploy(AgentChain.shards(2, Shaping.getDefaultInstance()))).isEmpty();
    workbench.listen("a");
    workbench.submit("a", "x", 5, AgentChain.indices(1)).get(10, TimeUnit.SECONDS);
    CompletableFuture<Integer> again = workbench.submit("a", "x", 5, AgentChain.indices(1));

    assertThatThrownBy(() -> again.get(10, TimeUnit.SECONDS)).hasMessageContaining("Request 5");
  }

  @Test
  void unreachablePeersAreNamed() throws Exception {
    chain.agents().get(2).close();

    List<String> unreachable =
        workbench.deploy(AgentChain.shards(1, Shaping.getDefaultInstance()).subList(0, 2));

    assertThat(unreachable).singleElement().asString().contains("b cannot reach c");
  }
}
