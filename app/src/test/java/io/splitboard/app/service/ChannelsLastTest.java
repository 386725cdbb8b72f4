package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.rows.RowsWithOverlap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that brings its channels to the end and back, as exporters from N×H×W×C do. */
class ChannelsLastTest {

  private static final int CHANNELS = 6;
  private static final int HEIGHT = 24;
  private static final int WIDTH = 20;

  @TempDir Path folder;

  private OpenModel model() throws IOException {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("channels-last");
    graph.addInput(typed("image", 1, CHANNELS, HEIGHT, WIDTH));
    convolution(graph, "first", "image", new Random(1));
    graph.addNode(node("Transpose", "last", "first").addAttribute(ints("perm", 0, 2, 3, 1)));
    graph.addNode(node("Relu", "active", "last"));
    graph.addNode(node("Transpose", "back", "active").addAttribute(ints("perm", 0, 3, 1, 2)));
    convolution(graph, "second", "back", new Random(2));
    graph.addOutput(typed("second", 1, CHANNELS, HEIGHT, WIDTH));
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
    model.addOpsetImportBuilder().setDomain("").setVersion(13);
    Path file = Files.write(folder.resolve("model.onnx"), model.build().toByteArray());
    return OpenModel.open(file, ImportOptions.DEFAULT, (step, fraction) -> {});
  }

  @Test
  void rowsAndChannelsFollowTheData() throws IOException {
    Network network = model().network();
    assertThat(axes(network, SplitKind.CHANNELS)).containsExactly(1, 3, 3, 1, 1);
    assertThat(axes(network, SplitKind.ROWS)).containsExactly(2, 1, 1, 2, 2);
    assertThat(axes(network, SplitKind.COLUMNS)).containsExactly(3, 2, 2, 3, 3);
  }

  private static List<Integer> axes(Network network, SplitKind kind) {
    return network.layers().stream().map(layer -> Splits.axis(network, layer, kind)).toList();
  }

  /** Only a row on each side of the boundary crosses, before the second convolution. */
  @Test
  void rowsStayOnTheirDevices() throws IOException {
    OpenModel model = model();
    Network network = model.network();
    Cluster cluster = cluster();
    Partition rows =
        Partition.onOneDevice(network, "device0")
            .split(
                network,
                network.layers().stream().map(Layer::id).toList(),
                SplitKind.ROWS,
                cluster.deviceIds());
    Program program = Compiler.compile(network, cluster, rows);
    long row = 4L * CHANNELS * WIDTH;
    long image = (HEIGHT / 2 + 1) * row;
    long halo = 2 * row;
    long result = HEIGHT / 2 * row;
    long bytes =
        program.transfers().stream().mapToLong(transfer -> transfer.fragment().bytes()).sum();
    assertThat(bytes).isEqualTo(image + halo + result);
    assertEqual(model, program);
  }

  @Test
  void rowsAroundAHostGiveTheWhole() throws IOException {
    OpenModel model = model();
    Network network = model.network();
    Cluster cluster = cluster();
    Problem problem =
        new Problem(
            network,
            cluster,
            CatalogueProfile.of(network, cluster),
            Objective.LATENCY,
            Constraints.NONE,
            new SolveLimits(2, 1, 0));
    Partition fused =
        RowsWithOverlap.fusing()
            .solve(problem, SolveListener.NONE, (step, fraction) -> {})
            .partition();
    assertEqual(model, Compiler.compile(network, cluster, fused));
  }

  private static void assertEqual(OpenModel model, Program program) {
    try (PiecewiseCheck check =
        PiecewiseCheck.open(model, program, 3, false, (step, fraction) -> {})) {
      PiecewiseCheck.Outcome outcome = check.random();
      assertThat(outcome.maxAbsOutput()).isPositive();
      assertThat(outcome.maxAbsDiff()).isLessThanOrEqualTo(1e-6 * outcome.maxAbsOutput());
    }
  }

  private static Cluster cluster() {
    List<Device> devices =
        IntStream.range(0, 2)
            .mapToObj(i -> Catalogue.device("pi-4b", "device" + i, new Connection.Local()))
            .toList();
    return new Cluster(
        devices, Wiring.allPairs(devices, "ethernet"), "device0", Contention.PER_LINK);
  }

  private static void convolution(GraphProto.Builder graph, String name, String in, Random random) {
    TensorProto.Builder weight =
        TensorProto.newBuilder()
            .setName(name + ".weight")
            .setDataType(1)
            .addAllDims(List.of((long) CHANNELS, (long) CHANNELS, 3L, 3L));
    for (int i = 0; i < CHANNELS * CHANNELS * 9; i++) {
      weight.addFloatData((float) random.nextGaussian() / 7);
    }
    graph.addInitializer(weight);
    graph.addNode(node("Conv", name, in, name + ".weight").addAttribute(ints("pads", 1, 1, 1, 1)));
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(Arrays.asList(inputs))
        .addOutput(output);
  }

  private static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  private static ValueInfoProto typed(String name, long... dims) {
    TypeProto.Builder type = TypeProto.newBuilder();
    type.getTensorTypeBuilder().setElemType(1);
    for (long dim : dims) {
      type.getTensorTypeBuilder().getShapeBuilder().addDimBuilder().setDimValue(dim);
    }
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }
}
