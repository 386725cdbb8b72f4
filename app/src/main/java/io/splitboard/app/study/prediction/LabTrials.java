package io.splitboard.app.study.prediction;

import io.splitboard.app.service.LiveDeployment;
import io.splitboard.app.service.Pace;
import io.splitboard.app.service.RandomInputs;
import io.splitboard.app.service.RunOutcome;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Objective;
import io.splitboard.core.project.ProjectFolder;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.PredictionRange;
import io.splitboard.fleet.DeployListener;
import io.splitboard.fleet.Prompts;
import io.splitboard.fleet.RunListener;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.hybrid.HybridSearch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs designs of one network on three virtual devices: the devices are profiled once, layer by
 * layer, and every prediction rests on that alone.
 */
final class LabTrials {

  private static final double SLOWDOWN = 6;

  /** Name of the design that the hybrid search proposes for latency. */
  static final String QUICKEST = "hybrid for latency";

  /** Name of the design that the hybrid search proposes for throughput. */
  static final String MOST = "hybrid for throughput";

  private static final double SEARCH_SECONDS = 10;
  private static final int ALONE = 12;
  private static final int STREAM = 60;
  private static final long SEED = 1;

  private LabTrials() {}

  /** Runs them in a new project in a folder that does not exist yet. */
  static List<Trial> of(String network, Path folder, int most, Progress progress) {
    ProjectFolder.create(
        folder, folder.getFileName().toString(), network, ImportOptions.DEFAULT, cluster());
    List<Trial> trials = new ArrayList<>();
    try (Workspace workspace = Workspace.open(folder, Prompts.NONE, progress)) {
      workspace.calibrate(progress);
      Map<String, Partition> designs =
          new LinkedHashMap<>(VariedDesigns.of(workspace.network(), workspace.cluster()));
      if (designs.size() < most) {
        designs.put(QUICKEST, found(workspace, Objective.LATENCY, progress));
        designs.put(MOST, found(workspace, Objective.THROUGHPUT, progress));
      }
      for (Map.Entry<String, Partition> design : designs.entrySet()) {
        progress.check();
        if (trials.size() < most) {
          trials.add(run(workspace, network, design.getKey(), design.getValue(), progress));
        }
      }
    }
    return trials;
  }

  /** What the hybrid search proposes by the same profile. */
  private static Partition found(Workspace workspace, Objective objective, Progress progress) {
    Design any =
        new Design(
            "any",
            "any",
            objective,
            Constraints.NONE,
            Partition.onOneDevice(workspace.network(), workspace.cluster().source()));
    int threads = Runtime.getRuntime().availableProcessors();
    return new HybridSearch()
        .solve(
            workspace.planning().problem(any, new SolveLimits(SEARCH_SECONDS, threads, 0)),
            SolveListener.NONE,
            progress)
        .partition();
  }

  private static Trial run(
      Workspace workspace, String network, String name, Partition partition, Progress progress) {
    Prediction predicted = workspace.planning().predict(partition);
    Optional<PredictionRange> range = workspace.planning().range(predicted);
    String id = name.replaceAll("[^a-z]+", "-");
    Design design = new Design(id, name, Objective.THROUGHPUT, Constraints.NONE, partition);
    LiveDeployment live =
        workspace.deploy(design, false, Pace.STREAM, DeployListener.NONE, progress);
    RandomInputs inputs = new RandomInputs(SEED);
    RunOutcome alone =
        workspace.run(live, inputs, ALONE, Pace.ONE_AT_A_TIME, RunListener.NONE, progress);
    RunOutcome stream =
        workspace.run(live, inputs, STREAM, Pace.STREAM, RunListener.NONE, progress);
    workspace.stop(progress);
    return new Trial(
        network,
        name,
        predicted.latency().latencyP50Ms(),
        alone.measuredSummary().latencyP50Ms(),
        predicted.throughput().throughputPerSecond(),
        stream.measuredSummary().throughputPerSecond(),
        range);
  }

  private static Cluster cluster() {
    List<Device> devices =
        Stream.of("pi-a", "pi-b", "pi-c")
            .map(id -> Catalogue.device("pi-4b", id, new Connection.Virtual(SLOWDOWN)))
            .toList();
    return new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "pi-a", Contention.PER_PORT);
  }
}
