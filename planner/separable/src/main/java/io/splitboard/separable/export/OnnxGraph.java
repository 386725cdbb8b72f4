package io.splitboard.separable.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.splitboard.separable.network.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Builds an ONNX graph of float tensors; every node's output is named after the node. */
final class OnnxGraph {

  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 13;

  private final GraphProto.Builder graph = GraphProto.newBuilder();

  OnnxGraph(String name) {
    graph.setName(name);
  }

  OnnxGraph input(String name, long... shape) {
    graph.addInput(value(name, shape));
    return this;
  }

  OnnxGraph output(String name, long... shape) {
    graph.addOutput(value(name, shape));
    return this;
  }

  /** A convolution with padding that keeps the size at stride 1. */
  String convolution(String name, String input, FoldedWeights.Layer layer, int stride, int groups) {
    long kernel = layer.weight().shape()[2];
    NodeProto.Builder node = node("Conv", name, name, List.of(input));
    node.addInput(initializer(name + ".weight", layer.weight()));
    node.addInput(initializer(name + ".bias", layer.bias()));
    node.addAttribute(integers("kernel_shape", kernel, kernel));
    node.addAttribute(integers("strides", stride, stride));
    node.addAttribute(integers("pads", kernel / 2, kernel / 2, kernel / 2, kernel / 2));
    node.addAttribute(integer("group", groups));
    graph.addNode(node);
    return name;
  }

  /** The positive part of the output of a node. */
  String relu(String of) {
    graph.addNode(node("Relu", of + ".relu", of + ".relu", List.of(of)));
    return of + ".relu";
  }

  /** All channels of several tensors, in order. */
  String concat(String name, List<String> inputs) {
    graph.addNode(node("Concat", name, name, inputs).addAttribute(integer("axis", 1)));
    return name;
  }

  /** Equal parts of the channels of a tensor. */
  void split(String name, String input, List<String> outputs) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Split")
            .setName(name)
            .addInput(input)
            .addAllOutput(outputs)
            .addAttribute(integer("axis", 1)));
  }

  String add(String name, String left, String right) {
    graph.addNode(node("Add", name, name, List.of(left, right)));
    return name;
  }

  /** The mean of each channel, as a matrix. */
  String globalAverage(String name, String input) {
    graph.addNode(node("GlobalAveragePool", name, name, List.of(input)));
    String flat = name + ".flatten";
    graph.addNode(node("Flatten", flat, flat, List.of(name)));
    return flat;
  }

  String dense(String name, String input, FoldedWeights.Layer layer) {
    NodeProto.Builder node = node("Gemm", name, name, List.of(input));
    node.addInput(initializer(name + ".weight", layer.weight()));
    node.addInput(initializer(name + ".bias", layer.bias()));
    graph.addNode(node.addAttribute(integer("transB", 1)));
    return name;
  }

  void sum(String name, List<String> inputs, String output) {
    graph.addNode(node("Sum", name, output, inputs));
  }

  ModelProto model() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("Splitboard")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
        .setGraph(graph)
        .build();
  }

  private String initializer(String name, Array array) {
    ByteBuffer bytes =
        ByteBuffer.allocate(array.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(array.values());
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    Arrays.stream(array.shape()).forEach(tensor::addDims);
    graph.addInitializer(tensor);
    return name;
  }

  private static NodeProto.Builder node(
      String operator, String name, String output, List<String> inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(name)
        .addAllInput(inputs)
        .addOutput(output);
  }

  private static ValueInfoProto value(String name, long... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (long size : shape) {
      dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(dimensions)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }
}
