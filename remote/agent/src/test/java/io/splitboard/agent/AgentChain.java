package io.splitboard.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.agent.TestWorkbench.Ended;
import io.splitboard.protocol.Binding;
import io.splitboard.protocol.Shaping;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.TaskSpec;
import io.splitboard.protocol.TransferSpec;
import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Three agents in this process, which talk over the loopback device as they would over a LAN, and
 * the program that they run: x → a: ramp·x → b: + 0, fails for x ≥ 10 → c: negated → a.
 */
final class AgentChain implements AutoCloseable {

  static final int ELEMENTS = 100_000;
  private static final List<String> DEVICES = List.of("a", "b", "c");

  private final Path store;
  private final List<Agent> agents = new ArrayList<>();
  private final TestWorkbench workbench = new TestWorkbench();

  /**
   * Starts the agents.
   *
   * @param store where their models are
   */
  AgentChain(Path store) throws Exception {
    this.store = store;
    writeModels();
    for (String device : DEVICES) {
      Agent agent = start(0);
      agents.add(agent);
      workbench.add(device, agent.controlPort(), agent.dataPort());
    }
  }

  private void writeModels() throws IOException {
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
  }

  Agent start(int controlPort) {
    return Agent.start(
        new AgentOptions(store, controlPort, "127.0.0.1", 0, Optional.empty()),
        TestWorkbench.TOKEN);
  }

  /** The agents of a, b and c. */
  List<Agent> agents() {
    return agents;
  }

  /** What gives them work. */
  TestWorkbench workbench() {
    return workbench;
  }

  @Override
  public void close() throws Exception {
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
  static List<Shard> shards(int maxInFlight, Shaping shaping) {
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

  static List<WireTensor> indices(int... values) {
    List<WireTensor> tensors = new ArrayList<>();
    for (int value : values) {
      ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
      tensors.add(new WireTensor(OnnxTypes.INT64, new long[] {1}, data));
    }
    return tensors;
  }

  static void assertResult(Ended ended, int scale) {
    assertThat(ended.failure()).isNull();
    float[] out = TestModels.floats(ended.outputs().get("out"));
    assertThat(out).hasSize(ELEMENTS);
    for (int k = 0; k < ELEMENTS; k++) {
      assertThat(out[k]).isEqualTo(-(float) k * scale);
    }
    assertThat(ended.times().getEndNanos()).isGreaterThan(ended.times().getStartNanos());
  }
}
