package io.splitboard.solver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.simulation.Load;
import io.splitboard.core.simulation.Simulator;
import io.splitboard.core.simulation.Summary;
import io.splitboard.core.simulation.Trace;
import io.splitboard.solver.Problem;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** The queue model against the simulator, which knows nothing of it. */
class PipelineModelProperties {

  private static final int REQUESTS = 300;

  @Property(tries = 200)
  void simulatedThroughputConvergesToTheModels(
      @ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Problem problem = Chains.random(seed, false);
    StagePlan plan = anyPlan(problem, seed);
    PipelineFigures figures = model(problem).figures(plan);
    Program program =
        Compiler.compile(
            problem.network(),
            problem.cluster(),
            plan.partition(problem.network()),
            problem.profile());
    Trace trace =
        Simulator.simulate(
            program, problem.profile(), problem.cluster(), new Load(REQUESTS, REQUESTS));
    assertThat(trace.requests().stream().map(Trace.RequestRun::endMs).toList()).isSorted();
    double lastMs = trace.requests().get(REQUESTS - 1).endMs();
    double firstMs = trace.requests().get(REQUESTS / 2 - 1).endMs();
    double simulatedMs = (lastMs - firstMs) / (REQUESTS - REQUESTS / 2);
    if (portsMeet(problem, plan)) {
      assertThat(lastMs).isGreaterThanOrEqualTo(REQUESTS * figures.periodMs() * (1 - 1e-9));
    } else {
      assertThat(simulatedMs).isCloseTo(figures.periodMs(), within(1e-6 * figures.periodMs()));
    }
    Trace alone = Simulator.simulate(program, problem.profile(), problem.cluster(), Load.SINGLE);
    assertThat(alone.requests().get(0).latencyMs()).isCloseTo(figures.latencyMs(), within(1e-6));
  }

  /** Messages that need two busy ports at once may wait for both, which the model leaves out. */
  private static boolean portsMeet(Problem problem, StagePlan plan) {
    String source = problem.cluster().source();
    List<Stage> inner = plan.stages().subList(1, Math.max(1, plan.stages().size() - 1));
    return problem.cluster().contention() == Contention.PER_PORT
        && inner.stream().anyMatch(stage -> stage.device().equals(source));
  }

  @Property(tries = 50)
  void energyIsTheSummarysWithoutTheRadio(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Problem problem = Chains.random(seed, false);
    StagePlan plan = anyPlan(problem, seed);
    PipelineFigures figures = model(problem).figures(plan);
    Program program =
        Compiler.compile(
            problem.network(),
            problem.cluster(),
            plan.partition(problem.network()),
            problem.profile());
    Trace trace =
        Simulator.simulate(
            program, problem.profile(), problem.cluster(), new Load(REQUESTS, REQUESTS));
    Summary summary = Summary.of(trace, program, problem.cluster());
    for (StageFigures stage : figures.stages()) {
      Summary.DeviceUse use = summary.devices().get(stage.stage().device());
      assertThat(use.busyMsPerRequest()).isCloseTo(stage.busyMs(), within(1e-6));
      if (!portsMeet(problem, plan)) {
        assertThat(use.energyJoulePerRequest())
            .isCloseTo(stage.joule(), within(1e-3 * stage.joule() + 1e-9));
      }
    }
  }

  @Property(tries = 100)
  void throughputFallsAsLinksGetSlower(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Problem problem = Chains.random(seed, true);
    StagePlan plan = anyPlan(problem, seed);
    double before = 0;
    for (double factor : new double[] {1, 0.7, 0.5, 0.3, 0.1, 0.03}) {
      Profile slower = slower(problem.profile(), factor);
      double periodMs =
          new PipelineModel(problem.network(), problem.cluster(), slower, StageModel.SEPARATE_LANES)
              .periodMs(plan);
      assertThat(periodMs).isGreaterThanOrEqualTo(before);
      before = periodMs;
    }
  }

  private static Profile slower(Profile profile, double factor) {
    return new Profile(
        profile.devices(),
        profile.links().stream()
            .map(
                link ->
                    new Link(
                        link.from(),
                        link.to(),
                        factor * link.mbitPerSecond(),
                        link.delayMs(),
                        link.origin()))
            .toList());
  }

  private static PipelineModel model(Problem problem) {
    return new PipelineModel(
        problem.network(), problem.cluster(), problem.profile(), StageModel.SEPARATE_LANES);
  }

  private static StagePlan anyPlan(Problem problem, long seed) {
    List<StagePlan> plans = Chains.all(problem, false);
    return plans.get(new Random(seed).nextInt(plans.size()));
  }
}
