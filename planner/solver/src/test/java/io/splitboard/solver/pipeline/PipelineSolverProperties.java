package io.splitboard.solver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.codec.CodecCosts;
import io.splitboard.core.partition.Legality;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** The solver against enumeration of all chains. */
class PipelineSolverProperties {

  @Property(tries = 300)
  void findsTheBestChain(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Problem problem = Chains.random(seed, true);
    compare(problem, PipelineOptions.DEFAULT, Chains.all(problem, false));
  }

  @Property(tries = 100)
  void findsTheBestChainOfSingleTensors(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Problem problem = Chains.random(seed, true);
    compare(problem, PipelineOptions.DEFAULT.singleTensorOnly(), Chains.all(problem, true));
  }

  @Property(tries = 100)
  void findsTheBestForPublishedThreads(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Problem problem = Chains.random(seed, true);
    PipelineOptions options = PipelineOptions.DEFAULT.with(StageModel.published(700, 400));
    compare(problem, options, Chains.all(problem, false));
  }

  @Property(tries = 100)
  void findsTheBestWhereLinksMayPack(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Problem problem = Chains.random(seed, true);
    CodecCosts codecs =
        new CodecCosts(
            List.of(
                new CodecCost(Codec.LZ4, 0.7, 300, 100), new CodecCost(Codec.ZFP, 0.4, 900, 300)));
    compare(problem, PipelineOptions.DEFAULT.packedWith(codecs), Chains.all(problem, false));
    for (StagePlan plan : Chains.all(problem, false)) {
      assertThat(model(problem, PipelineOptions.DEFAULT.packedWith(codecs)).periodMs(plan))
          .isLessThanOrEqualTo(model(problem, PipelineOptions.DEFAULT).periodMs(plan) + 0.01);
    }
  }

  private static PipelineModel model(Problem problem, PipelineOptions options) {
    return new PipelineModel(
        problem.network(),
        problem.cluster(),
        problem.profile(),
        options.model(),
        options.packing());
  }

  @Property(tries = 100)
  void keepsAGivenOrder(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Problem problem = Chains.random(seed, true);
    List<String> order = problem.cluster().deviceIds();
    List<StagePlan> plans =
        Chains.all(problem, false).stream()
            .filter(plan -> plan.stages().size() <= 2)
            .filter(plan -> ascending(plan, order))
            .toList();
    compare(problem, PipelineOptions.DEFAULT.keepingOrder().atMost(2), plans);
  }

  private static boolean ascending(StagePlan plan, List<String> order) {
    for (int i = 1; i < plan.stages().size(); i++) {
      if (order.indexOf(plan.stages().get(i).device())
          < order.indexOf(plan.stages().get(i - 1).device())) {
        return false;
      }
    }
    return true;
  }

  private static void compare(Problem problem, PipelineOptions options, List<StagePlan> plans) {
    PipelineModel model = model(problem, options);
    double bestMs =
        plans.stream()
            .filter(plan -> isLegal(problem, plan))
            .mapToDouble(model::periodMs)
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    PipelineSolver solver = new PipelineSolver(options);
    if (Double.isInfinite(bestMs)) {
      assertThatThrownBy(() -> solver.solve(problem, SolveListener.NONE, Progress.NONE))
          .isInstanceOf(UserException.class);
      return;
    }
    Solution solution = solver.solve(problem, SolveListener.NONE, Progress.NONE);
    StagePlan found = StagePlan.of(problem.network(), solution.partition()).orElseThrow();
    assertThat(isLegal(problem, found)).isTrue();
    assertThat(solution.value()).isEqualTo(model.periodMs(found));
    assertThat(solution.bound()).isLessThanOrEqualTo(bestMs + 1e-9);
    if (solution.status() == Solution.Status.OPTIMAL) {
      assertThat(solution.value()).isCloseTo(bestMs, within(1e-6));
    } else {
      assertThat(portsBind(problem)).as("only shared ports may keep it from a proof").isTrue();
    }
  }

  private static boolean portsBind(Problem problem) {
    return problem.cluster().contention() == Contention.PER_PORT;
  }

  private static boolean isLegal(Problem problem, StagePlan plan) {
    return Legality.check(
            problem.network(),
            problem.cluster(),
            problem.constraints(),
            plan.partition(problem.network()))
        .isEmpty();
  }
}
