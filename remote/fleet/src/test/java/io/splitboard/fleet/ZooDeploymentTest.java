package io.splitboard.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.agent.engine.EngineOptions;
import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.ErrorBudget;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.BlobStore;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.onnx.SubModelCutter;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.LinkError;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Replicas;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.TaskTime;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.simulation.Summary;
import io.splitboard.core.tensor.Difference;
import io.splitboard.core.tensor.RandomTensors;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.core.tensor.TensorDifference;
import io.splitboard.core.zoo.Zoo;
import io.splitboard.fleet.profiling.Profiler;
import io.splitboard.lab.VirtualLab;
import io.splitboard.lab.local.LocalRun;
import io.splitboard.lab.local.LossyLinks;
import io.splitboard.lab.local.WholeRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real network from its file to measured figures, over three virtual devices. */
class ZooDeploymentTest {

  private static final String[] THREE = {"pi-a", "pi-b", "pi-c"};
  private static final double SLOWDOWN = 6;
  private static final int REQUESTS = 20;
  private static final double DELAY_MS = 1;

  @TempDir static Path folder;

  private static OnnxModel model;
  private static Network network;
  private static BlobStore blobs;
  private static SubModelCutter cutter;

  @BeforeAll
  static void buildNetwork() {
    Path file =
        Zoo.build(
            "zoo:mobilenet-v1?width=0.5&resolution=160", folder.resolve("zoo"), Progress.NONE);
    model = OnnxModel.open(file);
    network = OnnxImporter.read(model, ImportOptions.DEFAULT);
    blobs = BlobStore.at(folder.resolve("store"));
    cutter = new SubModelCutter(model, network, blobs);
  }

  @Test
  void measuresEveryLayerAndLinkAndGivesTheWholeNetworksResults() {
    Cluster cluster = TestClusters.virtual(SLOWDOWN, THREE);
    Profile catalogue = CatalogueProfile.of(network, cluster);
    try (VirtualLab lab = VirtualLab.start(cluster, folder.resolve("lab"))) {
      Map<String, Endpoint> endpoints = TestClusters.endpoints(cluster, lab);
      Profile measured = measure(cluster, catalogue, endpoints);
      assertEverythingIsMeasured(measured);
      assertPaceIsTold(cluster, endpoints, measured);
      try (Deployment live = deploy(cluster, endpoints, thirds(), 4)) {
        Profile calibrated = Profiler.calibrate(live, measured, Progress.NONE);
        for (Task task : live.program().tasks()) {
          assertThat(calibrated.device(task.device()).bundleMs())
              .containsKey(TaskTime.bundleKey(task));
        }
        List<Map<String, TensorData>> results = new ArrayList<>();
        RunResult result = live.run(requests(), keeping(results), Progress.NONE);
        assertThat(result.problems()).isEmpty();
        assertThat(result.lost()).isZero();
        assertBitExact(results);
      }
    }
  }

  @Test
  void packedTensorsTakeFewerBytesOnTheWireAndGiveTheSameBits() {
    Cluster cluster = TestClusters.virtual(SLOWDOWN, THREE);
    try (VirtualLab lab = VirtualLab.start(cluster, folder.resolve("lab"))) {
      Program program = Compiler.compile(network, cluster, thirds()).packed(transfer -> Codec.LZ4);
      Map<String, Endpoint> endpoints = TestClusters.endpoints(cluster, lab);
      try (Deployment live = deploy(cluster, endpoints, program, 4)) {
        List<Map<String, TensorData>> results = new ArrayList<>();
        RunResult result = live.run(requests(), keeping(results), Progress.NONE);
        assertThat(result.problems()).isEmpty();
        assertThat(result.lost()).isZero();
        assertBitExact(results);
        Summary summary = Summary.of(result.trace(), live.program(), cluster);
        assertThat(live.program().transfers()).allMatch(transfer -> transfer.codec() == Codec.LZ4);
        assertThat(summary.transferBytesPerRequest())
            .isPositive()
            .isLessThan(live.program().transferBytes());
      }
    }
  }

  /** Agents round as a local run over lossy links does, bit for bit, and tell the same errors. */
  @Test
  void lossyLinksDoWhatTheLocalRunSays() {
    Cluster cluster = TestClusters.virtual(SLOWDOWN, THREE);
    ErrorBudget budget = ErrorBudget.relative(0.0004);
    LinkCodecs codecs = LinkCodecs.NONE.with("pi-a", "pi-b", Codec.FLOAT16, budget);
    Partition partition = thirds().withCodecs(codecs);
    Program program = Compiler.compile(network, cluster, partition);
    List<Map<String, TensorData>> expected = new ArrayList<>();
    LossyLinks links = new LossyLinks(codecs);
    try (LocalRun local = LocalRun.open(cutter, program, blobs, new EngineOptions(false, 1))) {
      requests().forEach(inputs -> expected.add(local.runOver(links, inputs)));
    }
    try (VirtualLab lab = VirtualLab.start(cluster, folder.resolve("lab"))) {
      Map<String, Endpoint> endpoints = TestClusters.endpoints(cluster, lab);
      try (Deployment live = deploy(cluster, endpoints, program, 4)) {
        List<Map<String, TensorData>> results = new ArrayList<>();
        RunResult result = live.run(requests(), keeping(results), Progress.NONE);
        assertThat(result.problems()).isEmpty();
        assertThat(result.lost()).isZero();
        for (int i = 0; i < REQUESTS; i++) {
          for (String output : network.outputs()) {
            assertThat(
                    TensorDifference.between(
                        expected.get(i).get(output), results.get(i).get(output)))
                .matches(Difference::bitExact);
          }
        }
        assertThat(result.codecErrors()).isEqualTo(links.errors()).isNotEmpty();
        assertThat(LinkError.of(live.program(), codecs, result.codecErrors()))
            .singleElement()
            .satisfies(
                link -> {
                  assertThat(link.link()).isEqualTo("pi-a→pi-b");
                  assertThat(link.error()).isPositive().isLessThanOrEqualTo(0x1p-11);
                  assertThat(link.ok()).isEqualTo(link.error() <= 0.0004);
                });
        Summary summary = Summary.of(result.trace(), live.program(), cluster);
        String lossy = "pi-a→pi-b";
        long tensors =
            program.transfers().stream()
                .filter(transfer -> transfer.from().equals("pi-a"))
                .mapToLong(Transfer::bytes)
                .sum();
        assertThat(2 * summary.links().get(lossy).bytesPerRequest()).isEqualTo(tensors);
      }
    }
  }

  @Test
  void devicesTakeTurnsRequestByRequest() {
    Cluster cluster = TestClusters.virtual(SLOWDOWN, "pi-a", "pi-b", "pi-c", "pi-d");
    try (VirtualLab lab = VirtualLab.start(cluster, folder.resolve("lab"))) {
      Program program =
          Replicas.of(
              Compiler.compile(network, cluster, thirds()),
              cluster,
              Map.of("pi-b", List.of("pi-d")));
      Map<String, Endpoint> endpoints = TestClusters.endpoints(cluster, lab);
      try (Deployment live = deploy(cluster, endpoints, program, 4)) {
        List<Map<String, TensorData>> results = new ArrayList<>();
        RunResult result = live.run(requests(), keeping(results), Progress.NONE);
        assertThat(result.problems()).isEmpty();
        assertThat(result.lost()).isZero();
        assertBitExact(results);
        for (String device : new String[] {"pi-b", "pi-d"}) {
          assertThat(
                  result.trace().tasks().stream()
                      .filter(run -> run.device().equals(device))
                      .map(run -> run.request() % 2)
                      .distinct())
              .as(device)
              .hasSize(1);
        }
        assertThat(result.trace().tasks()).extracting("device").contains("pi-b", "pi-d");
      }
    }
  }

  private static Deployment deploy(
      Cluster cluster, Map<String, Endpoint> endpoints, Partition partition, int inFlight) {
    return deploy(cluster, endpoints, Compiler.compile(network, cluster, partition), inFlight);
  }

  private static Deployment deploy(
      Cluster cluster, Map<String, Endpoint> endpoints, Program program, int inFlight) {
    DeployRequest request =
        new DeployRequest(
            program, cluster, endpoints, cutter, blobs, bundle(), false, inFlight, Prompts.NONE);
    return Fleet.deploy(request, DeployListener.NONE, Progress.NONE);
  }

  private static Profile measure(
      Cluster cluster, Profile catalogue, Map<String, Endpoint> endpoints) {
    return Profiler.measure(
        profiling(cluster, endpoints, catalogue), DeployListener.NONE, Progress.NONE);
  }

  private static ProfilingRequest profiling(
      Cluster cluster, Map<String, Endpoint> endpoints, Profile known) {
    return new ProfilingRequest(
        cluster, endpoints, known, cutter, blobs, bundle(), false, Prompts.NONE);
  }

  /** Far enough from the truth that no disturbance of this computer makes up for it. */
  private static void assertPaceIsTold(
      Cluster cluster, Map<String, Endpoint> endpoints, Profile measured) {
    Map<String, DeviceProfile> wrong = new LinkedHashMap<>(measured.devices());
    wrong.computeIfPresent("pi-a", (device, costs) -> costs.times(10));
    wrong.computeIfPresent("pi-b", (device, costs) -> costs.times(0.1));
    wrong.computeIfPresent("pi-c", (device, costs) -> costs.asFitted());
    Profile known = new Profile(wrong, measured.links(), measured.codecs(), measured.calibration());
    Map<String, Double> pace =
        Profiler.pace(profiling(cluster, endpoints, known), DeployListener.NONE, Progress.NONE);
    assertThat(pace).containsOnlyKeys("pi-a", "pi-b");
    assertThat(pace.get("pi-a")).isBetween(0.02, 0.5);
    assertThat(pace.get("pi-b")).isBetween(2.0, 50.0);
  }

  private static void assertEverythingIsMeasured(Profile profile) {
    assertThat(profile.calibration().models()).containsOnlyKeys(THREE);
    assertThat(profile.calibration().uncertainty().devices()).containsOnlyKeys(THREE);
    assertThat(profile.calibration().uncertainty().links()).hasSize(6);
    for (String device : THREE) {
      assertThat(profile.device(device).layerMs()).hasSize(network.layers().size());
      assertThat(profile.device(device).layerMs().values())
          .allMatch(figure -> figure.origin() == Origin.MEASURED);
      assertThat(profile.device(device).overheadMs().origin()).isEqualTo(Origin.MEASURED);
    }
    // Where a large message was no slower than a small one, this computer was busy elsewhere.
    assertThat(profile.links())
        .hasSize(6)
        .filteredOn(link -> link.origin() == Origin.MEASURED)
        .hasSizeGreaterThanOrEqualTo(3);
    assertThat(profile.links())
        .allMatch(link -> link.mbitPerSecond() > 0 && link.delayMs() >= DELAY_MS);
  }

  private static Partition thirds() {
    Map<String, Placement> placements = new LinkedHashMap<>();
    List<Layer> layers = network.layers();
    for (Layer layer : layers) {
      int third = Math.min(2, layer.index() * 3 / layers.size());
      placements.put(layer.id(), new Placement.Whole(THREE[third]));
    }
    return new Partition(placements);
  }

  private static Iterable<Map<String, TensorData>> requests() {
    return () ->
        IntStream.range(0, REQUESTS)
            .mapToObj(number -> RandomTensors.request(network, 1, number))
            .iterator();
  }

  private static RunListener keeping(List<Map<String, TensorData>> results) {
    return new RunListener() {
      @Override
      public void completed(int request, double latencyMs, Map<String, TensorData> outputs) {
        results.add(outputs);
      }
    };
  }

  private static void assertBitExact(List<Map<String, TensorData>> results) {
    try (WholeRun whole = WholeRun.open(cutter, blobs, new EngineOptions(false, 1))) {
      for (int i = 0; i < REQUESTS; i++) {
        Map<String, TensorData> expected = whole.run(RandomTensors.request(network, 1, i));
        for (String output : network.outputs()) {
          assertThat(TensorDifference.between(expected.get(output), results.get(i).get(output)))
              .matches(Difference::bitExact);
        }
      }
    }
  }

  private static Path bundle() {
    return Path.of(System.getProperty("splitboard.agent"));
  }
}
