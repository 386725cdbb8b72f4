package io.splitboard.app.service;

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
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that hold several shares of a layer, some of which overlap. */
class OverlappingSharesTest {

  private static final List<String> DEVICES = List.of("d0", "d1", "d2");

  /** Whoever reads it would count it twice, and begin before all that it reads is there. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noDeviceHasAFragmentTwice(int seed, @TempDir Path folder) throws Exception {
    OpenModel model =
        OpenModel.open(GeneratedModel.write(seed, folder), ImportOptions.DEFAULT, Progress.NONE);
    for (int i = 0; i < 20; i++) {
      Partition partition = overlapping(model.network(), new Random(100L * seed + i));
      Program program = Compiler.compile(model.network(), cluster(), partition);
      List<String> present = new ArrayList<>();
      program
          .tasks()
          .forEach(
              task -> task.makes().forEach(made -> present.add(task.device() + " " + made.key())));
      program
          .transfers()
          .forEach(transfer -> present.add(transfer.to() + " " + transfer.fragment().key()));
      assertThat(present).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13, 14})
  void resultsEqualTheWhole(int seed, @TempDir Path folder) throws Exception {
    OpenModel model =
        OpenModel.open(GeneratedModel.write(seed, folder), ImportOptions.DEFAULT, Progress.NONE);
    Partition partition = overlapping(model.network(), new Random(seed));
    try (PiecewiseCheck check =
        PiecewiseCheck.open(model, cluster(), partition, seed, false, Progress.NONE)) {
      assertThat(check.random()).satisfies(outcome -> assertThat(outcome.equal()).isTrue());
    }
  }

  private static Cluster cluster() {
    List<Device> devices =
        DEVICES.stream().map(id -> Catalogue.device("pi-4b", id, new Connection.Local())).toList();
    return new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "d0", Contention.PER_PORT);
  }

  /** Each layer by rows where it can be: up to six shares, each beginning before the last ends. */
  private static Partition overlapping(Network network, Random random) {
    Map<String, Placement> placements = new LinkedHashMap<>();
    int count = 3 + random.nextInt(4);
    double[] ends =
        IntStream.range(0, count).mapToDouble(i -> random.nextDouble()).sorted().toArray();
    List<String> devices =
        IntStream.range(0, count).mapToObj(i -> DEVICES.get(random.nextInt(3))).toList();
    for (Layer layer : network.layers()) {
      boolean whole = Splits.whyNot(network, layer, SplitKind.ROWS).isPresent();
      placements.put(
          layer.id(),
          whole
              ? new Placement.Whole("d0")
              : new Placement.Rows(
                  shares(Splits.extent(network, layer, SplitKind.ROWS), devices, ends, random)));
    }
    return new Partition(placements);
  }

  private static List<Placement.Share> shares(
      long extent, List<String> devices, double[] ends, Random random) {
    List<Placement.Share> shares = new ArrayList<>();
    long reached = 0;
    for (int i = 0; i < devices.size(); i++) {
      boolean last = i == devices.size() - 1;
      long to = last ? extent : Math.max(reached, Math.round(ends[i] * extent));
      long from = reached - random.nextLong(Math.min(reached, 4) + 1);
      shares.add(new Placement.Share(devices.get(i), from, to));
      reached = to;
    }
    return shares;
  }
}
