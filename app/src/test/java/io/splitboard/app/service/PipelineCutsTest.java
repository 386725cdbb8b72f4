package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.agent.engine.EngineOptions;
import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Folders;
import io.splitboard.core.tensor.RandomTensors;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.core.tensor.TensorDifference;
import io.splitboard.core.zoo.Zoo;
import io.splitboard.lab.local.LocalRun;
import io.splitboard.lab.local.WholeRun;
import io.splitboard.solver.pipeline.Cut;
import io.splitboard.solver.pipeline.Cuts;
import io.splitboard.solver.pipeline.StagePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pipelines compute what the whole network computes, wherever they are cut. */
class PipelineCutsTest {

  private static final EngineOptions EXACT = new EngineOptions(false, 1);

  @TempDir Path folder;

  @Test
  void everyPlaceWhereOneTensorCrossesGivesTheSameBits() {
    Path file =
        Zoo.build("zoo:mobilenet-v1?width=0.25&resolution=128", Folders.cache(), Progress.NONE);
    OpenModel model = OpenModel.open(file, ImportOptions.DEFAULT, Progress.NONE);
    List<Integer> positions = Cuts.single(model.network()).stream().map(Cut::position).toList();
    assertThat(positions.size()).isGreaterThan(50);
    try (WholeRun whole = WholeRun.open(model.cutter(), model.blobs(), EXACT)) {
      Map<String, TensorData> inputs = RandomTensors.request(model.network(), 3, 0);
      Map<String, TensorData> expected = whole.run(inputs);
      for (int position : positions) {
        assertThat(same(model, inputs, expected, List.of(position))).as("at " + position).isTrue();
      }
      assertThat(same(model, inputs, expected, positions)).as("at all of them").isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyCutOfANetworkWithBranchesGivesTheSameBits(long seed) throws Exception {
    Path file = GeneratedModel.write(seed, folder);
    OpenModel model = OpenModel.open(file, ImportOptions.DEFAULT, Progress.NONE);
    List<Cut> cuts = Cuts.all(model.network());
    try (WholeRun whole = WholeRun.open(model.cutter(), model.blobs(), EXACT)) {
      Map<String, TensorData> inputs = RandomTensors.request(model.network(), seed, 0);
      Map<String, TensorData> expected = whole.run(inputs);
      for (Cut cut : cuts.subList(1, cuts.size() - 1)) {
        assertThat(same(model, inputs, expected, List.of(cut.position()))).as("" + cut).isTrue();
      }
    }
  }

  private static boolean same(
      OpenModel model,
      Map<String, TensorData> inputs,
      Map<String, TensorData> expected,
      List<Integer> positions) {
    Network network = model.network();
    Cluster cluster = cluster(positions.size() + 1);
    StagePlan plan = StagePlan.of(positions, cluster.deviceIds(), network.layers().size());
    Program program = Compiler.compile(network, cluster, plan.partition(network));
    try (LocalRun pieces = LocalRun.open(model.cutter(), program, model.blobs(), EXACT)) {
      Map<String, TensorData> results = pieces.run(inputs);
      return expected.entrySet().stream()
          .allMatch(
              output ->
                  TensorDifference.between(output.getValue(), results.get(output.getKey()))
                      .bitExact());
    }
  }

  private static Cluster cluster(int count) {
    List<Device> devices =
        IntStream.range(0, count)
            .mapToObj(i -> Catalogue.device("cloud", "device" + i, new Connection.Local()))
            .toList();
    return new Cluster(
        devices, Wiring.allPairs(devices, "ethernet"), "device0", Contention.PER_LINK);
  }
}
