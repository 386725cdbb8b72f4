package io.splitboard.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.agent.TestWorkbench.Ended;
import io.splitboard.protocol.Binding;
import io.splitboard.protocol.ProfileReply;
import io.splitboard.protocol.ProfileRequest;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.TaskSpec;
import io.splitboard.protocol.TransferSpec;
import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pieces of tensors between two agents: keys of any kind, and pieces without rows. */
class FragmentsTest {

  private static final String LONG = "block/" + "a-very-long-name.".repeat(60);
  private static final String TOP = "conv1#rows0-2";
  private static final String NOTHING = LONG + "#rows2-2";
  private static final String ALL = "größe|\"ä\\n\" →#all";

  @TempDir Path store;

  private final List<Agent> agents = new ArrayList<>();
  private final TestWorkbench workbench = new TestWorkbench();

  @BeforeEach
  void deploy() throws Exception {
    // a makes two rows and none of a tensor and sends both; b joins them and answers.
    new TestModels()
        .input("x", OnnxTypes.FLOAT32, 1, 2, 3)
        .input("empty", OnnxTypes.FLOAT32, 1, 0, 3)
        .node("Neg", "top", "x")
        .node("Abs", LONG, "empty")
        .output("top", OnnxTypes.FLOAT32, 1, 2, 3)
        .output(LONG, OnnxTypes.FLOAT32, 1, 0, 3)
        .write(store.resolve("make.onnx"));
    new TestModels()
        .input("top", OnnxTypes.FLOAT32, 1, 2, 3)
        .input("rest", OnnxTypes.FLOAT32, 1, 0, 3)
        .node("Concat", "all", "top", "rest")
        .attribute("axis", 1)
        .output("all", OnnxTypes.FLOAT32, 1, 2, 3)
        .write(store.resolve("join.onnx"));
    for (String device : List.of("a", "b")) {
      Agent agent =
          Agent.start(
              new AgentOptions(store, 0, "127.0.0.1", 0, Optional.empty()), TestWorkbench.TOKEN);
      agents.add(agent);
      workbench.add(device, agent.controlPort(), agent.dataPort());
    }
    assertThat(workbench.deploy(List.of(source(), joiner()))).isEmpty();
    workbench.listen("a");
  }

  @AfterEach
  void stop() throws Exception {
    workbench.close();
    agents.forEach(Agent::close);
  }

  private static Shard source() {
    return Shard.newBuilder()
        .setDevice("a")
        .setSource(true)
        .setThreads(1)
        .setMaxInFlight(2)
        .setCreditBytes(1000)
        .addTasks(
            TaskSpec.newBuilder()
                .setId("make")
                .setModel("make.onnx")
                .addReads(bind("x", "x", 2))
                .addReads(bind("x#rows2-2", "empty", 0))
                .addMakes(bind(TOP, "top", 2))
                .addMakes(bind(NOTHING, LONG, 0)))
        .addSends(send(TOP, "b"))
        .addSends(send(NOTHING, "b"))
        .addRequestInputs("x")
        .addRequestInputs("x#rows2-2")
        .addRequestOutputs(ALL)
        .addRequestOutputs(NOTHING)
        .build();
  }

  private static Shard joiner() {
    return Shard.newBuilder()
        .setDevice("b")
        .setThreads(1)
        .setCreditBytes(1000)
        .addTasks(
            TaskSpec.newBuilder()
                .setId("join")
                .setModel("join.onnx")
                .addReads(bind(TOP, "top", 2))
                .addReads(bind(NOTHING, "rest", 0))
                .addMakes(bind(ALL, "all", 2)))
        .addSends(send(ALL, "a"))
        .build();
  }

  private static Binding bind(String fragment, String name, long rows) {
    return Binding.newBuilder()
        .setFragment(fragment)
        .setName(name)
        .setOnnxType(OnnxTypes.FLOAT32)
        .addAllShape(List.of(1L, rows, 3L))
        .build();
  }

  private static TransferSpec send(String fragment, String to) {
    return TransferSpec.newBuilder()
        .setId(fragment + "→" + to)
        .setFragment(fragment)
        .setTo(to)
        .build();
  }

  private static WireTensor twoRows(float first) {
    WireTensor values = TestModels.floats(first, 2, 3, 4, 5, 6);
    return new WireTensor(OnnxTypes.FLOAT32, new long[] {1, 2, 3}, values.data());
  }

  private static WireTensor noRows() {
    return new WireTensor(OnnxTypes.FLOAT32, new long[] {1, 0, 3}, ByteBuffer.allocate(0));
  }

  @Test
  void piecesWithoutRowsTravelAndRunUnderAnyKey() throws Exception {
    for (int request = 0; request < 3; request++) {
      workbench
          .submitAll(
              "a", request, List.of("x", "x#rows2-2"), List.of(twoRows(request + 1), noRows()))
          .get(10, TimeUnit.SECONDS);
    }

    for (int request = 0; request < 3; request++) {
      Ended ended = workbench.next();
      assertThat(ended.failure()).isNull();
      assertThat(TestModels.floats(ended.outputs().get(ALL)))
          .containsExactly(-request - 1, -2, -3, -4, -5, -6);
      assertThat(ended.outputs().get(NOTHING).shape()).containsExactly(1, 0, 3);
      assertThat(ended.outputs().get(NOTHING).bytes()).isZero();
    }
  }

  @Test
  void aTaskWithoutRowsCanBeTimed() throws Exception {
    ProfileReply reply =
        workbench.control("b").profile(ProfileRequest.newBuilder().setRepetitions(2).build());

    assertThat(reply.getTasks(0).getProblem()).isEmpty();
    assertThat(reply.getTasks(0).getWallMsList()).hasSize(2);
    workbench
        .submitAll("a", 0, List.of("x", "x#rows2-2"), List.of(twoRows(1), noRows()))
        .get(10, TimeUnit.SECONDS);
    assertThat(workbench.next().failure()).isNull();
  }
}
