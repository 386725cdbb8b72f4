package io.splitboard.lab.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.agent.engine.EngineOptions;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.BlobStore;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.onnx.SubModelCutter;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Piece;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Region;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.program.Turn;
import io.splitboard.core.tensor.RandomTensors;
import io.splitboard.core.tensor.TensorData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalRunTest {

  private static final EngineOptions PLAIN = new EngineOptions(false, 1);

  @TempDir Path folder;

  private static OnnxModel shared(String name) {
    Path file =
        Path.of(System.getProperty("splitboard.root"))
            .resolveSibling("shared")
            .resolve("models")
            .resolve(name);
    Assumptions.assumeTrue(Files.exists(file), "no third-party model " + name + " here");
    return OnnxModel.open(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mnist-8/model.onnx",
        "super-resolution-10/model.onnx",
        "ultraface-rfb-320/model.onnx",
        "tinybert/model.onnx",
        "kws-qdq/model.onnx",
        "nested-if/model.onnx",
        "external-data/add_with_external_data.onnx"
      })
  void everyLayerAloneOnARandomDeviceGivesTheFilesOwnResult(String name) {
    OnnxModel model = shared(name);
    Network network = OnnxImporter.read(model, ImportOptions.DEFAULT);
    BlobStore blobs = BlobStore.at(folder);
    SubModelCutter cutter = new SubModelCutter(model, network, blobs);
    Program program = scattered(network, 3, new Random(7));
    try (WholeRun whole = WholeRun.open(model.file(), PLAIN);
        WholeRun recut = WholeRun.open(cutter, blobs, PLAIN);
        LocalRun pieces = LocalRun.open(cutter, program, blobs, PLAIN)) {
      for (int request = 0; request < 2; request++) {
        Map<String, TensorData> inputs = RandomTensors.request(network, 1, request);
        Map<String, TensorData> expected = whole.run(inputs);

        assertSame(pieces.run(inputs), expected, network.outputs());
        assertSame(recut.run(inputs), expected, network.outputs());
      }
    }
  }

  private static void assertSame(
      Map<String, TensorData> actual, Map<String, TensorData> expected, List<String> outputs) {
    assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(outputs);
    for (String output : outputs) {
      assertThat(actual.get(output).shape()).isEqualTo(expected.get(output).shape());
      assertThat(actual.get(output).type()).isEqualTo(expected.get(output).type());
      assertThat(actual.get(output).bytes()).isEqualTo(expected.get(output).bytes());
    }
  }

  @Test
  void aMissingTransferIsFound() {
    OnnxModel model = shared("mnist-8/model.onnx");
    Network network = OnnxImporter.read(model, ImportOptions.DEFAULT);
    BlobStore blobs = BlobStore.at(folder);
    SubModelCutter cutter = new SubModelCutter(model, network, blobs);
    Program whole = scattered(network, 2, new Random(1));
    Program lacking =
        new Program(whole.source(), whole.tasks(), List.of(), whole.inputs(), whole.outputs());
    try (LocalRun pieces = LocalRun.open(cutter, lacking, blobs, PLAIN)) {
      Map<String, TensorData> inputs = RandomTensors.request(network, 1, 0);

      assertThatThrownBy(() -> pieces.run(inputs)).hasMessageContaining("never reaches");
    }
  }

  /** One task per layer, each on a random device; every pair of devices has a link. */
  private static Program scattered(Network network, int devices, Random random) {
    Map<String, String> placed = new HashMap<>();
    for (Layer layer : network.layers()) {
      placed.put(layer.id(), "d" + random.nextInt(devices));
    }
    Set<String> wanted = new LinkedHashSet<>(network.outputs());
    network.layers().forEach(layer -> wanted.addAll(layer.inputs()));
    List<Task> tasks = new ArrayList<>();
    Map<String, Transfer> transfers = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      String device = placed.get(layer.id());
      List<String> makes = layer.outputs().stream().filter(wanted::contains).toList();
      tasks.add(
          new Task(
              layer.id(),
              device,
              Task.Kind.COMPUTE,
              List.of(Piece.whole(layer.id(), 0)),
              fragments(network, layer.inputs()),
              fragments(network, makes),
              0,
              layer.cost(),
              0,
              Turn.ALWAYS));
      layer.inputs().forEach(name -> send(network, placed, name, device, transfers));
    }
    network.outputs().forEach(name -> send(network, placed, name, "d0", transfers));
    return new Program(
        "d0",
        tasks,
        List.copyOf(transfers.values()),
        fragments(network, network.inputs()),
        fragments(network, network.outputs()));
  }

  private static void send(
      Network network,
      Map<String, String> placed,
      String tensor,
      String to,
      Map<String, Transfer> transfers) {
    String from = network.producer(tensor).map(layer -> placed.get(layer.id())).orElse("d0");
    if (!from.equals(to)) {
      String id = tensor + ">" + to;
      Fragment fragment = fragments(network, List.of(tensor)).get(0);
      transfers.put(id, new Transfer(id, fragment, from, to, Codec.NONE, 0));
    }
  }

  private static List<Fragment> fragments(Network network, List<String> tensors) {
    return tensors.stream()
        .distinct()
        .map(name -> new Fragment(name, Region.ALL, network.tensor(name).bytes()))
        .toList();
  }
}
