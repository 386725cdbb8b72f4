package io.splitboard.app.service;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An ONNX file of any size, made to see how time and memory grow with it.
 *
 * @param nodes of the graph
 * @param bytes of the file and of the weights beside it
 */
record ScaleModel(Path file, int nodes, long bytes) {

  private static final int CHANNELS = 8;
  private static final int SIDE = 32;
  private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
  private static final int HEAVY_SIDE = 4096;

  /**
   * Many small nodes: pairs of 3×3 convolutions with a ReLU between and a shortcut around them.
   *
   * @param nodes rounded up to whole blocks of four
   */
  static ScaleModel deep(Path folder, int nodes) throws IOException {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("deep");
    graph.addInput(value("input", 1, CHANNELS, SIDE, SIDE));
    String last = "input";
    for (int block = 0; block < (nodes + 3) / 4; block++) {
      String first = convolution(graph, "b" + block + ".conv1", last);
      graph.addNode(node("Relu", "b" + block + ".relu", first));
      String second = convolution(graph, "b" + block + ".conv2", "b" + block + ".relu");
      graph.addNode(node("Add", "b" + block + ".add", second, last));
      last = "b" + block + ".add";
    }
    graph.addOutput(value(last, 1, CHANNELS, SIDE, SIDE));
    return write(folder.resolve("deep-" + nodes + ".onnx"), graph, 0);
  }

  /**
   * Few large nodes: dense layers of 64 MiB each, whose weights are zeros in a file beside the
   * model.
   */
  static ScaleModel heavy(Path folder, int layers) throws IOException {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("heavy");
    graph.addInput(value("input", 1, HEAVY_SIDE));
    long bytes = 4L * HEAVY_SIDE * HEAVY_SIDE;
    String weights = "heavy-" + layers + ".weights";
    String last = "input";
    for (int layer = 0; layer < layers; layer++) {
      String name = "dense" + layer;
      graph.addInitializer(
          TensorProto.newBuilder()
              .setName(name + ".weight")
              .setDataType(FLOAT)
              .addAllDims(List.of((long) HEAVY_SIDE, (long) HEAVY_SIDE))
              .setDataLocation(TensorProto.DataLocation.EXTERNAL)
              .addExternalData(entry("location", weights))
              .addExternalData(entry("offset", Long.toString(layer * bytes)))
              .addExternalData(entry("length", Long.toString(bytes))));
      graph.addNode(node("MatMul", name, last, name + ".weight"));
      last = name;
    }
    graph.addOutput(value(last, 1, HEAVY_SIDE));
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(weights).toFile(), "rw")) {
      file.setLength(layers * bytes);
    }
    return write(folder.resolve("heavy-" + layers + ".onnx"), graph, layers * bytes);
  }

  private static String convolution(GraphProto.Builder graph, String name, String input) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name + ".weight")
            .setDataType(FLOAT)
            .addAllDims(List.of((long) CHANNELS, (long) CHANNELS, 3L, 3L))
            .setRawData(ByteString.copyFrom(new byte[4 * CHANNELS * CHANNELS * 9])));
    graph.addNode(
        node("Conv", name, input, name + ".weight").toBuilder()
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("pads")
                    .setType(AttributeProto.AttributeType.INTS)
                    .addAllInts(List.of(1L, 1L, 1L, 1L))));
    return name;
  }

  private static NodeProto node(String operator, String name, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(name)
        .addAllInput(List.of(inputs))
        .addOutput(name)
        .build();
  }

  private static ValueInfoProto value(String name, long... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dim : dims) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static ScaleModel write(Path file, GraphProto.Builder graph, long beside)
      throws IOException {
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
    model.addOpsetImportBuilder().setDomain("").setVersion(17);
    Files.write(file, model.build().toByteArray());
    return new ScaleModel(file, graph.getNodeCount(), Files.size(file) + beside);
  }
}
