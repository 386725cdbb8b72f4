package io.splitboard.app.picture.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.Progress;
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
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.zoo.Zoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a drag before it is compiled equals what the compiler makes of it. */
class ExchangeTest {

  private static final List<String> DEVICES = List.of("a", "b", "c");
  private static final List<SplitKind> KINDS =
      List.of(SplitKind.ROWS, SplitKind.COLUMNS, SplitKind.CHANNELS);

  @TempDir static Path folder;
  private static Network network;

  @BeforeAll
  static void read() {
    Path file = Zoo.build("zoo:mobilenet-v1?width=0.25&resolution=128", folder, Progress.NONE);
    network = OnnxImporter.read(OnnxModel.open(file), ImportOptions.DEFAULT);
  }

  private static Placement placement(Layer layer, Random random) {
    SplitKind kind = KINDS.get(random.nextInt(KINDS.size()));
    boolean whole = random.nextInt(3) == 0 || Splits.whyNot(network, layer, kind).isPresent();
    if (whole) {
      return new Placement.Whole(DEVICES.get(random.nextInt(3)));
    }
    long extent = Splits.extent(network, layer, kind);
    long first = random.nextLong(extent + 1);
    long second = first + random.nextLong(extent - first + 1);
    return Placement.split(
        kind,
        List.of(
            new Placement.Share("b", 0, first),
            new Placement.Share("a", first, second),
            new Placement.Share("c", second, extent)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void bytesEqualTheCompilers(long seed) {
    Random random = new Random(seed);
    Map<String, Placement> placements = new LinkedHashMap<>();
    network.layers().forEach(layer -> placements.put(layer.id(), placement(layer, random)));
    Partition partition = new Partition(placements);
    List<Device> devices = new ArrayList<>();
    DEVICES.forEach(id -> devices.add(Catalogue.device("cloud", id, new Connection.Local())));
    Cluster cluster =
        new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "a", Contention.PER_LINK);

    Map<String, Long> compiled = new TreeMap<>();
    Compiler.compile(network, cluster, partition)
        .transfers()
        .forEach(
            transfer ->
                compiled.merge(
                    transfer.fragment().tensor() + " " + transfer.from() + " " + transfer.to(),
                    transfer.bytes(),
                    Long::sum));
    Exchange exchange = new Exchange(network, partition, "a");
    Map<String, Long> told = new TreeMap<>();
    Stream.concat(
            network.inputs().stream(),
            network.layers().stream().flatMap(layer -> layer.outputs().stream()))
        .flatMap(tensor -> exchange.of(tensor).stream())
        .forEach(
            each ->
                told.merge(
                    each.tensor() + " " + each.from() + " " + each.to(), each.bytes(), Long::sum));
    assertThat(compiled).isNotEmpty();
    assertThat(told).isEqualTo(compiled);
  }
}
