package io.splitboard.app.window.journey;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.project.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Small projects that run quickly, on three virtual Pis: the smallest MobileNet, and a test's own.
 */
final class JourneyProject {
  private JourneyProject() {}

  static Path create(Path folder) {
    return create(folder, "zoo:mobilenet-v1?width=0.25&resolution=128");
  }

  /**
   * A network {@code y = sin(1e7 · (x · w))}: what differs in its sums by the last bit, as it must
   * where another order adds them up, differs in {@code y} by much.
   */
  static Path touchy(Path folder) throws IOException {
    Random random = new Random(1);
    TensorProto.Builder weight =
        TensorProto.newBuilder().setName("w").setDataType(1).addDims(256).addDims(16);
    for (int i = 0; i < 256 * 16; i++) {
      weight.addFloatData((float) random.nextGaussian());
    }
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("touchy")
            .addInput(value("x", 8, 256))
            .addInitializer(weight)
            .addInitializer(
                TensorProto.newBuilder().setName("large").setDataType(1).addFloatData(1e7f))
            .addNode(node("MatMul", "sum").addInput("x").addInput("w"))
            .addNode(node("Mul", "scaled").addInput("sum_out").addInput("large"))
            .addNode(node("Sin", "wave").addInput("scaled_out"))
            .addOutput(value("wave_out", 8, 16));
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
    model.addOpsetImportBuilder().setVersion(13);
    Files.createDirectories(folder);
    Files.write(folder.resolve("touchy.onnx"), model.build().toByteArray());
    return create(folder, "touchy.onnx");
  }

  private static NodeProto.Builder node(String operator, String name) {
    return NodeProto.newBuilder().setOpType(operator).setName(name).addOutput(name + "_out");
  }

  private static ValueInfoProto value(String name, long... sizes) {
    ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
    var tensor = value.getTypeBuilder().getTensorTypeBuilder().setElemType(1);
    var shape = tensor.getShapeBuilder();
    for (long size : sizes) {
      shape.addDimBuilder().setDimValue(size);
    }
    return value.build();
  }

  private static Path create(Path folder, String model) {
    List<Device> devices =
        Stream.of("pi-a", "pi-b", "pi-c")
            .map(id -> Catalogue.device("pi-4b", id, new Connection.Virtual(2)))
            .toList();
    Cluster cluster =
        new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "pi-a", Contention.PER_PORT);
    ProjectFolder.create(folder, "Journey", model, ImportOptions.DEFAULT, cluster);
    return folder;
  }
}
