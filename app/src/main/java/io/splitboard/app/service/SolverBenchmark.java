package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.network.Network;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import io.splitboard.core.workload.GeneratedWorkloads;
import io.splitboard.core.workload.NetworkWorkloads;
import io.splitboard.core.workload.Workload;
import io.splitboard.core.workload.WorkloadJson;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.layers.LayerAssignment;
import io.splitboard.solver.load.LoadSolution;
import io.splitboard.solver.load.MaxLoadSolver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How long the solvers take to a first plan, to 1 % from what is proved, and to the proof: on small
 * workloads that are also solved by trying everything, on chains that are also solved by their own
 * dynamic program, on workloads from files, and on generated ones.
 */
public final class SolverBenchmark {

  private static final double ONE_PERCENT = 0.01;
  private static final int SMALL_WORKLOADS = 40;
  private static final int[] CHAIN_LAYERS = {50, 200, 800};
  private static final int[][] ASSIGNMENTS = {{50, 4}, {200, 8}, {800, 16}, {2000, 16}};

  /** Layers of transformers whose training steps are split besides; 400 to 800 nodes. */
  private static final int[] TRAINED_LAYERS = {3, 4, 6};

  /** What moves between an accelerator and host memory in a ms. */
  private static final double FAST_BYTES_PER_MS = 2.1e9;

  private static final double SLOW_BYTES_PER_MS = 2.5e8;

  private final double seconds;
  private final Progress progress;

  private SolverBenchmark(double seconds, Progress progress) {
    this.seconds = seconds;
    this.progress = progress;
  }

  /**
   * Runs all parts.
   *
   * @param files workloads to solve besides the generated ones
   * @param seconds limit of each search
   * @return the figures of each part, ready for JSON
   */
  public static Map<String, Object> run(List<Path> files, double seconds, Progress progress) {
    return new SolverBenchmark(seconds, progress).run(files);
  }

  private Map<String, Object> run(List<Path> files) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("secondsPerSearch", seconds);
    result.put("processors", Runtime.getRuntime().availableProcessors());
    progress.report("Against trying everything", -1);
    result.put("bruteForce", bruteForce());
    result.put("chains", chains());
    List<Map<String, Object>> fromFiles = new ArrayList<>();
    for (Path file : files) {
      fromFiles.addAll(both(file.getFileName().toString(), WorkloadJson.read(file)));
    }
    result.put("workloads", fromFiles);
    result.put("generated", generated());
    result.put("assignment", assignments());
    result.put("edits", EditBenchmark.run(progress));
    return result;
  }

  private Map<String, Object> bruteForce() {
    double solverMs = 0;
    double bruteMs = 0;
    double largestDifference = 0;
    for (int seed = 0; seed < SMALL_WORKLOADS; seed++) {
      Workload workload = GeneratedWorkloads.any(seed, 8, 4, 3, seed % 2);
      long start = System.nanoTime();
      LoadSolution solution =
          MaxLoadSolver.solve(workload, false, limits(), (value, bound, at) -> {}, progress);
      solverMs += (System.nanoTime() - start) / 1e6;
      start = System.nanoTime();
      double best = EverySplit.smallestLoadMs(workload);
      bruteMs += (System.nanoTime() - start) / 1e6;
      largestDifference = Math.max(largestDifference, Math.abs(solution.maxLoadMs() / best - 1));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("workloads", SMALL_WORKLOADS);
    json.put("largestRelativeDifference", largestDifference);
    json.put("solverMsEach", solverMs / SMALL_WORKLOADS);
    json.put("bruteForceMsEach", bruteMs / SMALL_WORKLOADS);
    return json;
  }

  private List<Map<String, Object>> chains() {
    List<Map<String, Object>> results = new ArrayList<>();
    for (int layers : CHAIN_LAYERS) {
      progress.report("A chain of " + layers + " layers", -1);
      Workload chain = GeneratedWorkloads.any(layers, layers, 1, 6, 0);
      long start = System.nanoTime();
      double exactMs = ChainLoad.smallestLoadMs(chain);
      double exactSeconds = (System.nanoTime() - start) / 1e9;
      Map<String, Object> json = solve("chain", chain, true);
      json.put("exactLoad", exactMs);
      json.put("exactSeconds", exactSeconds);
      results.add(json);
    }
    return results;
  }

  private List<Map<String, Object>> generated() {
    Map<String, Workload> shapes = new LinkedHashMap<>();
    shapes.put("branches", GeneratedWorkloads.branches(1, 7));
    shapes.put("grid", GeneratedWorkloads.grid(1, 8, 6));
    shapes.put("branches-400", GeneratedWorkloads.branches(1, 15));
    shapes.put("operators-800", GeneratedWorkloads.operators(1, 12));
    shapes.put(
        "operators-training", GeneratedWorkloads.training(GeneratedWorkloads.operators(1, 12)));
    for (int layers : TRAINED_LAYERS) {
      shapes.put(
          "operators-%d-training".formatted(layers),
          GeneratedWorkloads.training(GeneratedWorkloads.operators(1, layers)));
    }
    shapes.put("any-400", GeneratedWorkloads.any(1, 400, 4, 6, 1));
    shapes.putAll(networks());
    List<Map<String, Object>> results = new ArrayList<>();
    shapes.forEach((name, workload) -> results.addAll(both(name, workload)));
    return results;
  }

  /** Shapes of real networks, where sending is cheap and where it is not. */
  private static Map<String, Workload> networks() {
    Workload inception = NetworkWorkloads.inception(SLOW_BYTES_PER_MS, 6, 1);
    Workload residual = NetworkWorkloads.residualOperators(FAST_BYTES_PER_MS, 6, 1);
    Workload translation = NetworkWorkloads.translation(FAST_BYTES_PER_MS, 6, 1);
    Map<String, Workload> shapes = new LinkedHashMap<>();
    shapes.put("inception-fast", NetworkWorkloads.inception(FAST_BYTES_PER_MS, 6, 1));
    shapes.put("inception-slow", inception);
    shapes.put("inception-slow-training", GeneratedWorkloads.training(inception));
    shapes.put("residual-operators", residual);
    shapes.put("residual-operators-training", GeneratedWorkloads.training(residual));
    shapes.put("translation", translation);
    shapes.put("translation-training", GeneratedWorkloads.training(translation));
    return shapes;
  }

  private List<Map<String, Object>> both(String name, Workload workload) {
    return List.of(solve(name, workload, true), solve(name, workload, false));
  }

  private Map<String, Object> solve(String name, Workload workload, boolean contiguous) {
    progress.report(name + (contiguous ? ", contiguous" : ", free"), -1);
    Milestones milestones = new Milestones();
    LoadSolution solution =
        MaxLoadSolver.solve(workload, contiguous, limits(), milestones::note, progress);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("nodes", workload.nodes().size());
    json.put("contiguous", contiguous);
    json.put("maxLoad", solution.maxLoadMs());
    json.put("bound", solution.boundMs());
    json.put("gap", solution.gap());
    milestones.put(json, solution.optimal() ? solution.seconds() : null);
    return json;
  }

  private List<Map<String, Object>> assignments() {
    List<Map<String, Object>> results = new ArrayList<>();
    for (int[] size : ASSIGNMENTS) {
      for (Objective objective : List.of(Objective.LATENCY, Objective.THROUGHPUT)) {
        progress.report("Assigning " + size[0] + " layers to " + size[1] + " devices", -1);
        results.add(assignment(size[0], size[1], objective));
      }
    }
    return results;
  }

  private Map<String, Object> assignment(int layers, int count, Objective objective) {
    Network network = SyntheticNetwork.of(layers, layers);
    List<Device> devices =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    Catalogue.device(
                        i % 3 == 0 ? "pi-5" : "pi-4b", "pi-" + i, new Connection.Virtual(1)))
            .toList();
    Cluster cluster =
        new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "pi-0", Contention.PER_PORT);
    Problem problem =
        new Problem(
            network,
            cluster,
            CatalogueProfile.of(network, cluster),
            objective,
            Constraints.NONE,
            limits());
    Milestones milestones = new Milestones();
    Solution solution =
        new LayerAssignment()
            .solve(
                problem,
                (incumbent, value, bound, at) -> milestones.note(value, bound, at),
                progress);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layers", layers);
    json.put("devices", count);
    json.put("objective", objective.name());
    json.put("valueMs", solution.value());
    json.put("boundMs", solution.bound());
    json.put("gap", solution.gap());
    milestones.put(json, solution.status() == Solution.Status.OPTIMAL ? solution.seconds() : null);
    json.put("seconds", solution.seconds());
    return json;
  }

  private SolveLimits limits() {
    return new SolveLimits(seconds, Runtime.getRuntime().availableProcessors(), 0);
  }

  /** When a search first had a plan, and one that was within 1 % of what was proved. */
  private static final class Milestones {

    private Double first;
    private Double onePercent;

    synchronized void note(double value, double bound, double at) {
      if (Double.isInfinite(value)) {
        return;
      }
      if (first == null) {
        first = at;
      }
      if (onePercent == null && value - bound <= ONE_PERCENT * value) {
        onePercent = at;
      }
    }

    /** Fields that are null where that was not reached. */
    synchronized void put(Map<String, Object> json, Double proofSeconds) {
      json.put("firstPlanSeconds", first);
      json.put("onePercentSeconds", onePercent == null ? proofSeconds : onePercent);
      json.put("proofSeconds", proofSeconds);
    }
  }
}
