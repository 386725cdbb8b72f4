package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.splitboard.core.tensor.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A model of one node, with values for its inputs. */
final class OneNode {

  final NodeProto.Builder node;
  final int version;
  final List<TensorData> values = new ArrayList<>();
  final List<Boolean> constants = new ArrayList<>();
  private int outputs = 1;
  private String otherDomain = "";

  private OneNode(String operator, int version) {
    this.node = NodeProto.newBuilder().setOpType(operator).setName("node");
    this.version = version;
  }

  static OneNode of(String operator, int version) {
    return new OneNode(operator, version);
  }

  OneNode domain(String domain) {
    node.setDomain(domain);
    otherDomain = domain;
    return this;
  }

  /** An input that each request brings. */
  OneNode input(TensorData value) {
    return add(value, false);
  }

  /** An input that the model brings. */
  OneNode constant(TensorData value) {
    return add(value, true);
  }

  OneNode vector(long... values) {
    return constant(Noise.vector(values));
  }

  /** One or the other. */
  OneNode any(Random random, TensorData value) {
    return add(value, random.nextBoolean());
  }

  OneNode absent() {
    return add(null, false);
  }

  private OneNode add(TensorData value, boolean constant) {
    node.addInput(value == null ? "" : "x" + values.size());
    values.add(value);
    constants.add(constant);
    return this;
  }

  OneNode outputs(int count) {
    outputs = count;
    return this;
  }

  OneNode integer(String name, long value) {
    node.addAttribute(attribute(name, AttributeType.INT).setI(value));
    return this;
  }

  OneNode list(String name, long... values) {
    node.addAttribute(
        attribute(name, AttributeType.INTS).addAllInts(Arrays.stream(values).boxed().toList()));
    return this;
  }

  OneNode real(String name, double value) {
    node.addAttribute(attribute(name, AttributeType.FLOAT).setF((float) value));
    return this;
  }

  OneNode reals(String name, double... values) {
    AttributeProto.Builder attribute = attribute(name, AttributeType.FLOATS);
    Arrays.stream(values).forEach(value -> attribute.addFloats((float) value));
    node.addAttribute(attribute);
    return this;
  }

  OneNode text(String name, String value) {
    node.addAttribute(attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
    return this;
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  List<String> outputNames() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      names.add("y" + i);
    }
    return names;
  }

  ModelProto model() {
    return model(node.clone().clearOutput().addAllOutput(outputNames()).build(), values, constants);
  }

  /** A model of any node whose inputs are x0, x1 and so on. */
  ModelProto model(NodeProto node, List<TensorData> values, List<Boolean> constants) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("one").addNode(node);
    for (int i = 0; i < values.size(); i++) {
      TensorData value = values.get(i);
      if (value == null) {
        continue;
      }
      if (constants.get(i)) {
        graph.addInitializer(
            TensorProto.newBuilder()
                .setName("x" + i)
                .setDataType(value.type().onnxCode())
                .addAllDims(value.shape().dims())
                .setRawData(ByteString.copyFrom(value.bytes())));
      } else {
        graph.addInput(TestModels.typed("x" + i, value.type().onnxCode(), value.shape().toArray()));
      }
    }
    outputNames().forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(10).setGraph(graph);
    model.addOpsetImportBuilder().setDomain("").setVersion(version);
    if (!otherDomain.isEmpty()) {
      model.addOpsetImportBuilder().setDomain(otherDomain).setVersion(1);
    }
    return model.build();
  }
}
