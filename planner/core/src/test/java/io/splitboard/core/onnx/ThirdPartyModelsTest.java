package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.core.network.Block;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Piece;
import io.splitboard.core.program.Region;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Turn;
import io.splitboard.core.tensor.RandomTensors;
import io.splitboard.core.tensor.TensorData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThirdPartyModelsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mnist-8/model.onnx",
        "super-resolution-10/model.onnx",
        "ultraface-rfb-320/model.onnx",
        "yunet-dynamic/model.onnx",
        "tinybert/model.onnx",
        "kws-qdq/model.onnx",
        "light-inception-v1/light_inception_v1.onnx",
        "external-data/add_with_external_data.onnx",
        "nested-if/model.onnx"
      })
  void importsAndRunsWholeAndInPiecesBitForBit(String path) {
    Path file = SharedModels.file(path);
    OnnxModel model = OnnxModel.open(file);
    Network network = OnnxImporter.read(model, ImportOptions.DEFAULT);
    BlobStore blobs = BlobStore.at(folder);
    SubModelCutter cutter = new SubModelCutter(model, network, blobs);
    Map<String, TensorData> request = RandomTensors.request(network, 7, 0);

    Map<String, TensorData> expected = Runtime.run(file, request);

    Path whole = blobs.putModel(cutter.wholeNetwork());
    assertThat(Runtime.run(whole, request)).isEqualTo(expected);
    Random random = new Random(42);
    for (int i = 0; i < 4 && network.layers().size() > 1; i++) {
      int cut = 1 + random.nextInt(network.layers().size() - 1);
      assertThat(runInTwo(cutter, network, blobs, cut, request))
          .as("cut before layer %s", network.layers().get(cut).id())
          .containsAllEntriesOf(expected);
    }
    assertBlocksCoverAllLayers(network);
  }

  private static Map<String, TensorData> runInTwo(
      SubModelCutter cutter,
      Network network,
      BlobStore blobs,
      int cut,
      Map<String, TensorData> request) {
    Map<String, TensorData> values = new HashMap<>(request);
    List<Layer> layers = network.layers();
    for (Task task :
        List.of(
            task(network, layers.subList(0, cut)),
            task(network, layers.subList(cut, layers.size())))) {
      Path file = blobs.putModel(cutter.cut(task));
      values.putAll(Runtime.run(file, values));
    }
    return values;
  }

  private static Task task(Network network, List<Layer> layers) {
    Set<String> made = new LinkedHashSet<>();
    layers.forEach(layer -> made.addAll(layer.outputs()));
    Set<String> read = new LinkedHashSet<>();
    layers.forEach(layer -> read.addAll(layer.inputs()));
    read.removeAll(made);
    made.removeIf(
        name -> !network.outputs().contains(name) && layers.containsAll(network.consumers(name)));
    return new Task(
        "task",
        "device",
        Task.Kind.COMPUTE,
        layers.stream().map(layer -> Piece.whole(layer.id(), 0)).toList(),
        fragments(network, read),
        fragments(network, made),
        0,
        LayerCost.ZERO,
        0,
        Turn.ALWAYS);
  }

  private static List<Fragment> fragments(Network network, Set<String> names) {
    return names.stream()
        .map(network::tensor)
        .map(tensor -> new Fragment(tensor.name(), Region.ALL, tensor.bytes()))
        .toList();
  }

  private static void assertBlocksCoverAllLayers(Network network) {
    List<String> inBlocks = new ArrayList<>();
    network.blocks().stream().map(Block::layers).forEach(inBlocks::addAll);
    assertThat(inBlocks).isEqualTo(network.layers().stream().map(Layer::id).toList());
  }

  @Test
  void refusesLfsPointer() {
    Path file = SharedModels.file("lfs-pointer/model.onnx");
    assertThatThrownBy(() -> OnnxModel.open(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("git lfs pull");
  }

  @Test
  void bindsDynamicDimensionsToWorkableDefaults() {
    Network tinybert = read("tinybert/model.onnx");
    assertThat(tinybert.boundDimensions())
        .containsEntry("batch", 1L)
        .containsEntry("sequence", 16L);
    assertThat(tinybert.inputFacts().indexLimits()).containsKey("input_ids");
    Network yunet = read("yunet-dynamic/model.onnx");
    Tensor image = yunet.tensor(yunet.inputs().get(0));
    assertThat(image.shape().dims()).containsExactly(1L, 3L, 320L, 320L);
    assertThat(yunet.outputs()).hasSize(12);
  }

  @Test
  void keepsNestedIfAsOneLayer() {
    Network network = read("nested-if/model.onnx");
    List<Layer> ifs = network.layers().stream().filter(l -> l.operator().equals("If")).toList();
    assertThat(ifs).hasSize(1);
    assertThat(ifs.get(0).inputs()).contains("If_p3_input1", "If_p3_input2");
  }

  @Test
  void countsUltrafaceCosts() {
    Network network = read("ultraface-rfb-320/model.onnx");
    assertThat(network.outputs()).containsExactly("scores", "boxes");
    assertThat(network.cost().macs()).isBetween(90_000_000L, 130_000_000L);
    assertThat(network.cost().parameters()).isBetween(250_000L, 310_000L);
  }

  private static Network read(String path) {
    return OnnxImporter.read(OnnxModel.open(SharedModels.file(path)), ImportOptions.DEFAULT);
  }
}
