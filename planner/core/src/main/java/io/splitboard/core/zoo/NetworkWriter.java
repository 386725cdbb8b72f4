package io.splitboard.core.zoo;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Describes a convolutional network node by node. Each method appends one node that reads the value
 * it is given and returns the value that it makes; values are called like their nodes. Convolutions
 * and dense layers get He-scaled weights (He et al. 2015).
 */
final class NetworkWriter {

  private final GraphProto.Builder graph;
  private final List<Weight> weights = new ArrayList<>();

  NetworkWriter(String name) {
    this.graph = GraphProto.newBuilder().setName(name);
  }

  /** Value of a shape, NCHW, with its channels and side known to the caller. */
  record Value(String name, long channels, long side) {}

  /** How a convolution is done; padding is the same on all sides. */
  record Kernel(long size, long stride, long padding, long groups) {

    static Kernel same(long size, long stride) {
      return new Kernel(size, stride, size / 2, 1);
    }

    static Kernel depthwise(long stride, long channels) {
      return new Kernel(3, stride, 1, channels);
    }

    private long apply(long side) {
      return (side + 2 * padding - size) / stride + 1;
    }
  }

  GraphProto graph() {
    return graph.build();
  }

  List<Weight> weights() {
    return weights;
  }

  Value input(long side) {
    graph.addInput(typed("input", 1, 3, side, side));
    return new Value("input", 3, side);
  }

  void output(Value value) {
    graph.addOutput(typed(value.name(), 1, value.channels()));
  }

  Value convolution(String name, Value in, long channels, Kernel kernel, boolean bias) {
    long inputs = in.channels() / kernel.groups() * kernel.size() * kernel.size();
    return convolution(name, in, channels, kernel, bias, he(inputs));
  }

  /**
   * A 1×1 convolution without an activation behind it. He's scale makes up for a ReLU; without one
   * values grow from unit to unit, until most of them lie beyond the bound of a ReLU6.
   */
  Value projection(String name, Value in, long channels) {
    return convolution(name, in, channels, Kernel.same(1, 1), false, he(in.channels()) / 4);
  }

  private Value convolution(
      String name, Value in, long channels, Kernel kernel, boolean bias, double reach) {
    long inner = in.channels() / kernel.groups();
    NodeProto.Builder node = node("Conv", name, in.name());
    weight(node, "weight", reach, channels, inner, kernel.size(), kernel.size());
    if (bias) {
      weight(node, "bias", 0.1, channels);
    }
    ints(node, "kernel_shape", kernel.size(), kernel.size());
    ints(node, "strides", kernel.stride(), kernel.stride());
    long padding = kernel.padding();
    ints(node, "pads", padding, padding, padding, padding);
    integer(node, "group", kernel.groups());
    graph.addNode(node);
    return new Value(name, channels, kernel.apply(in.side()));
  }

  Value batchNormalization(String name, Value in) {
    NodeProto.Builder node = node("BatchNormalization", name, in.name());
    perChannel(node, "scale", 1, 0.2, in.channels());
    perChannel(node, "shift", 0, 0.1, in.channels());
    perChannel(node, "mean", 0, 0.1, in.channels());
    perChannel(node, "variance", 1, 0.5, in.channels());
    graph.addNode(node);
    return new Value(name, in.channels(), in.side());
  }

  Value relu(String name, Value in) {
    return simple("Relu", name, in);
  }

  /** ReLU that ends at 6. Since operator set 11 the bounds are inputs. */
  Value relu6(String name, Value in) {
    NodeProto.Builder node = node("Clip", name, in.name());
    scalar(node, "min", 0);
    scalar(node, "max", 6);
    graph.addNode(node);
    return new Value(name, in.channels(), in.side());
  }

  Value add(String name, Value left, Value right) {
    graph.addNode(node("Add", name, left.name(), right.name()));
    return new Value(name, left.channels(), left.side());
  }

  Value maxPool(String name, Value in, Kernel kernel) {
    NodeProto.Builder node = node("MaxPool", name, in.name());
    ints(node, "kernel_shape", kernel.size(), kernel.size());
    ints(node, "strides", kernel.stride(), kernel.stride());
    long padding = kernel.padding();
    ints(node, "pads", padding, padding, padding, padding);
    graph.addNode(node);
    return new Value(name, in.channels(), kernel.apply(in.side()));
  }

  Value globalAveragePool(String name, Value in) {
    graph.addNode(node("GlobalAveragePool", name, in.name()));
    return new Value(name, in.channels(), 1);
  }

  Value flatten(String name, Value in) {
    graph.addNode(node("Flatten", name, in.name()));
    return new Value(name, in.channels() * in.side() * in.side(), 1);
  }

  Value dense(String name, Value in, long channels) {
    return dense(name, in, channels, he(in.channels()));
  }

  /**
   * A dense layer that gives class scores of about 1. He's scale keeps the variance of what is
   * multiplied, but each maximum pool raises it; a softmax of scores of about 10 would multiply
   * every rounding error by 10, and hide how exactly pieces of the network agree with the whole.
   */
  Value scores(String name, Value in, long classes) {
    return dense(name, in, classes, he(in.channels()) / 16);
  }

  private Value dense(String name, Value in, long channels, double reach) {
    NodeProto.Builder node = node("Gemm", name, in.name());
    weight(node, "weight", reach, channels, in.channels());
    weight(node, "bias", 0.1, channels);
    integer(node, "transB", 1);
    graph.addNode(node);
    return new Value(name, channels, 1);
  }

  Value softmax(String name, Value in) {
    return simple("Softmax", name, in);
  }

  private Value simple(String operator, String name, Value in) {
    graph.addNode(node(operator, name, in.name()));
    return new Value(name, in.channels(), in.side());
  }

  private static NodeProto.Builder node(String operator, String name, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(name)
        .addAllInput(Arrays.asList(inputs))
        .addOutput(name);
  }

  /** Reach of a uniform distribution with He's variance, 2 / inputs. */
  private static double he(long inputs) {
    return Math.sqrt(6.0 / inputs);
  }

  private void weight(NodeProto.Builder node, String kind, double reach, long... dims) {
    add(node, new Weight(node.getName() + "." + kind, boxed(dims), 0, reach));
  }

  private void perChannel(
      NodeProto.Builder node, String kind, double middle, double reach, long channels) {
    add(node, new Weight(node.getName() + "." + kind, boxed(channels), middle, reach));
  }

  private void add(NodeProto.Builder node, Weight weight) {
    node.addInput(weight.name());
    weights.add(weight);
  }

  private void scalar(NodeProto.Builder node, String kind, float value) {
    String name = node.getName() + "." + kind;
    node.addInput(name);
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addFloatData(value));
  }

  private static List<Long> boxed(long... values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static void ints(NodeProto.Builder node, String name, long... values) {
    node.addAttribute(
        AttributeProto.newBuilder()
            .setName(name)
            .setType(AttributeProto.AttributeType.INTS)
            .addAllInts(boxed(values)));
  }

  private static void integer(NodeProto.Builder node, String name, long value) {
    node.addAttribute(
        AttributeProto.newBuilder()
            .setName(name)
            .setType(AttributeProto.AttributeType.INT)
            .setI(value));
  }

  private static ValueInfoProto typed(String name, long... dims) {
    TypeProto.Builder type = TypeProto.newBuilder();
    type.getTensorTypeBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber());
    for (long dim : dims) {
      type.getTensorTypeBuilder().getShapeBuilder().addDimBuilder().setDimValue(dim);
    }
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }
}
