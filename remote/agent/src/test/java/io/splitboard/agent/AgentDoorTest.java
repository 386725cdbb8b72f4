package io.splitboard.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.ClockPing;
import io.splitboard.protocol.ControlGrpc;
import io.splitboard.protocol.Credit;
import io.splitboard.protocol.DataGrpc;
import io.splitboard.protocol.HelloRequest;
import io.splitboard.protocol.Shaping;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.StopRequest;
import io.splitboard.protocol.access.Token;
import io.splitboard.protocol.codec.Codecs;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an agent lets in, and how it comes and goes. */
class AgentDoorTest extends WithAgents {

  @Test
  void saysWhichCodecsItHas() {
    assertThat(workbench.control("a").hello(HelloRequest.getDefaultInstance()).getCodecsList())
        .contains(Codecs.LZ4);
  }

  @Test
  void refusesModelsOutsideItsStore() throws Exception {
    Path outside = Files.createTempFile("outside", ".onnx");
    Shard shard = AgentChain.shards(1, Shaping.getDefaultInstance()).get(2);
    for (String path : List.of("../" + outside.getFileName(), outside.toString())) {
      Shard.Builder bad = shard.toBuilder();
      bad.getTasksBuilder(0).setModel(path);

      assertThatThrownBy(() -> workbench.deploy(List.of(bad.build())))
          .hasMessageContaining("outside the agent's store");
    }
    Files.delete(outside);
  }

  @Test
  void refusesCallsWithoutTheToken() throws Exception {
    for (String token : List.of("", "wrong")) {
      for (int port :
          List.of(chain.agents().get(0).controlPort(), chain.agents().get(0).dataPort())) {
        ManagedChannel channel =
            NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .intercept(Token.attach(token))
                .build();
        try {
          if (port == chain.agents().get(0).controlPort()) {
            assertThatThrownBy(
                    () ->
                        ControlGrpc.newBlockingStub(channel)
                            .hello(HelloRequest.getDefaultInstance()))
                .isInstanceOfSatisfying(StatusRuntimeException.class, AgentDoorTest::isRefusal);
          } else {
            CompletableFuture<Credit> credit = new CompletableFuture<>();
            DataGrpc.newStub(channel)
                .relay(new TestWorkbench.FutureObserver<>(credit))
                .onNext(Chunk.newBuilder().setFrom("b").build());
            assertThatThrownBy(() -> credit.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(StatusRuntimeException.class, AgentDoorTest::isRefusal);
          }
        } finally {
          channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
      }
    }
  }

  private static void isRefusal(StatusRuntimeException failure) {
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void stopsWhenAskedAndFreesItsPorts() throws Exception {
    Agent agent = chain.agents().get(0);
    int control = agent.controlPort();
    int data = agent.dataPort();
    assertThat(workbench.control("a").clock(ClockPing.getDefaultInstance()).getAgentNanos())
        .isNotZero();

    workbench.control("a").stop(StopRequest.getDefaultInstance());
    agent.awaitStop();
    agent.close();

    for (int port : List.of(control, data)) {
      try (ServerSocket socket = new ServerSocket(port)) {
        assertThat(socket.getLocalPort()).isEqualTo(port);
      }
    }
  }

  @Test
  void saysThatAPortIsTaken() {
    int taken = chain.agents().get(0).controlPort();

    assertThatThrownBy(() -> chain.start(taken))
        .isInstanceOf(PortTakenException.class)
        .hasMessageContaining(String.valueOf(taken))
        .hasMessageContaining("--control-port");
  }
}
