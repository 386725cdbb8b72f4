package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.onnx.ImportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks whose pieces need care: run in pieces and compared. */
class UnusualChecksTest {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int HALF = 10;

  @TempDir Path folder;

  private OpenModel open(GraphProto.Builder graph) throws IOException {
    ModelProto.Builder model =
        ModelProto.newBuilder().setIrVersion(8).setGraph(graph.setName("unusual"));
    model.addOpsetImportBuilder().setVersion(13);
    Path file = Files.write(folder.resolve("unusual.onnx"), model.build().toByteArray());
    return OpenModel.open(file, ImportOptions.DEFAULT, Progress.NONE);
  }

  private static NodeProto.Builder node(String operator, String inputs, String output) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(Arrays.asList(inputs.split(",")))
        .addOutput(output);
  }

  private static AttributeProto.Builder ints(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute;
  }

  private static AttributeProto.Builder to(int type) {
    return AttributeProto.newBuilder().setName("to").setType(AttributeType.INT).setI(type);
  }

  private static ValueInfoProto value(String name, int type, long... dims) {
    ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
    var tensor = value.getTypeBuilder().getTensorTypeBuilder().setElemType(type);
    var shape = tensor.getShapeBuilder();
    Arrays.stream(dims)
        .forEach(
            dim -> {
              var size = shape.addDimBuilder();
              if (dim >= 0) {
                size.setDimValue(dim);
              }
            });
    return value.build();
  }

  private static TensorProto weight(String name, long... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
    Random random = new Random(name.hashCode());
    long elements = 1;
    for (long dim : dims) {
      tensor.addDims(dim);
      elements *= dim;
    }
    for (int i = 0; i < elements; i++) {
      tensor.addFloatData((float) random.nextGaussian() / 4);
    }
    return tensor.build();
  }

  private static void equalsTheWhole(OpenModel model) {
    for (PlacementMix mix : PlacementMix.values()) {
      for (long seed = 1; seed <= 4; seed++) {
        try (PiecewiseCheck check =
            PiecewiseCheck.open(model, mix, 3, seed, false, Progress.NONE)) {
          PiecewiseCheck.Outcome outcome = check.random();
          assertThat(outcome.equal()).as(mix + ", seed " + seed + ": " + outcome).isTrue();
        }
      }
    }
  }

  /** The sine of large numbers: what one unit in the last place of them is, is much of a period. */
  @Test
  void tellsHowMuchANetworkItselfEnlargesRounding() throws IOException {
    assertThat(sensitivity(1e5f)).isBetween(1e-3, 2.0);
    assertThat(sensitivity(1f)).isBetween(1e-9, 1e-5);
  }

  private double sensitivity(float gain) throws IOException {
    TensorProto factor =
        TensorProto.newBuilder().setName("gain").setDataType(FLOAT).addFloatData(gain).build();
    OpenModel model =
        open(
            GraphProto.newBuilder()
                .addInput(value("x", FLOAT, 6, 32))
                .addInitializer(weight("w", 32, 32))
                .addInitializer(factor)
                .addNode(node("MatMul", "x,w", "a"))
                .addNode(node("Mul", "a,gain", "b"))
                .addNode(node("Sin", "b", "y"))
                .addOutput(value("y", FLOAT, 6, 32)));
    double largest = 0;
    // In some cuts nothing travels but the input or the result.
    for (long seed = 1; seed <= 8; seed++) {
      try (PiecewiseCheck check =
          PiecewiseCheck.open(model, PlacementMix.LAYERS, 3, seed, false, Progress.NONE)) {
        assertThat(check.random().bitExact()).isTrue();
        assertThat(check.sensitivity()).isEqualTo(check.sensitivity());
        largest = Math.max(largest, check.sensitivity().maxAbsDiff());
      }
    }
    return largest;
  }

  /** Each seed finds another number of rows; the import saw only one. */
  @Test
  void rowsThatAreFoundAtRunTimeStayTogether() throws IOException {
    OpenModel model =
        open(
            GraphProto.newBuilder()
                .addInput(value("x", FLOAT, 6, 8))
                .addInitializer(weight("w", 2, 8))
                .addInitializer(weight("v", 8, 4))
                .addNode(node("Relu", "x", "positive"))
                .addNode(node("NonZero", "positive", "found"))
                .addNode(node("Transpose", "found", "pairs").addAttribute(ints("perm", 1, 0)))
                .addNode(node("Cast", "pairs", "real").addAttribute(to(FLOAT)))
                .addNode(node("MatMul", "real,w", "a"))
                .addNode(node("Relu", "a", "b"))
                .addNode(node("MatMul", "b,v", "y"))
                .addOutput(value("y", FLOAT, -1, 4)));
    assertThat(model.network().tensor("y").varies()).isTrue();
    equalsTheWhole(model);
  }

  @Test
  void sparseWeightsAreSliced() throws IOException {
    SparseTensorProto.Builder sparse =
        SparseTensorProto.newBuilder().setValues(weight("w", 9)).addDims(8).addDims(12);
    sparse.getIndicesBuilder().setDataType(INT64).addDims(9);
    for (int i = 0; i < 9; i++) {
      sparse.getIndicesBuilder().addInt64Data(10L * i + 3);
    }
    equalsTheWhole(
        open(
            GraphProto.newBuilder()
                .addInput(value("x", FLOAT, 6, 8))
                .addSparseInitializer(sparse)
                .addNode(node("MatMul", "x,w", "a"))
                .addNode(node("Relu", "a", "y"))
                .addOutput(value("y", FLOAT, 6, 12))));
  }

  /** A slice of no rows, which is also what some graphs make at their ends. */
  @Test
  void resultsWithoutElementsStayWhole() throws IOException {
    TensorProto zero =
        TensorProto.newBuilder()
            .setName("zero")
            .setDataType(INT64)
            .addDims(1)
            .addInt64Data(0)
            .build();
    equalsTheWhole(
        open(
            GraphProto.newBuilder()
                .addInput(value("x", FLOAT, 6, 8))
                .addInitializer(zero)
                .addNode(node("Relu", "x", "a"))
                .addNode(node("Slice", "a,zero,zero,zero", "none"))
                .addNode(
                    node("Concat", "none,a", "y")
                        .addAttribute(
                            AttributeProto.newBuilder()
                                .setName("axis")
                                .setType(AttributeType.INT)
                                .setI(0)))
                .addOutput(value("none", FLOAT, 0, 8))
                .addOutput(value("y", FLOAT, 6, 8))));
  }

  /**
   * ONNX Runtime rounds to 16 bits at cuts where it does not inside; it must stay within bounds.
   */
  @Test
  void halfPrecisionIsComparedWithItsOwnTolerance() throws IOException {
    GraphProto.Builder graph = GraphProto.newBuilder().addInput(value("x", HALF, 1, 4, 12, 12));
    String at = "x";
    for (int i = 0; i < 4; i++) {
      graph
          .addInitializer(weight("w" + i, 4, 4, 3, 3))
          .addNode(node("Cast", "w" + i, "h" + i).addAttribute(to(HALF)))
          .addNode(node("Conv", at + ",h" + i, "c" + i).addAttribute(ints("pads", 1, 1, 1, 1)))
          .addNode(node("Relu", "c" + i, "r" + i));
      at = "r" + i;
    }
    equalsTheWhole(open(graph.addOutput(value(at, HALF, 1, 4, 12, 12))));
  }

  @Test
  void whatDrawsRandomNumbersIsNotCompared() throws IOException {
    OpenModel model =
        open(
            GraphProto.newBuilder()
                .addInput(value("x", FLOAT, 6, 8))
                .addNode(node("RandomNormalLike", "x", "noise").setName("noisy"))
                .addNode(node("Add", "x,noise", "y"))
                .addOutput(value("y", FLOAT, 6, 8)));
    assertThatThrownBy(
            () -> PiecewiseCheck.open(model, PlacementMix.LAYERS, 2, 1, false, Progress.NONE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Layer noisy draws random numbers");
  }
}
