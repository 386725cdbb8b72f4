package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Renames what ONNX Runtime's Java interface cannot name: it hands names over in the JVM's own form
 * of UTF-8, where U+0000 and characters beyond U+FFFF look different, so that such values are never
 * found. In their place stands the character's number, as in {@code U+1F389}.
 */
final class JavaNames {

  private final Set<String> taken = new HashSet<>();
  private final Map<String, String> renamed = new HashMap<>();

  private JavaNames() {}

  /** The model with names that Java can tell; the same object where there is nothing to rename. */
  static ModelProto mend(ModelProto model) {
    JavaNames names = new JavaNames();
    if (names.allPlain(model.getGraph())) {
      return model;
    }
    return model.toBuilder().setGraph(names.rename(model.getGraph())).build();
  }

  private static boolean isPlain(String name) {
    return name.chars().allMatch(unit -> unit != 0 && !Character.isSurrogate((char) unit));
  }

  /** Notes all names, and tells whether all can stay. */
  private boolean allPlain(GraphProto graph) {
    boolean plain = true;
    for (TensorProto tensor : graph.getInitializerList()) {
      plain &= note(tensor.getName());
    }
    for (SparseTensorProto tensor : graph.getSparseInitializerList()) {
      plain &= note(tensor.getValues().getName());
    }
    for (List<ValueInfoProto> values : List.of(graph.getInputList(), graph.getOutputList())) {
      for (ValueInfoProto value : values) {
        plain &= note(value.getName());
        for (var dimension : value.getType().getTensorType().getShape().getDimList()) {
          plain &= isPlain(dimension.getDimParam());
        }
      }
    }
    for (NodeProto node : graph.getNodeList()) {
      plain &= isPlain(node.getName());
      for (String value : node.getInputList()) {
        plain &= note(value);
      }
      for (String value : node.getOutputList()) {
        plain &= note(value);
      }
      for (AttributeProto attribute : node.getAttributeList()) {
        plain &= !attribute.hasG() || allPlain(attribute.getG());
        for (GraphProto body : attribute.getGraphsList()) {
          plain &= allPlain(body);
        }
      }
    }
    return plain;
  }

  private boolean note(String name) {
    taken.add(name);
    return isPlain(name);
  }

  private String plain(String name) {
    return isPlain(name) ? name : renamed.computeIfAbsent(name, this::unused);
  }

  private String unused(String name) {
    String plain = spelled(name);
    while (!taken.add(plain)) {
      plain += "~";
    }
    return plain;
  }

  private static String spelled(String name) {
    StringBuilder plain = new StringBuilder();
    name.codePoints()
        .forEach(
            point -> {
              if (point == 0 || point > Character.MAX_VALUE || isLoneSurrogate(point)) {
                plain.append("U+%04X".formatted(point));
              } else {
                plain.appendCodePoint(point);
              }
            });
    return plain.toString();
  }

  private static boolean isLoneSurrogate(int point) {
    return point <= Character.MAX_VALUE && Character.isSurrogate((char) point);
  }

  /** What the file says of inner values and of quantization is dropped; nothing reads it. */
  private GraphProto rename(GraphProto graph) {
    GraphProto.Builder plain =
        graph.toBuilder()
            .clearInitializer()
            .clearSparseInitializer()
            .clearInput()
            .clearOutput()
            .clearNode()
            .clearValueInfo()
            .clearQuantizationAnnotation();
    for (TensorProto tensor : graph.getInitializerList()) {
      plain.addInitializer(tensor.toBuilder().setName(plain(tensor.getName())));
    }
    for (SparseTensorProto tensor : graph.getSparseInitializerList()) {
      TensorProto.Builder values = tensor.getValues().toBuilder();
      plain.addSparseInitializer(
          tensor.toBuilder().setValues(values.setName(plain(values.getName()))));
    }
    graph.getInputList().forEach(value -> plain.addInput(rename(value)));
    graph.getOutputList().forEach(value -> plain.addOutput(rename(value)));
    graph.getNodeList().forEach(node -> plain.addNode(rename(node)));
    return plain.build();
  }

  private ValueInfoProto rename(ValueInfoProto value) {
    ValueInfoProto.Builder plain = value.toBuilder().setName(plain(value.getName()));
    if (value.getType().getTensorType().hasShape()) {
      TensorShapeProto.Builder shape =
          plain.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
      for (TensorShapeProto.Dimension.Builder dimension : shape.getDimBuilderList()) {
        if (dimension.hasDimParam()) {
          dimension.setDimParam(spelled(dimension.getDimParam()));
        }
      }
    }
    return plain.build();
  }

  private NodeProto rename(NodeProto node) {
    NodeProto.Builder plain =
        node.toBuilder()
            .setName(spelled(node.getName()))
            .clearInput()
            .clearOutput()
            .clearAttribute();
    node.getInputList().forEach(value -> plain.addInput(plain(value)));
    node.getOutputList().forEach(value -> plain.addOutput(plain(value)));
    for (AttributeProto attribute : node.getAttributeList()) {
      AttributeProto.Builder changed = attribute.toBuilder();
      if (attribute.hasG()) {
        changed.setG(rename(attribute.getG()));
      }
      for (int i = 0; i < attribute.getGraphsCount(); i++) {
        changed.setGraphs(i, rename(attribute.getGraphs(i)));
      }
      plain.addAttribute(changed);
    }
    return plain.build();
  }
}
