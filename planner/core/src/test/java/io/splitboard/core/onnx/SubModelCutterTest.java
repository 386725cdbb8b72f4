package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Shape;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Piece;
import io.splitboard.core.program.Region;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Turn;
import io.splitboard.core.tensor.RandomTensors;
import io.splitboard.core.tensor.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubModelCutterTest {

  @TempDir Path folder;
  private BlobStore blobs;

  @BeforeEach
  void makeStore() {
    blobs = BlobStore.at(folder.resolve("store"));
  }

  private Network read(GraphProto.Builder graph) {
    return read(TestModels.model(graph));
  }

  private OnnxModel model;
  private Path file;

  private Network read(ModelProto proto) {
    file = TestModels.write(folder, proto);
    model = OnnxModel.open(file);
    return OnnxImporter.read(model, ImportOptions.DEFAULT);
  }

  private void assertWholeEqualsFile(Network network) {
    Map<String, TensorData> request = RandomTensors.request(network, 3, 0);
    Path whole = blobs.putModel(new SubModelCutter(model, network, blobs).wholeNetwork());
    assertThat(Runtime.run(whole, request)).isEqualTo(Runtime.run(file, request));
  }

  private static Task task(Layer layer) {
    return new Task(
        "t",
        "d",
        Task.Kind.COMPUTE,
        List.of(Piece.whole(layer.id(), 0)),
        layer.inputs().stream().map(name -> new Fragment(name, Region.ALL, 0)).toList(),
        layer.outputs().stream().map(name -> new Fragment(name, Region.ALL, 0)).toList(),
        0,
        LayerCost.ZERO,
        0,
        Turn.ALWAYS);
  }

  @Test
  void largeWeightsAreSharedBlobsAndSmallOnesInline() throws Exception {
    Network network =
        read(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 1, 32))
                .addInitializer(TestModels.weight("w", 32, 32))
                .addInitializer(TestModels.weight("b", 32))
                .addNode(TestModels.node("MatMul", "x,w", "m"))
                .addNode(TestModels.node("Add", "m,b", "a"))
                .addNode(TestModels.node("MatMul", "a,w", "y"))
                .addOutput(TestModels.value("y", 1, 32)));
    SubModelCutter cutter = new SubModelCutter(model, network, blobs);

    SubModel first = cutter.cut(task(network.layers().get(0)));
    SubModel second = cutter.cut(task(network.layers().get(1)));
    SubModel third = cutter.cut(task(network.layers().get(2)));

    assertThat(first.blobs()).hasSize(1).isEqualTo(third.blobs());
    assertThat(second.blobs()).isEmpty();
    assertThat(blobs.path(first.blobs().get(0))).hasSize(4096);
    TensorProto weight = ModelProto.parseFrom(first.onnx()).getGraph().getInitializer(0);
    assertThat(weight.getExternalData(0).getValue()).isEqualTo("blobs/" + first.blobs().get(0));
    assertThat(network.cost().macs()).isEqualTo(2 * 32 * 32);
    assertWholeEqualsFile(network);
  }

  @Test
  void storingTwiceLeavesOneFileAndNoParts() throws IOException {
    Network network = read(TestModels.addAndRelu(TestModels.weight("w", 4)));
    SubModel whole = new SubModelCutter(model, network, blobs).wholeNetwork();
    assertThat(blobs.putModel(whole)).isEqualTo(blobs.putModel(whole));
    try (var files = Files.walk(blobs.folder())) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void openDimensionsStayOpen() throws Exception {
    Network network =
        read(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", -1, 4))
                .addNode(TestModels.node("Relu", "x", "r"))
                .addNode(TestModels.node("Neg", "r", "y"))
                .addOutput(TestModels.value("y", -1, 4)));
    assertThat(network.boundDimensions()).containsEntry("free", 1L);
    SubModel second = new SubModelCutter(model, network, blobs).cut(task(network.layers().get(1)));
    var input = ModelProto.parseFrom(second.onnx()).getGraph().getInput(0);
    assertThat(input.getType().getTensorType().getShape().getDim(0).hasDimValue()).isFalse();
    assertThat(input.getType().getTensorType().getShape().getDim(1).getDimValue()).isEqualTo(4);
  }

  @Test
  void userBindsOpenDimensions() {
    read(
        GraphProto.newBuilder()
            .addInput(TestModels.value("x", -1, 4))
            .addNode(TestModels.node("Relu", "x", "y"))
            .addOutput(TestModels.value("y", -1, 4)));
    Network byName = OnnxImporter.read(model, new ImportOptions(Map.of("free", 7L), Map.of()));
    assertThat(byName.tensor("y").shape()).isEqualTo(Shape.of(7, 4));
    Network byShape =
        OnnxImporter.read(model, new ImportOptions(Map.of(), Map.of("x", Shape.of(9, 4))));
    assertThat(byShape.tensor("y").shape()).isEqualTo(Shape.of(9, 4));
  }

  @Test
  void nodesInAnyOrderAndWithoutNames() {
    Network network =
        read(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 4))
                .addNode(TestModels.node("Neg", "b", "y").setName("Relu_2"))
                .addNode(TestModels.node("Abs", "a", "b").setName("absolute"))
                .addNode(TestModels.node("Relu", "x", "a"))
                .addOutput(TestModels.value("y", 4)));
    assertThat(network.layers().stream().map(Layer::id))
        .containsExactly("Relu_2", "absolute", "Relu_2~2");
    assertWholeEqualsFile(network);
  }

  @Test
  void constantsAreNoLayersButRepeatedWhereRead() {
    Network network =
        read(
            TestModels.addAndRelu(TestModels.weight("v", 4))
                .addNode(TestModels.node("Neg", "v", "w")));
    assertThat(network.layers().stream().map(Layer::id)).containsExactly("add", "relu");
    assertThat(network.layers().get(0).weights()).containsExactly("v");
    assertWholeEqualsFile(network);
  }

  @Test
  void inputsAndConstantsMayBeOutputs() {
    Network network =
        read(
            TestModels.addAndRelu(TestModels.weight("w", 4))
                .addOutput(TestModels.value("x", 4))
                .addOutput(TestModels.value("w", 4)));
    assertThat(network.outputs()).containsExactly("y", "x", "w");
    assertThat(network.producer("w")).contains(network.layer("relu"));
    assertWholeEqualsFile(network);
  }

  @Test
  void initializersListedAsInputsAreWeights() {
    GraphProto.Builder graph =
        TestModels.addAndRelu(TestModels.weight("w", 4)).addInput(TestModels.value("w", 4));
    for (long version : new long[] {3, 8}) {
      Network network = read(TestModels.model(graph).toBuilder().setIrVersion(version).build());
      assertThat(network.inputs()).containsExactly("x");
      assertWholeEqualsFile(network);
    }
  }

  @Test
  void sequencesNeverLeaveALayer() {
    Network network =
        read(
            GraphProto.newBuilder()
                .addInput(TestModels.value("x", 4))
                .addNode(TestModels.node("Relu", "x", "r"))
                .addNode(TestModels.node("SequenceConstruct", "r,x", "s"))
                .addNode(TestModels.node("Neg", "r", "n"))
                .addNode(
                    TestModels.node("ConcatFromSequence", "s", "c")
                        .addAttribute(TestModels.integer("axis", 0)))
                .addNode(TestModels.node("Abs", "c", "y"))
                .addOutput(TestModels.value("y", 8))
                .addOutput(TestModels.value("n", 4)));
    assertThat(network.layers()).hasSize(4);
    assertThat(network.layers().stream().filter(layer -> layer.nodes().size() == 2)).hasSize(1);
    assertThat(network.tensors().values()).allMatch(tensor -> tensor.type().canTravel());
    assertWholeEqualsFile(network);
  }

  @Test
  void externalDataOfTheModelReachesTheSubModel() throws IOException {
    Files.write(folder.resolve("data"), new byte[24]);
    Network network = read(TestModels.addAndRelu(TestModels.external("w", "data", "8", 4)));
    assertWholeEqualsFile(network);
  }

  @Test
  void nodesThatNoOutputNeedsAreDropped() {
    Network network =
        read(
            TestModels.addAndRelu(TestModels.weight("w", 4))
                .addNode(TestModels.node("Neg", "x", "unused")));
    assertThat(network.layers()).hasSize(2);
  }
}
