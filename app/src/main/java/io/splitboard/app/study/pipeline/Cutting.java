package io.splitboard.app.study.pipeline;

import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Network;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import io.splitboard.core.simulation.Load;
import io.splitboard.core.simulation.Simulator;
import io.splitboard.core.simulation.Trace;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.pipeline.AuthorCuts;
import io.splitboard.solver.pipeline.PipelineFigures;
import io.splitboard.solver.pipeline.PipelineModel;
import io.splitboard.solver.pipeline.PipelineOptions;
import io.splitboard.solver.pipeline.PipelineSolver;
import io.splitboard.solver.pipeline.StageModel;
import io.splitboard.solver.pipeline.StagePlan;

/**
 * A network cut into stages on equal nodes.
 *
 * @param plan which stage is on which node
 */
record Cutting(Network network, Nodes nodes, StagePlan plan) {

  private static final Load STREAM = new Load(120, 40);
  private static final double LIMIT_SECONDS = 60;

  /** The cut by hand into as many stages as nodes. */
  static Cutting byHand(Network network, Nodes nodes) {
    return new Cutting(network, nodes, AuthorCuts.of(network, nodes.ids()));
  }

  /** All layers on one node. */
  static Cutting none(Network network) {
    Nodes one = Nodes.withoutOverhead(1);
    StagePlan plan = StagePlan.of(java.util.List.of(), one.ids(), network.layers().size());
    return new Cutting(network, one, plan);
  }

  /** The best cut, proved, for our agents. */
  static Cutting best(Network network, Nodes nodes, boolean singleTensor, Progress progress) {
    progress.check();
    Cluster cluster = nodes.cluster();
    Problem problem =
        new Problem(
            network,
            cluster,
            CatalogueProfile.of(network, cluster),
            Objective.THROUGHPUT,
            Constraints.NONE,
            new SolveLimits(LIMIT_SECONDS, 1, 0));
    PipelineOptions any = PipelineOptions.DEFAULT.on(nodes.ids());
    PipelineOptions options = singleTensor ? any.singleTensorOnly() : any;
    Solution solution = new PipelineSolver(options).solve(problem, SolveListener.NONE, progress);
    if (solution.status() != Solution.Status.OPTIMAL) {
      throw new IllegalStateException("the best cut was not proved in time");
    }
    return new Cutting(network, nodes, StagePlan.of(network, solution.partition()).orElseThrow());
  }

  /** The same at another rate of all links. */
  Cutting at(double mbitPerSecond) {
    return new Cutting(network, new Nodes(nodes.count(), mbitPerSecond), plan);
  }

  /** What the queue model says. */
  PipelineFigures figures(StageModel model) {
    Cluster cluster = nodes.cluster();
    return new PipelineModel(network, cluster, CatalogueProfile.of(network, cluster), model)
        .figures(plan);
  }

  /** Throughput over that of one node that only computes. */
  double gain(StageModel model) {
    return aloneMs() / figures(model).periodMs();
  }

  /** Time of all layers on one node, ms. */
  double aloneMs() {
    return network.cost().macs() / (Nodes.GMAC_PER_SECOND * 1e6);
  }

  /** All MACs over those of the stage that has most. */
  double macGain() {
    return figures(StageModel.SEPARATE_LANES).stages().stream()
        .mapToDouble(stage -> (double) network.cost().macs() / stage.macs())
        .min()
        .orElseThrow();
  }

  /** A simulated stream of requests. */
  Trace simulated() {
    Cluster cluster = nodes.cluster();
    Profile profile = CatalogueProfile.of(network, cluster);
    Program program = Compiler.compile(network, cluster, plan.partition(network), profile);
    return Simulator.simulate(program, profile, cluster, STREAM);
  }

  /** Mean time between results in the second half of a simulated stream, ms. */
  static double periodMs(Trace trace) {
    double[] ends = trace.requests().stream().mapToDouble(Trace.RequestRun::endMs).toArray();
    int half = ends.length / 2;
    return (ends[ends.length - 1] - ends[half - 1]) / (ends.length - half);
  }

  /** Whether results come in the order of the requests. */
  static boolean inOrder(Trace trace) {
    double[] ends = trace.requests().stream().mapToDouble(Trace.RequestRun::endMs).toArray();
    for (int i = 1; i < ends.length; i++) {
      if (ends[i] < ends[i - 1]) {
        return false;
      }
    }
    return true;
  }
}
