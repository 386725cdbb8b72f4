package io.splitboard.app.service;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A graph that grows node by node; nodes and constants are named by numbers, weights are noise. */
abstract class GeneratedGraph {

  final GraphProto.Builder graph;
  final Random random;
  int count;

  GeneratedGraph(String name, long seed) {
    graph = GraphProto.newBuilder().setName(name);
    random = new Random(seed);
  }

  final String node(String operator, String... inputs) {
    return node(operator, List.of(), inputs);
  }

  final String node(String operator, List<AttributeProto> attributes, String... inputs) {
    String name = operator + "_" + count++;
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(Arrays.asList(inputs))
            .addOutput(name)
            .addAllAttribute(attributes));
    return name;
  }

  final String weight(int from, int to) {
    return noise(1 / Math.sqrt(from), from, to);
  }

  final String noise(double scale, int... dims) {
    TensorProto.Builder tensor = tensor(dims);
    int elements = Arrays.stream(dims).reduce(1, Math::multiplyExact);
    for (int i = 0; i < elements; i++) {
      tensor.addFloatData((float) (scale * random.nextGaussian()));
    }
    return initializer(tensor);
  }

  final String constant(double value, int... dims) {
    TensorProto.Builder tensor = tensor(dims);
    int elements = Arrays.stream(dims).reduce(1, Math::multiplyExact);
    IntStream.range(0, elements).forEach(i -> tensor.addFloatData((float) value));
    return initializer(tensor);
  }

  static TensorProto.Builder tensor(int... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(1);
    Arrays.stream(dims).forEach(tensor::addDims);
    return tensor;
  }

  final String longs(int... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(7).addDims(values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    return initializer(tensor);
  }

  final String initializer(TensorProto.Builder tensor) {
    String name = "constant_" + count++;
    graph.addInitializer(tensor.setName(name));
    return name;
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  static AttributeProto ints(String name, int... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  static ValueInfoProto typed(String name, int... dims) {
    TypeProto.Builder type = TypeProto.newBuilder();
    type.getTensorTypeBuilder().setElemType(1);
    for (int dim : dims) {
      type.getTensorTypeBuilder().getShapeBuilder().addDimBuilder().setDimValue(dim);
    }
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }
}
