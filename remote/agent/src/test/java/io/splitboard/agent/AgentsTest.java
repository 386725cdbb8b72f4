package io.splitboard.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.splitboard.agent.TestWorkbench.Ended;
import io.splitboard.protocol.Binding;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.ClockPing;
import io.splitboard.protocol.ControlGrpc;
import io.splitboard.protocol.Credit;
import io.splitboard.protocol.DataGrpc;
import io.splitboard.protocol.HelloRequest;
import io.splitboard.protocol.LinkShape;
import io.splitboard.protocol.ProbeReply;
import io.splitboard.protocol.ProbeRequest;
import io.splitboard.protocol.ProfileReply;
import io.splitboard.protocol.ProfileRequest;
import io.splitboard.protocol.Shaping;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.StopRequest;
import io.splitboard.protocol.TaskSpec;
import io.splitboard.protocol.TelemetryFrame;
import io.splitboard.protocol.TelemetryRequest;
import io.splitboard.protocol.TransferSpec;
import io.splitboard.protocol.TransferTiming;
import io.splitboard.protocol.access.Token;
import io.splitboard.protocol.codec.Codecs;
import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Three agents in this process, which talk over the loopback device as they would over a LAN. */
class AgentsTest {

  private static final int ELEMENTS = 100_000;
  private static final List<String> DEVICES = List.of("a", "b", "c");

  @TempDir Path store;

  private final List<Agent> agents = new ArrayList<>();
  private final TestWorkbench workbench = new TestWorkbench();

  @BeforeEach
  void startAgents() throws Exception {
    // x → a: double → b: +1 at positions, fails for index ≥ 10 → c: negate → a
    new TestModels()
        .input("x", OnnxTypes.INT64, 1)
        .weight("ramp", new long[] {ELEMENTS}, ramp())
        .node("Cast", "scale", "x")
        .attribute("to", OnnxTypes.FLOAT32)
        .node("Mul", "y", "ramp", "scale")
        .node("Identity", "i", "x")
        .output("y", OnnxTypes.FLOAT32, ELEMENTS)
        .output("i", OnnxTypes.INT64, 1)
        .write(store.resolve("first.onnx"));
    new TestModels()
        .input("y", OnnxTypes.FLOAT32, ELEMENTS)
        .input("i", OnnxTypes.INT64, 1)
        .weight("ten", new long[] {10}, new float[10])
        .node("Gather", "picked", "ten", "i")
        .node("Add", "z", "y", "picked")
        .output("z", OnnxTypes.FLOAT32, ELEMENTS)
        .write(store.resolve("second.onnx"));
    new TestModels()
        .input("z", OnnxTypes.FLOAT32, ELEMENTS)
        .node("Neg", "out", "z")
        .output("out", OnnxTypes.FLOAT32, ELEMENTS)
        .write(store.resolve("third.onnx"));
    for (String device : DEVICES) {
      Agent agent = start(0);
      agents.add(agent);
      workbench.add(device, agent.controlPort(), agent.dataPort());
    }
  }

  private Agent start(int controlPort) {
    return Agent.start(
        new AgentOptions(store, controlPort, "127.0.0.1", 0, Optional.empty()),
        TestWorkbench.TOKEN);
  }

  @AfterEach
  void stopAgents() throws Exception {
    workbench.close();
    agents.forEach(Agent::close);
  }

  private static float[] ramp() {
    float[] values = new float[ELEMENTS];
    for (int i = 0; i < ELEMENTS; i++) {
      values[i] = i;
    }
    return values;
  }

  private static Binding bind(String name, int type, long... shape) {
    Binding.Builder binding =
        Binding.newBuilder().setFragment(name).setName(name).setOnnxType(type);
    for (long size : shape) {
      binding.addShape(size);
    }
    return binding.build();
  }

  private static TransferSpec send(String fragment, String to) {
    return TransferSpec.newBuilder()
        .setId(fragment + ">" + to)
        .setFragment(fragment)
        .setTo(to)
        .build();
  }

  /** The chain a → b → c → a; each message's window is smaller than one message. */
  private static List<Shard> chain(int maxInFlight, Shaping shaping) {
    Binding y = bind("y", OnnxTypes.FLOAT32, ELEMENTS);
    Binding i = bind("i", OnnxTypes.INT64, 1);
    Binding z = bind("z", OnnxTypes.FLOAT32, ELEMENTS);
    Shard.Builder common = Shard.newBuilder().setThreads(1).setCreditBytes(1000);
    common.setShaping(shaping);
    Shard a =
        common
            .clone()
            .setDevice("a")
            .setSource(true)
            .addTasks(
                TaskSpec.newBuilder()
                    .setId("first")
                    .setModel("first.onnx")
                    .addReads(bind("x", OnnxTypes.INT64, 1))
                    .addMakes(y)
                    .addMakes(i))
            .addSends(send("y", "b"))
            .addSends(send("i", "b"))
            .addRequestInputs("x")
            .addRequestOutputs("out")
            .setMaxInFlight(maxInFlight)
            .build();
    Shard b =
        common
            .clone()
            .setDevice("b")
            .addTasks(
                TaskSpec.newBuilder()
                    .setId("second")
                    .setModel("second.onnx")
                    .addReads(y)
                    .addReads(i)
                    .addMakes(z))
            .addSends(send("z", "c"))
            .build();
    Shard c =
        common
            .clone()
            .setDevice("c")
            .addTasks(
                TaskSpec.newBuilder()
                    .setId("third")
                    .setModel("third.onnx")
                    .addReads(z)
                    .addMakes(bind("out", OnnxTypes.FLOAT32, ELEMENTS)))
            .addSends(send("out", "a"))
            .build();
    return List.of(a, b, c);
  }

  private static List<WireTensor> indices(int... values) {
    List<WireTensor> tensors = new ArrayList<>();
    for (int value : values) {
      ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
      tensors.add(new WireTensor(OnnxTypes.INT64, new long[] {1}, data));
    }
    return tensors;
  }

  private static void assertResult(Ended ended, int scale) {
    assertThat(ended.failure()).isNull();
    float[] out = TestModels.floats(ended.outputs().get("out"));
    assertThat(out).hasSize(ELEMENTS);
    for (int k = 0; k < ELEMENTS; k++) {
      assertThat(out[k]).isEqualTo(-(float) k * scale);
    }
    assertThat(ended.times().getEndNanos()).isGreaterThan(ended.times().getStartNanos());
  }

  @Test
  void pipelinesRequestsInOrderThroughWindowsSmallerThanAMessage() throws Exception {
    assertThat(workbench.deploy(chain(4, Shaping.getDefaultInstance()))).isEmpty();
    workbench.listen("a");
    int[] scales = new int[40];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = i % 10;
    }
    CompletableFuture<Integer> accepted = workbench.submit("a", "x", 0, indices(scales));

    for (int request = 0; request < scales.length; request++) {
      Ended ended = workbench.next();
      assertThat(ended.request()).isEqualTo(request);
      assertResult(ended, scales[request]);
    }
    assertThat(accepted.get(10, TimeUnit.SECONDS)).isEqualTo(scales.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {Codecs.LZ4, Codecs.ZFP})
  void packsOnTheWireAndGivesTheSameBits(String codec) throws Exception {
    assumeThat(Codecs.here()).as(Codecs.remedy(codec)).contains(codec);
    List<Shard> packed =
        chain(4, Shaping.getDefaultInstance()).stream()
            .map(shard -> withCodec(shard, codec))
            .toList();
    assertThat(workbench.deploy(packed)).isEmpty();
    workbench.listen("a");
    workbench.submit("a", "x", 0, indices(0, 3, 7)).get(10, TimeUnit.SECONDS);
    for (int scale : new int[] {0, 3, 7}) {
      assertResult(workbench.next(), scale);
    }
    Iterator<TelemetryFrame> frames =
        workbench.control("b").telemetry(TelemetryRequest.newBuilder().setPeriodMs(50).build());
    long least =
        frames.next().getTransfersList().stream()
            .filter(transfer -> transfer.getTransfer().equals("y>b"))
            .mapToLong(TransferTiming::getBytes)
            .min()
            .orElseThrow();
    assertThat(least).as("zeros on the wire").isBetween(1L, ELEMENTS * 4L / 10);
  }

  private static Shard withCodec(Shard shard, String codec) {
    Shard.Builder changed = shard.toBuilder().clearSends();
    shard.getSendsList().forEach(send -> changed.addSends(send.toBuilder().setCodec(codec)));
    return changed.build();
  }

  @Test
  void saysWhichCodecsItHas() {
    assertThat(workbench.control("a").hello(HelloRequest.getDefaultInstance()).getCodecsList())
        .contains(Codecs.LZ4);
  }

  @Test
  void requestsMayRepeatInputsThatTheSourceKeeps() throws Exception {
    assertThat(workbench.deploy(chain(4, Shaping.getDefaultInstance()))).isEmpty();
    workbench.listen("a");
    assertThat(workbench.keep("a", "x", indices(3, 7))).isEqualTo(2);

    workbench.submitKept("a", 0, 2, 1, 2).get(10, TimeUnit.SECONDS);
    workbench.submit("a", "x", 3, indices(5)).get(10, TimeUnit.SECONDS);

    for (int scale : new int[] {7, 3, 7, 5}) {
      assertResult(workbench.next(), scale);
    }
    assertThat(workbench.keep("a", "x", indices(4))).isEqualTo(1);
    workbench.submitKept("a", 4, 1).get(10, TimeUnit.SECONDS);
    assertResult(workbench.next(), 4);
  }

  @Test
  void refusesRequestsThatRepeatInputsThatItDoesNotKeep() throws Exception {
    assertThat(workbench.deploy(chain(1, Shaping.getDefaultInstance()))).isEmpty();
    workbench.keep("a", "x", indices(3));

    assertThatThrownBy(() -> workbench.submitKept("a", 0, 2).get(10, TimeUnit.SECONDS))
        .hasMessageContaining("inputs 2");
    assertThatThrownBy(() -> workbench.keep("b", "x", indices(3)))
        .hasMessageContaining("b is not where requests start");
  }

  @Test
  void aRequestThatFailsLeavesTheOthersAlone() throws Exception {
    assertThat(workbench.deploy(chain(3, Shaping.getDefaultInstance()))).isEmpty();
    workbench.listen("a");
    workbench.submit("a", "x", 0, indices(1, 99, 2, 98, 3));

    Set<Integer> failed = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      Ended ended = workbench.next();
      if (ended.failure() == null) {
        assertResult(ended, 1 + ended.request() / 2);
      } else {
        failed.add(ended.request());
        assertThat(ended.failure()).contains("second").contains("device b").doesNotContain("\n");
      }
    }
    assertThat(failed).containsExactlyInAnyOrder(1, 3);
  }

  @Test
  void saysWhichPeerIsGoneAndFailsWhatNeedsIt() throws Exception {
    assertThat(workbench.deploy(chain(2, Shaping.getDefaultInstance()))).isEmpty();
    workbench.listen("a");
    workbench.submit("a", "x", 0, indices(1));
    assertResult(workbench.next(), 1);

    agents.get(1).close();
    workbench.submit("a", "x", 1, indices(2));

    assertThat(workbench.next().failure()).contains("b");
  }

  @Test
  void refusesRequestNumbersThatWereUsed() throws Exception {
    assertThat(workbench.deploy(chain(2, Shaping.getDefaultInstance()))).isEmpty();
    workbench.listen("a");
    workbench.submit("a", "x", 5, indices(1)).get(10, TimeUnit.SECONDS);
    CompletableFuture<Integer> again = workbench.submit("a", "x", 5, indices(1));

    assertThatThrownBy(() -> again.get(10, TimeUnit.SECONDS)).hasMessageContaining("Request 5");
  }

  @Test
  void unreachablePeersAreNamed() throws Exception {
    agents.get(2).close();

    List<String> unreachable =
        workbench.deploy(chain(1, Shaping.getDefaultInstance()).subList(0, 2));

    assertThat(unreachable).singleElement().asString().contains("b cannot reach c");
  }

  @Test
  void reportsTaskAndTransferTimes() throws Exception {
    assertThat(workbench.deploy(chain(1, Shaping.getDefaultInstance()))).isEmpty();
    workbench.listen("a");
    workbench.submit("a", "x", 0, indices(1, 2, 3));
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
    workbench.deploy(chain(1, shaping));
    workbench.listen("a");
    workbench.submit("a", "x", 0, indices(1));
    assertResult(workbench.next(), 1);
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
    workbench.deploy(chain(1, Shaping.newBuilder().setSlowdown(slowdown).build()));

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

  @Test
  void refusesModelsOutsideItsStore() throws Exception {
    Path outside = Files.createTempFile("outside", ".onnx");
    Shard shard = chain(1, Shaping.getDefaultInstance()).get(2);
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
      for (int port : List.of(agents.get(0).controlPort(), agents.get(0).dataPort())) {
        ManagedChannel channel =
            NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .intercept(Token.attach(token))
                .build();
        try {
          if (port == agents.get(0).controlPort()) {
            assertThatThrownBy(
                    () ->
                        ControlGrpc.newBlockingStub(channel)
                            .hello(HelloRequest.getDefaultInstance()))
                .isInstanceOfSatisfying(StatusRuntimeException.class, AgentsTest::isRefusal);
          } else {
            CompletableFuture<Credit> credit = new CompletableFuture<>();
            DataGrpc.newStub(channel)
                .relay(new TestWorkbench.FutureObserver<>(credit))
                .onNext(Chunk.newBuilder().setFrom("b").build());
            assertThatThrownBy(() -> credit.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(StatusRuntimeException.class, AgentsTest::isRefusal);
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
    Agent agent = agents.get(0);
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
    int taken = agents.get(0).controlPort();

    assertThatThrownBy(() -> start(taken))
        .isInstanceOf(PortTakenException.class)
        .hasMessageContaining(String.valueOf(taken))
        .hasMessageContaining("--control-port");
  }
}
