package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.splitboard.core.UserException;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.operator.LayerSlicing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a file holds, it is imported or refused with a sentence. The seeds are checked in every
 * run; with {@code -Plong} Jazzer changes them for a minute, guided by coverage.
 */
class ImporterFuzzTest {

  static Stream<Arguments> seeds() {
    return Stream.of(
            TestModels.model(TestModels.addAndRelu(TestModels.weight("w", 4))),
            TestModels.model(convolution()),
            TestModels.model(TestModels.addAndRelu(TestModels.external("w", "../secret", "0", 4))),
            TestModels.model(TestModels.addAndRelu(TestModels.external("w", "data", "-8", 4))),
            TestModels.model(TestModels.addAndRelu(TestModels.weight("w", 4)).clearOutput()),
            HostileModels.nested(5),
            HostileModels.nested(60),
            HostileModels.declared(1L << 40, 1L << 40),
            HostileModels.declared(1L << 62),
            HostileModels.made(1L << 20, 1L << 20),
            ModelProto.getDefaultInstance())
        .map(model -> Arguments.of((Object) model.toByteArray()));
  }

  private static GraphProto.Builder convolution() {
    return GraphProto.newBuilder()
        .addInput(TestModels.value("x", 1, 2, 6, -1))
        .addInitializer(TestModels.weight("k", 3, 2, 3, 3))
        .addNode(TestModels.node("Conv", "x,k", "c").addAttribute(TestModels.integer("group", 1)))
        .addNode(TestModels.node("GlobalAveragePool", "c", "p"))
        .addNode(TestModels.node("Flatten", "p", "y"))
        .addOutput(TestModels.value("y", 1, 3));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "60s")
  void importsOrRefuses(byte[] content) throws IOException {
    Path folder = Files.createTempDirectory("fuzz");
    Path file = Files.write(folder.resolve("model.onnx"), content);
    try {
      Network network = OnnxImporter.read(OnnxModel.open(file), ImportOptions.DEFAULT);
      assertThat(network.outputs()).isNotEmpty();
      network.layers().forEach(layer -> tellsWhatCanBeCut(network, layer));
    } catch (UserException e) {
      assertThat(e.getMessage()).endsWith(".");
    } finally {
      Files.delete(file);
      Files.delete(folder);
    }
  }

  private static void tellsWhatCanBeCut(Network network, Layer layer) {
    int rank = network.tensor(layer.outputs().get(0)).shape().rank();
    for (int axis = 0; axis < rank; axis++) {
      LayerSlicing.whyWhole(network, layer, axis)
          .ifPresent(why -> assertThat(why).isNotBlank().doesNotEndWith("."));
    }
  }
}
