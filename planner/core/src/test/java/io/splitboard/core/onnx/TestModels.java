package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Small models made on the spot. */
final class TestModels {

  static final int FLOAT = 1;

  private TestModels() {}

  static ModelProto model(GraphProto.Builder graph) {
    ModelProto.Builder model =
        ModelProto.newBuilder().setIrVersion(8).setGraph(graph.setName("test"));
    model.addOpsetImportBuilder().setDomain("").setVersion(13);
    return model.build();
  }

  static Path write(Path folder, ModelProto model) {
    try {
      return Files.write(folder.resolve("test.onnx"), model.toByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static NodeProto.Builder node(String operator, String inputs, String outputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(inputs.isEmpty() ? java.util.List.of() : Arrays.asList(inputs.split(",", -1)))
        .addAllOutput(Arrays.asList(outputs.split(",", -1)));
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto graph(String name, GraphProto.Builder body) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(body.setName(name))
        .build();
  }

  /** A float tensor; sizes that are negative stay open under the name {@code free}. */
  static ValueInfoProto value(String name, long... dims) {
    return typed(name, FLOAT, dims);
  }

  static ValueInfoProto typed(String name, int type, long... dims) {
    TypeProto.Builder proto = TypeProto.newBuilder();
    proto.getTensorTypeBuilder().setElemType(type).getShapeBuilder();
    for (long dim : dims) {
      var size = proto.getTensorTypeBuilder().getShapeBuilder().addDimBuilder();
      if (dim < 0) {
        size.setDimParam("free");
      } else {
        size.setDimValue(dim);
      }
    }
    return ValueInfoProto.newBuilder().setName(name).setType(proto).build();
  }

  /** Weights that grow from 0 in steps of 1/8. */
  static TensorProto weight(String name, long... dims) {
    long elements = Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
    Arrays.stream(dims).forEach(tensor::addDims);
    IntStream.range(0, (int) elements).forEach(i -> tensor.addFloatData(i / 8f));
    return tensor.build();
  }

  static TensorProto external(String name, String location, String offset, long... dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(FLOAT)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue(location))
            .addExternalData(StringStringEntryProto.newBuilder().setKey("offset").setValue(offset));
    Arrays.stream(dims).forEach(tensor::addDims);
    return tensor.build();
  }

  /** {@code y = relu(x + w)}. */
  static GraphProto.Builder addAndRelu(TensorProto weight) {
    return GraphProto.newBuilder()
        .addInput(value("x", 4))
        .addInitializer(weight)
        .addNode(node("Add", "x,w", "sum").setName("add"))
        .addNode(node("Relu", "sum", "y").setName("relu"))
        .addOutput(value("y", 4));
  }
}
