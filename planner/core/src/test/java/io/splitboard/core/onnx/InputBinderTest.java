package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import io.splitboard.core.UserException;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Shape;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputBinderTest {

  @TempDir Path folder;
  private OnnxModel model;

  /** A model that adds two inputs of shape (free, 4). */
  @BeforeEach
  void open() {
    model =
        OnnxModel.open(
            TestModels.write(
                folder,
                TestModels.model(
                    GraphProto.newBuilder()
                        .addInput(TestModels.value("a", -1, 4))
                        .addInput(TestModels.value("b", -1, 4))
                        .addNode(TestModels.node("Add", "a,b", "y"))
                        .addOutput(TestModels.value("y", -1, 4)))));
  }

  private void refuses(Map<String, Long> dimensions, Map<String, Shape> shapes, String sentence) {
    ImportOptions options = new ImportOptions(dimensions, shapes);
    assertThatThrownBy(() -> OnnxImporter.read(model, options))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aSharedSymbolHasOneSize() {
    ImportOptions options = new ImportOptions(Map.of(), Map.of("a", Shape.of(5, 4)));
    Network network = OnnxImporter.read(model, options);
    assertThat(network.tensor("b").shape()).isEqualTo(Shape.of(5, 4));
    refuses(Map.of(), Map.of("a", Shape.of(5, 4), "b", Shape.of(6, 4)), "cannot be both");
  }

  @Test
  void contradictionsAreRefused() {
    refuses(Map.of("batch", 1L), Map.of(), "its free dimensions are free");
    refuses(Map.of("free", 0L), Map.of(), "cannot have the size 0");
    refuses(Map.of(), Map.of("c", Shape.of(1)), "has no input c; its inputs are a, b");
    refuses(Map.of(), Map.of("a", Shape.of(1, 9)), "the model fixes it to free×4");
    refuses(Map.of(), Map.of("a", Shape.of(1)), "the model fixes it to free×4");
    refuses(Map.of("free", 1L << 62), Map.of(), "more elements than any computer can hold");
  }
}
