package io.splitboard.app.study.prediction;

import io.splitboard.app.service.LiveDeployment;
import io.splitboard.app.service.Pace;
import io.splitboard.app.service.Planning;
import io.splitboard.app.service.ProcessorTime;
import io.splitboard.app.service.ProcessorTime.Use;
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
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs designs of one network on three virtual devices: the devices are profiled once, layer by
 * layer, and every prediction rests on that.
 */
final class LabTrials {

  private static final double SLOWDOWN = 6;

  /** Name of the design that the hybrid search proposes for latency. */
  static final String QUICKEST = "hybrid for latency";

  /** Name of the design that the hybrid search proposes for throughput. */
  static final String MOST = "hybrid for throughput";

  private static final double SEARCH_SECONDS = 10;
  private static final int LEAST_ALONE = 12;
  private static final int MOST_ALONE = 100;
  private static final int LEAST_STREAM = 40;
  private static final int MOST_STREAM = 200;

  /** Quick designs run more requests, so that a bad second of the computer counts little. */
  private static final double MEASURED_SECONDS = 3;

  /** Long enough for means within some 2 % where the computer's host lends it out by moments. */
  private static final double LEARNING_SECONDS = 6;

  private static final long SEED = 1;

  /** So often a design is run at most while the computer is not steady. */
  private static final int MOST_TRIES = 3;

  /** Of all designs of a network together, so that a study ends in a restless hour, too. */
  private static final int MOST_AGAIN = 3;

  private static final int MOST_CALIBRATIONS = 2;

  /** The same where only some designs are run to see that it works. */
  private static final int QUICK_AGAIN = 1;

  private final String network;
  private final Workspace workspace;
  private final Progress progress;
  private int againLeft;
  private double mostStolen;

  private LabTrials(String network, Workspace workspace, Progress progress) {
    this.network = network;
    this.workspace = workspace;
    this.progress = progress;
  }

  /** Runs them in a new project in a folder that does not exist yet. */
  static List<Trial> of(String network, Path folder, int most, Progress progress) {
    ProjectFolder.create(
        folder, folder.getFileName().toString(), network, ImportOptions.DEFAULT, cluster());
    try (Workspace workspace = Workspace.open(folder, Prompts.NONE, progress)) {
      return new LabTrials(network, workspace, progress).all(most);
    }
  }

  private List<Trial> all(int most) {
    Map<String, Partition> designs =
        new LinkedHashMap<>(VariedDesigns.of(workspace.network(), workspace.cluster()));
    boolean all = designs.size() < most;
    if (all) {
      workspace.learnFor(LEARNING_SECONDS);
    }
    calibrate();
    if (all) {
      designs.put(QUICKEST, found(Objective.LATENCY));
      designs.put(MOST, found(Objective.THROUGHPUT));
    }
    againLeft = all ? MOST_AGAIN : QUICK_AGAIN;
    List<Trial> trials = new ArrayList<>();
    for (Map.Entry<String, Partition> design : designs.entrySet()) {
      if (trials.size() < most) {
        trials.add(steady(design.getKey(), design.getValue()));
      }
    }
    return trials;
  }

  /** Profiles the devices; anew if the computer's host took much of its time away meanwhile. */
  private void calibrate() {
    for (int tries = 1; tries <= MOST_CALIBRATIONS; tries++) {
      mostStolen = 0;
      watched(() -> workspace.calibrate(progress));
      progress.report("profiled, %.0f %% stolen".formatted(100 * mostStolen), -1);
      if (mostStolen <= Trial.MOST_STOLEN) {
        return;
      }
    }
  }

  /**
   * Predicts a design and runs it; once more if the computer's host took processor time away
   * meanwhile. How far off its own prediction was is not looked at.
   */
  private Trial steady(String name, Partition partition) {
    for (int tries = 1; ; tries++) {
      progress.check();
      Trial trial = run(name, partition, tries);
      progress.report(trial.toString(), -1);
      if (trial.isSteady() || tries == MOST_TRIES || againLeft == 0) {
        return trial;
      }
      againLeft--;
    }
  }

  /** What the hybrid search proposes by the same profile. */
  private Partition found(Objective objective) {
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

  private Trial run(String name, Partition partition, int tries) {
    mostStolen = 0;
    Planning planning = workspace.planning();
    Prediction predicted = planning.predict(partition);
    Optional<PredictionRange> range = planning.range(predicted);
    String id = name.replaceAll("[^a-z]+", "-");
    Design design = new Design(id, name, Objective.THROUGHPUT, Constraints.NONE, partition);
    LiveDeployment live =
        watched(() -> workspace.deploy(design, false, Pace.STREAM, DeployListener.NONE, progress));
    int few = requests(1000 / predicted.latency().latencyP50Ms(), LEAST_ALONE, MOST_ALONE);
    int many = requests(predicted.throughput().throughputPerSecond(), LEAST_STREAM, MOST_STREAM);
    RunOutcome alone = watched(() -> measured(live, few, Pace.ONE_AT_A_TIME));
    RunOutcome stream = watched(() -> measured(live, many, Pace.STREAM));
    workspace.stop(progress);
    return new Trial(
        network,
        name,
        predicted.latency().latencyP50Ms(),
        alone.measuredSummary().latencyP50Ms(),
        predicted.throughput().throughputPerSecond(),
        stream.measuredSummary().throughputPerSecond(),
        range,
        new Trial.Conditions(tries, mostStolen));
  }

  private RunOutcome measured(LiveDeployment live, int requests, Pace inPace) {
    return workspace.run(
        live, new RandomInputs(SEED), requests, inPace, RunListener.NONE, progress);
  }

  /** Does something, and keeps how much processor time was stolen if that is the most so far. */
  private <T> T watched(Supplier<T> work) {
    Optional<ProcessorTime> before = ProcessorTime.now();
    T result = work.get();
    double stolen =
        ProcessorTime.now().flatMap(now -> before.map(now::since)).map(Use::stolen).orElse(0.0);
    mostStolen = Math.max(mostStolen, stolen);
    return result;
  }

  private static int requests(double perSecond, int least, int most) {
    return (int) Math.max(least, Math.min(most, MEASURED_SECONDS * perSecond));
  }

  private static Cluster cluster() {
    List<Device> devices =
        Stream.of("pi-a", "pi-b", "pi-c")
            .map(id -> Catalogue.device("pi-4b", id, new Connection.Virtual(SLOWDOWN)))
            .toList();
    return new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "pi-a", Contention.PER_PORT);
  }
}
