package io.splitboard.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Transfer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A ResNeXt-50 whose units mix channel groups only where they begin, cut by channels: the compiler
 * exchanges exactly what the closed form says, {@code D(1…1) = Σ (K−1)·C·H·W·4} over the outputs of
 * units, and nothing inside a unit.
 */
class SeparableExchangeTest {

  private static final long OUTPUT_ELEMENTS = 5_519_360;
  private static final long LAST_OUTPUT_ELEMENTS = 2048 * 7 * 7;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void unitsExchangeTheirOutputsAndNothingElse(int parts) throws IOException {
    Network network = OnnxImporter.read(OnnxModel.open(separable(parts)), ImportOptions.DEFAULT);
    Cluster cluster = cluster(parts);
    List<String> units =
        network.layers().stream().map(Layer::id).filter(id -> id.startsWith("stage")).toList();
    Partition partition =
        Partition.onOneDevice(network, "d0")
            .split(network, units, SplitKind.CHANNELS, cluster.deviceIds());
    Program program = Compiler.compile(network, cluster, partition);

    Map<String, Long> sent =
        program.transfers().stream()
            .collect(
                Collectors.groupingBy(
                    transfer -> transfer.fragment().tensor(),
                    TreeMap::new,
                    Collectors.summingLong(Transfer::bytes)));
    long others = parts - 1L;
    assertThat(sent.remove("stem.pool")).isEqualTo(others * 64 * 56 * 56 * 4);
    // The head is whole on one device, so the last output is gathered there only.
    assertThat(sent.remove("stage4.2.relu3")).isEqualTo(others * LAST_OUTPUT_ELEMENTS * 4 / parts);
    assertThat(sent.keySet()).allMatch(tensor -> tensor.endsWith(".relu3")).hasSize(15);
    long exchanged = sent.values().stream().mapToLong(Long::longValue).sum();
    assertThat(exchanged).isEqualTo(others * (OUTPUT_ELEMENTS - LAST_OUTPUT_ELEMENTS) * 4);
    if (parts == 2) {
      assertThat(exchanged + LAST_OUTPUT_ELEMENTS * 4).isEqualTo(22_077_440);
    }
  }

  /** The last convolution of each unit in as many groups as there are parts; weights are zero. */
  private Path separable(int parts) throws IOException {
    NetworkWriter writer = new ResidualNetworks("separable", false, 32, 4).build();
    GraphProto.Builder graph = writer.graph().toBuilder();
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      if (node.getName().endsWith(".conv3")) {
        node.getAttributeBuilderList().stream()
            .filter(attribute -> attribute.getName().equals("group"))
            .forEach(attribute -> attribute.setI(parts).setType(AttributeProto.AttributeType.INT));
      }
    }
    for (Weight weight : writer.weights()) {
      boolean last = weight.name().contains(".conv3.");
      long elements = 1;
      TensorProto.Builder tensor =
          TensorProto.newBuilder()
              .setName(weight.name())
              .setDataType(TensorProto.DataType.FLOAT.getNumber());
      for (int i = 0; i < weight.dims().size(); i++) {
        long size = weight.dims().get(i) / (last && i == 1 ? parts : 1);
        tensor.addDims(size);
        elements *= size;
      }
      graph.addInitializer(tensor.setRawData(ByteString.copyFrom(new byte[(int) (4 * elements)])));
    }
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
    model.addOpsetImportBuilder().setDomain("").setVersion(13);
    Path file = folder.resolve("separable.onnx");
    try (OutputStream out = Files.newOutputStream(file)) {
      model.build().writeTo(out);
    }
    return file;
  }

  private static Cluster cluster(int count) {
    List<Device> devices =
        IntStream.range(0, count)
            .mapToObj(i -> Catalogue.device("pi-4b", "d" + i, new Connection.Local()))
            .toList();
    return new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "d0", Contention.PER_PORT);
  }
}
