package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.splitboard.core.network.Box;
import io.splitboard.core.network.Shape;
import io.splitboard.core.operator.Slicing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeSlicerTest {

  private static final Box ALL = Box.of(Shape.of(2));

  @Test
  void attributesAreSetReplacedAndDropped() {
    NodeProto node =
        TestModels.node("Conv", "x,w", "y")
            .addAttribute(TestModels.integer("group", 4))
            .addAttribute(TestModels.integer("auto_pad", 0))
            .addAttribute(TestModels.integer("kept", 7))
            .build();
    Slicing slicing =
        new Slicing(
            ALL,
            List.of(),
            Map.of("group", 2L),
            Map.of("pads", List.of(1L, 0L)),
            Set.of("auto_pad"),
            Map.of(),
            Map.of());
    NodeProto changed = NodeSlicer.rewrite(node, slicing, List.of("a", "b"), List.of("c"));
    assertThat(changed.getInputList()).containsExactly("a", "b");
    assertThat(changed.getOutputList()).containsExactly("c");
    assertThat(changed.getAttributeList())
        .extracting(attribute -> attribute.getName() + " " + attribute.getType())
        .containsExactlyInAnyOrder("kept INT", "group INT", "pads INTS");
    assertThat(changed.getAttributeList())
        .anyMatch(a -> a.getType() == AttributeType.INTS && a.getIntsList().equals(List.of(1L, 0L)))
        .anyMatch(a -> a.getName().equals("group") && a.getI() == 2);
  }

  @Test
  void absentInputsKeepTheirPlaceExceptAtTheEndAndInConcatenations() {
    Slicing slicing = Slicing.of(ALL, List.of());
    NodeProto resize = TestModels.node("Resize", "x,roi,scales", "y").build();
    assertThat(
            NodeSlicer.rewrite(resize, slicing, List.of("x", "", "s", ""), List.of("y"))
                .getInputList())
        .containsExactly("x", "", "s");
    NodeProto concat = TestModels.node("Concat", "a,b,c", "y").build();
    assertThat(
            NodeSlicer.rewrite(concat, slicing, List.of("", "b", "c"), List.of("y")).getInputList())
        .containsExactly("b", "c");
  }

  @Test
  void whatBodiesCaptureKeepsItsName() {
    GraphProto.Builder body =
        GraphProto.newBuilder().addNode(TestModels.node("Relu", "captured", "r"));
    NodeProto node =
        TestModels.node("If", "captured", "y")
            .addAttribute(TestModels.graph("then_branch", body))
            .build();
    NodeProto changed =
        NodeSlicer.rewrite(node, Slicing.of(ALL, List.of()), List.of("other"), List.of("z"));
    assertThat(changed.getAttribute(0)).isEqualTo(node.getAttribute(0));
  }
}
