package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/** Models that would like a computer to run out of something. */
final class HostileModels {

  private HostileModels() {}

  /** If in If in If. */
  static ModelProto nested(int depth) {
    GraphProto.Builder body =
        GraphProto.newBuilder()
            .addNode(TestModels.node("Relu", "x", "r0"))
            .addOutput(TestModels.value("r0", 4));
    for (int i = 1; i <= depth; i++) {
      String name = "r" + i;
      body =
          GraphProto.newBuilder()
              .addNode(
                  TestModels.node("If", "c", name)
                      .addAttribute(TestModels.graph("then_branch", body))
                      .addAttribute(TestModels.graph("else_branch", other(i))))
              .addOutput(TestModels.value(name, 4));
    }
    return TestModels.model(
        body.addInput(TestModels.value("x", 4)).addInput(TestModels.typed("c", 9)));
  }

  private static GraphProto.Builder other(int level) {
    String name = "o" + level;
    return GraphProto.newBuilder()
        .addNode(TestModels.node("Relu", "x", name))
        .addOutput(TestModels.value(name, 4));
  }

  /** An input that no computer holds. */
  static ModelProto declared(long... sizes) {
    return TestModels.model(
        GraphProto.newBuilder()
            .addInput(TestModels.value("x", sizes))
            .addNode(TestModels.node("Relu", "x", "y"))
            .addOutput(TestModels.value("y", sizes)));
  }

  /** A tensor of these sizes made out of nothing, in a model that must be run to know shapes. */
  static ModelProto made(long... sizes) {
    TensorProto.Builder size =
        TensorProto.newBuilder().setName("size").setDataType(7).addDims(sizes.length);
    for (long one : sizes) {
      size.addInt64Data(one);
    }
    return TestModels.model(
        GraphProto.newBuilder()
            .addInput(TestModels.value("x", -1))
            .addInitializer(size)
            .addNode(TestModels.node("NonZero", "x", "n"))
            .addNode(TestModels.node("Cast", "n", "f").addAttribute(TestModels.integer("to", 1)))
            .addNode(TestModels.node("ReduceMax", "f", "m"))
            .addNode(TestModels.node("Expand", "m,size", "y"))
            .addOutput(TestModels.value("y", sizes)));
  }
}
