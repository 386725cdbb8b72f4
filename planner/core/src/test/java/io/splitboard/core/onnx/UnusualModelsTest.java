package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.splitboard.core.UserException;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Operand;
import io.splitboard.core.network.Shape;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import io.splitboard.core.program.Region;
import io.splitboard.core.tensor.RandomTensors;
import io.splitboard.core.tensor.TensorData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Valid models as no usual exporter writes them: cut all the same, or refused with the reason. */
class UnusualModelsTest {

  private static final int INT64 = 7;
  private static final TensorProto TWO =
      TensorProto.newBuilder().setName("two").setDataType(INT64).addInt64Data(2).build();

  @TempDir Path folder;
  private OnnxModel model;

  private Network read(ModelProto proto) {
    model = OnnxModel.open(TestModels.write(folder, proto));
    return OnnxImporter.read(model, ImportOptions.DEFAULT);
  }

  private Network read(GraphProto.Builder graph) {
    return read(TestModels.model(graph));
  }

  private void refuses(ModelProto proto, String... words) {
    assertThatThrownBy(() -> read(proto))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(words)
        .hasMessageEndingWith(".");
  }

  private void runsAsOneSubModel(Network network) {
    Map<String, TensorData> request = RandomTensors.request(network, 3, 0);
    BlobStore blobs = BlobStore.at(folder.resolve("store"));
    Path whole = blobs.putModel(new SubModelCutter(model, network, blobs).wholeNetwork());
    assertThat(Runtime.run(whole, request).keySet()).containsExactlyElementsOf(network.outputs());
  }

  private static String whyNot(Network network, String output, SplitKind kind) {
    return Splits.whyNot(network, network.producer(output).orElseThrow(), kind).orElse("");
  }

  @Test
  void largeWeightsThatNothingReadsAreLeftOut() {
    Network network =
        read(
            TestModels.addAndRelu(TestModels.weight("w", 4))
                .addInitializer(TestModels.weight("forgotten", 40, 40))
                .addInitializer(TestModels.weight("ofDead", 40, 40))
                .addNode(TestModels.node("Exp", "ofDead", "dead")));
    assertThat(network.layers()).extracting(Layer::id).containsExactly("add", "relu");
    runsAsOneSubModel(network);
  }

  @Test
  void namesThatJavaCannotHandOverAreSpelled() {
    String party = new String(Character.toChars(0x1F389));
    Network network =
        read(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x" + party, 4))
                .addInitializer(TestModels.weight("w\0", 4))
                .addNode(
                    TestModels.node("Add", "x" + party + ",w\0", "s" + party).setName(party + "1"))
                .addNode(TestModels.node("Relu", "s" + party, "sU+1F389"))
                .addOutput(TestModels.value("sU+1F389", 4)));
    assertThat(network.inputs()).containsExactly("xU+1F389");
    assertThat(network.layers().get(0).id()).isEqualTo("U+1F3891");
    assertThat(network.layers().get(0).outputs()).containsExactly("sU+1F389~");
    runsAsOneSubModel(network);
  }

  @Test
  void namesInOtherScriptsStay() {
    Network network =
        read(
            GraphProto.newBuilder()
                .addInput(TestModels.value("入力", 4))
                .addNode(TestModels.node("Relu", "入力", "Größe"))
                .addOutput(TestModels.value("Größe", 4)));
    assertThat(network.inputs()).containsExactly("入力");
    runsAsOneSubModel(network);
  }

  @Test
  void dimensionsDeclaredAsZeroAreOpen() {
    Network network =
        read(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 0, 4))
                .addNode(TestModels.node("Relu", "x", "y"))
                .addOutput(TestModels.value("y", 0, 4)));
    assertThat(network.tensor("y").shape()).isEqualTo(Shape.of(1, 4));
    runsAsOneSubModel(network);
  }

  @Test
  void sparseWeightsHaveAShape() {
    SparseTensorProto sparse =
        SparseTensorProto.newBuilder()
            .setValues(TestModels.weight("w", 2))
            .setIndices(
                TensorProto.newBuilder()
                    .setDataType(INT64)
                    .addDims(2)
                    .addInt64Data(1)
                    .addInt64Data(7))
            .addDims(4)
            .addDims(5)
            .build();
    Network network =
        read(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 3, 4))
                .addSparseInitializer(sparse)
                .addNode(TestModels.node("MatMul", "x,w", "y"))
                .addOutput(TestModels.value("y", 3, 5)));
    Operand weight = network.layers().get(0).calls().get(0).input(1);
    assertThat(weight.shape()).isEqualTo(Shape.of(4, 5));
    assertThat(weight.constant()).isTrue();
    assertThat(whyNot(network, "y", SplitKind.CHANNELS)).isEmpty();
    assertThat(network.layers().get(0).cost().macs()).isEqualTo(60);
  }

  @Test
  void recurrenceWithoutItsSequenceStaysWhole() {
    AttributeProto hidden = TestModels.integer("hidden_size", 5);
    Network network =
        read(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 4, 3, 2))
                .addInitializer(TestModels.weight("w", 1, 15, 2))
                .addInitializer(TestModels.weight("r", 1, 15, 5))
                .addNode(TestModels.node("GRU", "x,w,r", ",h").addAttribute(hidden))
                .addOutput(TestModels.value("h", 1, 3, 5)));
    for (SplitKind kind : SplitKind.values()) {
      assertThat(whyNot(network, "h", kind)).isNotEmpty();
    }
    assertThat(whyNot(network, "h", SplitKind.ROWS)).contains("first output is left out");
  }

  @Test
  void whatIsCountedAtRunTimeStaysWhole() {
    Network network =
        read(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 6, 8))
                .addInitializer(TestModels.weight("w", 2, 8))
                .addNode(TestModels.node("Relu", "x", "positive"))
                .addNode(TestModels.node("NonZero", "positive", "found"))
                .addNode(TestModels.node("Transpose", "found", "pairs"))
                .addNode(
                    TestModels.node("Cast", "pairs", "real")
                        .addAttribute(TestModels.integer("to", TestModels.FLOAT)))
                .addNode(TestModels.node("MatMul", "real,w", "y"))
                .addOutput(TestModels.value("y", -1, 8)));
    assertThat(network.tensor("positive").varies()).isFalse();
    assertThat(network.tensor("found").varies()).isTrue();
    assertThat(network.tensor("y").varies()).isTrue();
    assertThat(whyNot(network, "y", SplitKind.ROWS))
        .contains("the shape of real depends on the values of the network's inputs");
    assertThat(whyNot(network, "y", SplitKind.INPUT_CHANNELS)).contains("depends on the values");
    assertThat(whyNot(network, "positive", SplitKind.ROWS)).isEmpty();
  }

  @Test
  void shapeArithmeticDoesNotVary() {
    TensorProto half =
        TensorProto.newBuilder()
            .setName("half")
            .setDataType(TestModels.FLOAT)
            .addFloatData(0.5f)
            .build();
    AttributeProto toInteger = TestModels.integer("to", INT64);
    AttributeProto toReal = TestModels.integer("to", TestModels.FLOAT);
    Network network =
        read(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 2, 3, 16))
                .addInitializer(half)
                .addNode(TestModels.node("Shape", "x", "shape"))
                .addNode(TestModels.node("Cast", "shape", "real").addAttribute(toReal))
                .addNode(TestModels.node("Pow", "real,half", "root"))
                .addNode(TestModels.node("Ceil", "root", "up"))
                .addNode(TestModels.node("Cast", "up", "sizes").addAttribute(toInteger))
                .addNode(TestModels.node("Tile", "x,sizes", "y"))
                .addNode(TestModels.node("Exp", "y", "z"))
                .addOutput(TestModels.value("z", -1, -1, -1)));
    assertThat(network.tensor("z").shape()).isEqualTo(Shape.of(4, 6, 64));
    assertThat(network.tensor("z").varies()).isFalse();
    assertThat(whyNot(network, "z", SplitKind.ROWS)).isEmpty();
  }

  @Test
  void anInputThatTellsAShapeMakesItVary() {
    Network network =
        read(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 1, 1))
                .addInput(TestModels.typed("more", INT64, 2))
                .addInitializer(TWO)
                .addNode(TestModels.node("Add", "more,two", "sizes"))
                .addNode(TestModels.node("Expand", "x,sizes", "y"))
                .addOutput(TestModels.value("y", -1, -1)));
    assertThat(network.tensor("y").varies()).isTrue();
  }

  @Test
  void subModelsDeclareAtLeastHowManyDimensionsThereAre() {
    Network network =
        read(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 1, 1))
                .addInput(TestModels.typed("more", INT64, 3))
                .addInitializer(TWO)
                .addNode(TestModels.node("Add", "more,two", "sizes"))
                .addNode(TestModels.node("Expand", "x,sizes", "wide"))
                .addNode(TestModels.node("Exp", "wide", "y"))
                .addOutput(TestModels.value("y", -1, -1, -1)));
    ValueInfoProto input = new ValueTypes(model).input(network.tensor("wide"), Region.ALL);
    TypeProto.Tensor declared = input.getType().getTensorType();
    assertThat(declared.getShape().getDimCount()).isEqualTo(3);
    assertThat(declared.getShape().getDimList()).noneMatch(dimension -> dimension.hasDimValue());
  }

  @Test
  void subModelsDeclareScalars() {
    Network network =
        read(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 6, 8))
                .addNode(
                    TestModels.node("ReduceSum", "x", "sum")
                        .addAttribute(TestModels.integer("keepdims", 0)))
                .addNode(TestModels.node("Mul", "x,sum", "y"))
                .addOutput(TestModels.value("y", 6, 8)));
    ValueInfoProto input = new ValueTypes(model).input(network.tensor("sum"), Region.ALL);
    assertThat(input.getType().getTensorType().hasShape()).isTrue();
    assertThat(input.getType().getTensorType().getShape().getDimCount()).isZero();
  }

  @Test
  void oldestOperatorSetsAreNotSplit() {
    ModelProto.Builder old =
        TestModels.model(
            GraphProto.newBuilder()
                .addInput(TestModels.typed("x", 9, 4, 6))
                .addNode(TestModels.node("Not", "x", "y"))
                .addOutput(TestModels.typed("y", 9, 4, 6)))
            .toBuilder();
    old.getOpsetImportBuilder(0).setVersion(1);
    assertThat(whyNot(read(old.build()), "y", SplitKind.ROWS)).contains("older than 4");
  }

  @Test
  void outputsOfConstantsAloneAreRefused() {
    refuses(
        TestModels.model(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 4))
                .addInitializer(TestModels.weight("w", 4))
                .addNode(TestModels.node("Exp", "w", "y"))
                .addOutput(TestModels.value("y", 4))),
        "computes nothing from its inputs");
  }

  @Test
  void inputsThatCannotBeHandedOverAreRefused() {
    for (int type : List.of(4, 5, 8, 12, 13, 17)) {
      refuses(
          TestModels.model(
              GraphProto.newBuilder()
                  .addInput(TestModels.typed("x", type, 4))
                  .addNode(TestModels.node("Identity", "x", "y"))
                  .addOutput(TestModels.typed("y", type, 4))),
          "Input x",
          "cannot be handed to devices");
    }
    TypeProto.Builder sequence = TypeProto.newBuilder();
    sequence.getSequenceTypeBuilder().setElemType(TestModels.value("t", 4).getType());
    refuses(
        TestModels.model(
            GraphProto.newBuilder()
                .addInput(ValueInfoProto.newBuilder().setName("s").setType(sequence))
                .addNode(TestModels.node("SequenceLength", "s", "y"))
                .addOutput(TestModels.typed("y", INT64))),
        "Input s",
        "is a sequence, map or optional value");
  }

  @Test
  void outputsThatCannotBeHandedOverAreRefused() {
    TypeProto.Builder sequence = TypeProto.newBuilder();
    sequence.getSequenceTypeBuilder().setElemType(TestModels.value("t", 2).getType());
    refuses(
        TestModels.model(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 4))
                .addNode(TestModels.node("SplitToSequence", "x", "s"))
                .addOutput(ValueInfoProto.newBuilder().setName("s").setType(sequence))),
        "Output s",
        "is a sequence, map or optional value");
  }

  @Test
  void optionalValuesInsideAreRefused() {
    ModelProto.Builder optional =
        TestModels.model(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 4))
                .addNode(TestModels.node("Optional", "x", "o"))
                .addNode(TestModels.node("OptionalGetElement", "o", "y"))
                .addOutput(TestModels.value("y", 4)))
            .toBuilder();
    optional.getOpsetImportBuilder(0).setVersion(18);
    refuses(optional.build(), "values of an optional type");
  }

  @Test
  void operatorsWithoutAnImplementationAreNamed() {
    refuses(
        TestModels.model(
            GraphProto.newBuilder()
                .addInput(TestModels.typed("x", 11, 1, 1, 4, 4))
                .addInput(TestModels.typed("w", 11, 1, 1, 3, 3))
                .addNode(TestModels.node("Conv", "x,w", "y").setName("first"))
                .addOutput(TestModels.typed("y", 11, 1, 1, 2, 2))),
        "no implementation of the operator Conv, version 11",
        "node 'first'");
  }

  @Test
  void aModelThatMadeUpInputsDoNotFitIsRefusedAsSuch() {
    refuses(
        TestModels.model(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 3, 4))
                .addInput(TestModels.typed("more", INT64, 2))
                .addInitializer(TWO)
                .addNode(TestModels.node("Add", "more,two", "sizes"))
                .addNode(TestModels.node("Reshape", "x,sizes", "y"))
                .addOutput(TestModels.value("y", -1, -1))),
        "does not run with made-up inputs");
  }
}
