package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Walks over every constant tensor of a model, also those inside attributes, sub-graphs and
 * functions, where external data can hide as well.
 */
final class ConstantTensors {

  private ConstantTensors() {}

  /** Shows all constant tensors of a model to a visitor. */
  static void visit(ModelProto model, Consumer<TensorProto> visitor) {
    visit(model.getGraph(), visitor);
    model
        .getFunctionsList()
        .forEach(function -> function.getNodeList().forEach(node -> visit(node, visitor)));
  }

  private static void visit(GraphProto graph, Consumer<TensorProto> visitor) {
    graph.getInitializerList().forEach(visitor);
    graph.getSparseInitializerList().forEach(sparse -> visit(sparse, visitor));
    graph.getNodeList().forEach(node -> visit(node, visitor));
  }

  private static void visit(NodeProto node, Consumer<TensorProto> visitor) {
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasT()) {
        visitor.accept(attribute.getT());
      }
      attribute.getTensorsList().forEach(visitor);
      if (attribute.hasSparseTensor()) {
        visit(attribute.getSparseTensor(), visitor);
      }
      attribute.getSparseTensorsList().forEach(sparse -> visit(sparse, visitor));
      if (attribute.hasG()) {
        visit(attribute.getG(), visitor);
      }
      attribute.getGraphsList().forEach(graph -> visit(graph, visitor));
    }
  }

  private static void visit(SparseTensorProto sparse, Consumer<TensorProto> visitor) {
    visitor.accept(sparse.getValues());
    visitor.accept(sparse.getIndices());
  }

  /** A node with each constant tensor inside it replaced. Shares what does not change. */
  static NodeProto replace(NodeProto node, UnaryOperator<TensorProto> change) {
    if (node.getAttributeList().stream().noneMatch(ConstantTensors::holdsTensors)) {
      return node;
    }
    NodeProto.Builder changed = node.toBuilder().clearAttribute();
    node.getAttributeList().forEach(attribute -> changed.addAttribute(replace(attribute, change)));
    return changed.build();
  }

  private static boolean holdsTensors(AttributeProto attribute) {
    return attribute.hasT()
        || attribute.hasG()
        || attribute.getTensorsCount() > 0
        || attribute.getGraphsCount() > 0;
  }

  private static AttributeProto replace(
      AttributeProto attribute, UnaryOperator<TensorProto> change) {
    if (!holdsTensors(attribute)) {
      return attribute;
    }
    AttributeProto.Builder changed = attribute.toBuilder();
    if (attribute.hasT()) {
      changed.setT(change.apply(attribute.getT()));
    }
    if (attribute.hasG()) {
      changed.setG(replace(attribute.getG(), change));
    }
    changed.clearTensors().clearGraphs();
    attribute.getTensorsList().forEach(tensor -> changed.addTensors(change.apply(tensor)));
    attribute.getGraphsList().forEach(graph -> changed.addGraphs(replace(graph, change)));
    return changed.build();
  }

  private static GraphProto replace(GraphProto graph, UnaryOperator<TensorProto> change) {
    GraphProto.Builder changed = graph.toBuilder().clearInitializer().clearNode();
    graph.getInitializerList().forEach(tensor -> changed.addInitializer(change.apply(tensor)));
    graph.getNodeList().forEach(node -> changed.addNode(replace(node, change)));
    return changed.build();
  }
}
