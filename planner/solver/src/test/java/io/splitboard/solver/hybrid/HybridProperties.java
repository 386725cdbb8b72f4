package io.splitboard.solver.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.LinkBudgets;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import io.splitboard.solver.channels.ChannelSplit;
import io.splitboard.solver.layers.LayerAssignment;
import io.splitboard.solver.pipeline.LinkPacking;
import io.splitboard.solver.pipeline.PipelineOptions;
import io.splitboard.solver.pipeline.PipelineSolver;
import io.splitboard.solver.pipeline.ReplicatedPipeline;
import io.splitboard.solver.preload.LoadingMode;
import io.splitboard.solver.preload.PreloadAssignment;
import io.splitboard.solver.rows.RowsWithOverlap;
import io.splitboard.solver.simulated.Judge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class HybridProperties {

  /**
   * The methods are asked here, since what they find in a part of a second depends on the clock.
   */
  @Property(tries = 8)
  void isNeverWorseThanAnyMethod(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed, @ForAll boolean stream) {
    Objective objective = stream ? Objective.THROUGHPUT : Objective.LATENCY;
    Problem problem = SmallConvolutions.problem(seed, objective, 3);
    Judge judge = new Judge(problem);
    List<Partition> found = ofMethods(problem);
    Solution hybrid = solve(HybridSearch.from(found), problem);
    assertThat(judge.value(hybrid.partition())).isEqualTo(hybrid.value());
    assertThat(hybrid.bound()).isLessThanOrEqualTo(hybrid.value() + 1e-9);
    for (Partition partition : found) {
      assertThat(hybrid.value()).isLessThanOrEqualTo(judge.value(partition) + 1e-9);
    }
  }

  /**
   * The same with the methods that the search itself asks, every second time with codecs that were
   * measured or with limits. Only what it does before it changes placements at random is looked at:
   * that has more time than these small questions need, so that the clock decides nothing.
   */
  @Property(tries = 16)
  void startsNoWorseThanAnyMethodWithTheSameOptions(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll boolean stream,
      @ForAll boolean codecs,
      @ForAll boolean limits) {
    Objective objective = stream ? Objective.THROUGHPUT : Objective.LATENCY;
    Problem plain = SmallConvolutions.problem(seed, objective, 60);
    Problem free = codecs ? SmallConvolutions.packing(plain, seed) : plain;
    Problem problem = limits ? free.with(someLimits(seed)) : free;
    AtomicBoolean changing = new AtomicBoolean();
    Progress untilChanging =
        new Progress() {
          @Override
          public void report(String step, double done) {
            changing.set(changing.get() || step.startsWith("Changing"));
          }

          @Override
          public boolean cancelled() {
            return changing.get();
          }
        };
    Solution hybrid = new HybridSearch().solve(problem, SolveListener.NONE, untilChanging);
    assertThat(changing).isTrue();
    Judge judge = new Judge(problem);
    assertThat(judge.value(hybrid.partition())).isEqualTo(hybrid.value());
    assertThat(hybrid.bound()).isLessThanOrEqualTo(hybrid.value() + 1e-9);
    for (Partition partition : ofMethods(problem)) {
      assertThat(judge.verdict(partition).legal()).isTrue();
      assertThat(hybrid.value()).isLessThanOrEqualTo(judge.value(partition) + 1e-9);
    }
  }

  /** Limits that the quickest chains of stages break. */
  private static Constraints someLimits(long seed) {
    Map<String, Double> shares = Map.of("d" + seed % 2, 0.1 * (seed % 5));
    int devices = seed % 3 == 0 ? 2 : 0;
    return new Constraints(Map.of(), Map.of(), Map.of(), shares, Map.of(), devices);
  }

  /** On a link so slow that any codec pays, what it finds packs. */
  @Property(tries = 4)
  void packsWhereThatPays(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Problem plain = SmallConvolutions.problem(seed, Objective.LATENCY, 1);
    Problem free = SmallConvolutions.packing(plain, 0.25, 0);
    String first = free.network().layers().get(0).id();
    Constraints apart = new Constraints(Map.of(first, "d1"), Map.of(), Map.of());
    Problem problem = free.with(apart);
    Partition found = solve(new HybridSearch(), problem).partition();
    assertThat(found.codecs().of("d0", "d1")).isEqualTo(Codec.LZ4);
    assertThat(new Judge(problem).value(found))
        .isLessThan(new Judge(problem).value(found.withCodecs(LinkCodecs.NONE)));
  }

  @Property(tries = 6)
  void keepsLimits(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Problem free = SmallConvolutions.problem(seed, Objective.THROUGHPUT, 1.5);
    Constraints limits =
        new Constraints(
            Map.of(), Map.of(), Map.of(), Map.of("d0", 0.7), Map.of("d0→d1", 40_000L), 2);
    Problem problem = free.with(limits);
    Partition found = solve(new HybridSearch(), problem).partition();
    assertThat(Legality.check(problem.network(), problem.cluster(), limits, found)).isEmpty();
    var program = Compiler.compile(problem.network(), problem.cluster(), found, problem.profile());
    assertThat(LinkBudgets.overruns(program, limits)).isEmpty();
  }

  @Property(tries = 5)
  void makesEveryObjectiveNoLargerThanOnAnySingleDevice(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed, @ForAll Objective objective) {
    Problem problem = SmallConvolutions.problem(seed, objective, 1);
    Judge judge = new Judge(problem);
    Solution hybrid = solve(new HybridSearch(), problem);
    for (String device : problem.cluster().deviceIds()) {
      Partition single = Partition.onOneDevice(problem.network(), device);
      assertThat(hybrid.value()).isLessThanOrEqualTo(judge.value(single));
    }
  }

  private static List<Partition> ofMethods(Problem problem) {
    List<Partition> found = new ArrayList<>();
    SolveLimits limits = problem.limits();
    Problem brief = problem.with(new SolveLimits(1, limits.threads(), limits.gap()));
    List<Solver> methods =
        new ArrayList<>(List.of(new LayerAssignment(), new RowsWithOverlap(), new ChannelSplit()));
    if (problem.objective() == Objective.THROUGHPUT) {
      methods.add(new PipelineSolver());
      methods.add(new ReplicatedPipeline());
      PipelineOptions packing =
          PipelineOptions.DEFAULT.packedBy(
              LinkPacking.measured(problem.cluster(), problem.profile().codecs()));
      methods.add(new PipelineSolver(packing));
      methods.add(new ReplicatedPipeline(packing));
    } else {
      methods.add(new PreloadAssignment(LoadingMode.AHEAD));
    }
    methods.add(RowsWithOverlap.fusing());
    for (Solver method : methods) {
      try {
        found.add(solve(method, brief).partition());
      } catch (UserException e) {
        assertThat(method).isNotInstanceOf(LayerAssignment.class);
      }
    }
    return found;
  }

  private static Solution solve(Solver solver, Problem problem) {
    return solver.solve(problem, SolveListener.NONE, (step, done) -> {});
  }
}
