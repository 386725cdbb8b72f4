package io.splitboard.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.agent.AgentException;
import io.splitboard.agent.TestModels;
import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskSessionTest {

  private static final EngineOptions PLAIN = new EngineOptions(false, 1);

  @TempDir Path folder;

  @Test
  void feedsInputsByNameWhateverTheirOrder() throws Exception {
    Path file =
        new TestModels()
            .input("minuend", OnnxTypes.FLOAT32, 2)
            .input("subtrahend", OnnxTypes.FLOAT32, 2)
            .node("Sub", "difference", "minuend", "subtrahend")
            .node("Neg", "opposite", "difference")
            .output("opposite", OnnxTypes.FLOAT32, 2)
            .output("difference", OnnxTypes.FLOAT32, 2)
            .write(folder.resolve("sub.onnx"));
    Map<String, WireTensor> inputs = new LinkedHashMap<>();
    inputs.put("subtrahend", TestModels.floats(1, 2));
    inputs.put("minuend", TestModels.floats(10, 20));

    try (TaskSession session = TaskSession.open(file, PLAIN)) {
      Map<String, WireTensor> outputs = session.run(inputs);

      assertThat(TestModels.floats(outputs.get("difference"))).containsExactly(9, 18);
      assertThat(TestModels.floats(outputs.get("opposite"))).containsExactly(-9, -18);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        OnnxTypes.FLOAT32,
        OnnxTypes.FLOAT64,
        OnnxTypes.FLOAT16,
        OnnxTypes.BFLOAT16,
        OnnxTypes.INT8,
        OnnxTypes.UINT8,
        OnnxTypes.INT32,
        OnnxTypes.INT64,
        OnnxTypes.BOOL
      })
  void keepsEveryTypeAndShape(int type) throws Exception {
    for (long[] shape : new long[][] {{2, 3}, {}, {0, 4}, {1, 0}, {7}}) {
      Path file =
          new TestModels()
              .input("x", type, shape)
              .node("Identity", "y", "x")
              .output("y", type, shape)
              .write(folder.resolve("identity-" + shape.length + "-" + type + ".onnx"));
      for (boolean direct : new boolean[] {true, false}) {
        WireTensor value = pattern(type, direct, shape);
        try (TaskSession session = TaskSession.open(file, PLAIN)) {
          WireTensor back = session.run(Map.of("x", value)).get("y");

          assertThat(back.onnxType()).isEqualTo(type);
          assertThat(back.shape()).isEqualTo(shape);
          assertThat(TestModels.bytes(back)).isEqualTo(TestModels.bytes(value));
        }
      }
    }
  }

  private static WireTensor pattern(int type, boolean direct, long... shape) {
    int bytes = WireTensor.bytes(type, shape);
    // An odd start makes the direct buffer unaligned, which must not matter.
    ByteBuffer room =
        direct ? ByteBuffer.allocateDirect(bytes + 1) : ByteBuffer.allocate(bytes + 1);
    ByteBuffer data = room.slice(1, bytes);
    for (int i = 0; i < bytes; i++) {
      data.put(i, (byte) (type == OnnxTypes.BOOL ? i % 2 : 3 * i + 1));
    }
    return new WireTensor(type, shape, data);
  }

  @Test
  void readsOutputsThatDjlHasNoTypeFor() throws Exception {
    Path file =
        new TestModels()
            .input("x", OnnxTypes.INT32, 2)
            .node("Cast", "y", "x")
            .attribute("to", OnnxTypes.UINT16)
            .output("y", OnnxTypes.UINT16, 2)
            .write(folder.resolve("cast.onnx"));
    ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(7).putInt(9);

    try (TaskSession session = TaskSession.open(file, PLAIN)) {
      WireTensor tensor = new WireTensor(OnnxTypes.INT32, new long[] {2}, data.flip());
      WireTensor output = session.run(Map.of("x", tensor)).get("y");

      assertThat(output.onnxType()).isEqualTo(OnnxTypes.UINT16);
      assertThat(output.data().getShort(0)).isEqualTo((short) 7);
      assertThat(output.data().getShort(2)).isEqualTo((short) 9);
    }
  }

  @Test
  void runsModelsWithoutInputs() throws Exception {
    Path file =
        new TestModels()
            .weight("w", new long[] {2}, 3, 4)
            .node("Neg", "y", "w")
            .output("y", OnnxTypes.FLOAT32, 2)
            .write(folder.resolve("constant.onnx"));

    try (TaskSession session = TaskSession.open(file, PLAIN)) {
      assertThat(TestModels.floats(session.run(Map.of()).get("y"))).containsExactly(-3, -4);
      assertThat(TestModels.floats(session.run(Map.of()).get("y"))).containsExactly(-3, -4);
    }
  }

  @Test
  void mapsWeightsBesideTheModel() throws Exception {
    Files.createDirectories(folder.resolve("blobs"));
    ByteBuffer weights = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    weights.asFloatBuffer().put(new float[] {1, 2, 3, 4});
    Files.write(folder.resolve("blobs").resolve("abc"), weights.array());
    Path file =
        new TestModels()
            .input("x", OnnxTypes.FLOAT32, 4)
            .externalWeight("w", "blobs/abc", 4)
            .node("Mul", "y", "x", "w")
            .output("y", OnnxTypes.FLOAT32, 4)
            .write(folder.resolve("model.onnx"));

    try (TaskSession session = TaskSession.open(file, PLAIN)) {
      Map<String, WireTensor> outputs = session.run(Map.of("x", TestModels.floats(1, 1, 2, 2)));

      assertThat(TestModels.floats(outputs.get("y"))).containsExactly(1, 2, 6, 8);
    }
  }

  @Test
  void keepsNoMemoryFromRunToRun() throws Exception {
    long elements = 1 << 20;
    Path file =
        new TestModels()
            .input("x", OnnxTypes.FLOAT32, elements)
            .node("Neg", "y", "x")
            .output("y", OnnxTypes.FLOAT32, elements)
            .write(folder.resolve("neg.onnx"));
    try (TaskSession session = TaskSession.open(file, PLAIN)) {
      Map<String, WireTensor> inputs = Map.of("x", WireTensor.zeros(OnnxTypes.FLOAT32, elements));
      for (int i = 0; i < 50; i++) {
        session.run(inputs);
      }
      long before = nativeBytes();
      for (int i = 0; i < 400; i++) {
        session.run(inputs);
      }

      // 400 leaked outputs of 4 MiB would be 1.6 GiB.
      assertThat(nativeBytes() - before).isLessThan(400L << 20);
    }
  }

  /** Resident memory that is not the Java heap. */
  private static long nativeBytes() throws Exception {
    String resident = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
    return Long.parseLong(resident) * 4096
        - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
  }

  @Test
  void computesOnTheCallingThread() throws Exception {
    long size = 700;
    Path file =
        new TestModels()
            .input("x", OnnxTypes.FLOAT32, size, size)
            .node("MatMul", "y", "x", "x")
            .node("MatMul", "z", "y", "x")
            .output("z", OnnxTypes.FLOAT32, size, size)
            .write(folder.resolve("matmul.onnx"));
    try (TaskSession session = TaskSession.open(file, PLAIN)) {
      Map<String, WireTensor> inputs = Map.of("x", WireTensor.zeros(OnnxTypes.FLOAT32, size, size));
      session.run(inputs);
      Map<Long, Long> before = threadTimes();
      for (int i = 0; i < 20; i++) {
        session.run(inputs);
      }
      Map<Long, Long> after = threadTimes();

      long mine = used(before, after, nativeThreadId());
      long all = after.keySet().stream().mapToLong(id -> used(before, after, id)).sum();
      assertThat(mine).isGreaterThan(all / 2);
    }
  }

  private static long used(Map<Long, Long> before, Map<Long, Long> after, long thread) {
    return after.get(thread) - before.getOrDefault(thread, 0L);
  }

  private static long nativeThreadId() throws Exception {
    String[] parts = Path.of("/proc/thread-self").toRealPath().toString().split("/");
    return Long.parseLong(parts[parts.length - 1]);
  }

  /** Clock ticks that each thread of this process, native ones included, has run. */
  private static Map<Long, Long> threadTimes() throws Exception {
    Map<Long, Long> times = new LinkedHashMap<>();
    try (var tasks = Files.list(Path.of("/proc/self/task"))) {
      for (Path task : tasks.toList()) {
        String stat = Files.readString(task.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        times.put(
            Long.parseLong(task.getFileName().toString()),
            Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
      }
    }
    return times;
  }

  @Test
  void saysWhatIsWrongWithAModel() throws Exception {
    Path file = Files.writeString(folder.resolve("broken.onnx"), "version https://git-lfs");

    assertThatThrownBy(() -> TaskSession.open(file, PLAIN))
        .isInstanceOf(AgentException.class)
        .hasMessageContaining("broken.onnx")
        .hasMessageNotContaining("\n");
  }
}
