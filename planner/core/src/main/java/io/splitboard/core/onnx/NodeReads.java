package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What nodes read: their inputs, and what their sub-graphs capture from outside them. */
final class NodeReads {

  private NodeReads() {}

  /** Distinct values that a node reads. */
  static List<String> of(NodeProto node) {
    Set<String> read = new LinkedHashSet<>(node.getInputList());
    node.getAttributeList().forEach(attribute -> collectCaptures(attribute, Set.of(), read));
    read.remove("");
    return List.copyOf(read);
  }

  /** Adds what a node's sub-graphs read from outside them. */
  private static void collectCaptures(
      AttributeProto attribute, Set<String> enclosing, Set<String> read) {
    if (attribute.hasG()) {
      collectCaptures(attribute.getG(), enclosing, read);
    }
    attribute.getGraphsList().forEach(graph -> collectCaptures(graph, enclosing, read));
  }

  private static void collectCaptures(GraphProto body, Set<String> enclosing, Set<String> read) {
    Set<String> inner = new HashSet<>(enclosing);
    body.getInputList().forEach(value -> inner.add(value.getName()));
    body.getInitializerList().forEach(tensor -> inner.add(tensor.getName()));
    body.getSparseInitializerList().forEach(tensor -> inner.add(tensor.getValues().getName()));
    body.getNodeList().forEach(node -> inner.addAll(node.getOutputList()));
    List<String> names = new ArrayList<>();
    body.getOutputList().forEach(value -> names.add(value.getName()));
    for (NodeProto node : body.getNodeList()) {
      names.addAll(node.getInputList());
      node.getAttributeList().forEach(attribute -> collectCaptures(attribute, inner, read));
    }
    names.stream().filter(name -> !inner.contains(name)).forEach(read::add);
  }
}
