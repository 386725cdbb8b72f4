package io.splitboard.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.splitboard.agent.AgentException;
import io.splitboard.agent.TestModels;
import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedWeightsTest {

  private static final EngineOptions PLAIN = new EngineOptions(false, 1);
  private static final int INPUTS = 256;
  private static final int OUTPUTS = 512;

  @TempDir Path folder;

  @BeforeEach
  void writeBlobs() throws Exception {
    Files.createDirectories(folder.resolve("blobs"));
    for (String blob : List.of("large", "own")) {
      ByteBuffer data = ByteBuffer.allocate(4 * INPUTS * OUTPUTS).order(ByteOrder.LITTLE_ENDIAN);
      while (data.hasRemaining()) {
        data.putFloat((data.position() * 31 % 257 - 128) / 64f);
      }
      Files.write(folder.resolve("blobs").resolve(blob), data.array());
    }
    Files.write(folder.resolve("blobs/small"), new byte[4 * OUTPUTS]);
  }

  /** A sub-model for some rows of a matrix, with the weights that every such piece has. */
  private Path piece(int rows) throws Exception {
    return new TestModels()
        .input("x", OnnxTypes.FLOAT32, rows, INPUTS)
        .externalWeight("w", "blobs/large", INPUTS, OUTPUTS)
        .externalWeight("b", "blobs/small", OUTPUTS)
        .node("MatMul", "xw", "x", "w")
        .node("Add", "y", "xw", "b")
        .output("y", OnnxTypes.FLOAT32, rows, OUTPUTS)
        .write(folder.resolve("rows" + rows + ".onnx"));
  }

  private static Map<String, WireTensor> rows(int count) {
    ByteBuffer data = ByteBuffer.allocate(4 * count * INPUTS).order(ByteOrder.LITTLE_ENDIAN);
    while (data.hasRemaining()) {
      data.putFloat(data.position() % 101 / 50f - 1);
    }
    return Map.of("x", new WireTensor(OnnxTypes.FLOAT32, new long[] {count, INPUTS}, data.flip()));
  }

  private static long mappings(String blob) throws Exception {
    try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(line -> line.endsWith("/blobs/" + blob)).count();
    }
  }

  @Test
  void severalSessionsUseOneMappingOfAWeightAndComputeTheSame() throws Exception {
    List<Path> models = List.of(piece(1), piece(3), piece(7), piece(7));
    try (SharedWeights shared = SharedWeights.among(models)) {
      List<TaskSession> sessions = new ArrayList<>();
      for (Path model : models) {
        sessions.add(TaskSession.open(model, PLAIN, shared));
      }
      int[] counts = {1, 3, 7, 7};
      for (int i = 0; i < counts.length; i++) {
        WireTensor together = sessions.get(i).run(rows(counts[i])).get("y");
        try (TaskSession alone = TaskSession.open(models.get(i), PLAIN)) {
          assertThat(together.data()).isEqualTo(alone.run(rows(counts[i])).get("y").data());
        }
      }
      assertThat(shared.mapped()).isEqualTo(1);
      sessions.forEach(TaskSession::close);
    }
  }

  @Test
  void aSharedWeightIsInTheProcessOnce() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "tells mappings only on Linux");
    List<Path> models = List.of(piece(2), piece(3), piece(4));
    try (SharedWeights shared = SharedWeights.among(models)) {
      List<TaskSession> sessions = new ArrayList<>();
      for (Path model : models) {
        sessions.add(TaskSession.open(model, PLAIN, shared));
      }
      for (int i = 0; i < models.size(); i++) {
        sessions.get(i).run(rows(i + 2));
      }
      assertThat(mappings("large")).isEqualTo(1);
      sessions.forEach(TaskSession::close);
    }
  }

  @Test
  void weightsOfOneModelAloneAreLeftToTheEngine() throws Exception {
    Path other =
        new TestModels()
            .input("x", OnnxTypes.FLOAT32, 1, INPUTS)
            .externalWeight("w", "blobs/own", INPUTS, OUTPUTS)
            .node("MatMul", "y", "x", "w")
            .output("y", OnnxTypes.FLOAT32, 1, OUTPUTS)
            .write(folder.resolve("other.onnx"));
    try (SharedWeights shared = SharedWeights.among(List.of(other, piece(1)));
        TaskSession session = TaskSession.open(other, PLAIN, shared)) {
      assertThat(session.run(rows(1))).containsKey("y");
      assertThat(shared.mapped()).isZero();
    }
  }

  @Test
  void filesThatDoNotFitTheirWeightAreRefusedByTheEngine() throws Exception {
    Files.write(folder.resolve("blobs/large"), new byte[1000]);
    List<Path> models = List.of(piece(1), piece(2));
    try (SharedWeights shared = SharedWeights.among(models)) {
      assertThatThrownBy(() -> TaskSession.open(models.get(0), PLAIN, shared))
          .isInstanceOf(AgentException.class)
          .hasMessageContaining("rows1.onnx");
    }
  }

  @Test
  void neverMapsAFileOutsideTheFolder() throws Exception {
    Path outside = Files.write(folder.resolve("outside"), new byte[4 * INPUTS * OUTPUTS]);
    List<Path> models = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      models.add(
          new TestModels()
              .input("x", OnnxTypes.FLOAT32, 1, INPUTS)
              .externalWeight("w", "../" + outside.getFileName(), INPUTS, OUTPUTS)
              .node("MatMul", "y", "x", "w")
              .output("y", OnnxTypes.FLOAT32, 1, OUTPUTS)
              .write(folder.resolve("inner").resolve("m" + i + ".onnx")));
    }
    try (SharedWeights shared = SharedWeights.among(models)) {
      assertThatThrownBy(() -> TaskSession.open(models.get(0), PLAIN, shared))
          .isInstanceOf(AgentException.class);
      assertThat(shared.mapped()).isZero();
    }
  }
}
