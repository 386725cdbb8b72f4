package io.splitboard.solver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.codec.TensorCodecs;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.simulation.Load;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.Simulator;
import io.splitboard.core.simulation.Summary;
import io.splitboard.core.simulation.Trace;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Stages in turns against enumeration of all teams, and against the simulator. */
class ReplicatedPipelineProperties {

  @Property(tries = 300)
  void findsTheBestChainOfTeams(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    compare(Chains.random(seed, true), LinkPacking.NONE);
  }

  @Property(tries = 100)
  void findsTheBestWhereLinksPackWhatWasMeasured(
      @ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Problem problem = measured(Chains.random(seed, true), seed);
    LinkPacking packing = LinkPacking.measured(problem.cluster(), problem.profile().codecs());
    Solution packed = compare(problem, packing);
    Solution plain = compare(problem, LinkPacking.NONE);
    if (packed != null && packed.status() == Solution.Status.OPTIMAL) {
      assertThat(packed.value()).isLessThanOrEqualTo(plain.value() * (1 + 1e-9) + 0.01);
    }
  }

  /** With a rate for each link; ports that meet make messages wait for both. */
  @Property(tries = 150)
  void theSimulatedThroughputIsTheModels(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Problem problem = measured(Chains.random(seed, false), seed);
    LinkPacking packing = LinkPacking.measured(problem.cluster(), problem.profile().codecs());
    List<StagePlan> plans = TeamChains.all(problem);
    StagePlan plan = plans.get(new Random(seed).nextInt(plans.size()));
    double periodMs = new TeamModel(problem, packing).periodMs(plan);
    Partition partition = PlanCodecs.packed(problem, packing, plan);
    Program program =
        Compiler.compile(problem.network(), problem.cluster(), partition, problem.profile());
    int requests = 40 * program.turns();
    double onceMs = lastMs(problem, program, requests);
    double twiceMs = lastMs(problem, program, 2 * requests);
    if (problem.cluster().contention() == Contention.PER_LINK) {
      assertThat((twiceMs - onceMs) / requests).isCloseTo(periodMs, within(1e-3 * periodMs));
    }
    assertThat(twiceMs).isGreaterThanOrEqualTo(2 * requests * periodMs * (1 - 1e-9));
    Summary summary = Prediction.of(program, problem.cluster(), problem.profile()).throughput();
    assertThat(summary.throughputPerSecond()).isLessThanOrEqualTo(1000 / periodMs * 1.05);
  }

  /** End of so many requests that are all there at once, ms. */
  private static double lastMs(Problem problem, Program program, int requests) {
    return Simulator.simulate(
            program, problem.profile(), problem.cluster(), new Load(requests, requests))
        .requests()
        .stream()
        .mapToDouble(Trace.RequestRun::endMs)
        .max()
        .orElseThrow();
  }

  private static Problem measured(Problem problem, long seed) {
    Random random = new Random(seed);
    Map<String, List<CodecCost>> costs = new HashMap<>();
    for (Tensor tensor : problem.network().tensors().values()) {
      if (random.nextInt(4) > 0) {
        costs.put(
            tensor.name(),
            List.of(
                new CodecCost(Codec.LZ4, 0.3 + 0.7 * random.nextDouble(), 150, 50),
                new CodecCost(Codec.ZFP, 0.2 + 0.5 * random.nextDouble(), 500, 300)));
      }
    }
    return problem.with(problem.cluster(), problem.profile().with(new TensorCodecs(costs)));
  }

  private static Solution compare(Problem problem, LinkPacking packing) {
    TeamModel model = new TeamModel(problem, packing);
    double bestMs = Double.POSITIVE_INFINITY;
    for (StagePlan plan : TeamChains.all(problem)) {
      if (isLegal(problem, plan)) {
        bestMs = Math.min(bestMs, model.periodMs(plan));
      }
    }
    ReplicatedPipeline solver = new ReplicatedPipeline(PipelineOptions.DEFAULT.packedBy(packing));
    if (Double.isInfinite(bestMs)) {
      assertThatThrownBy(() -> solver.solve(problem, SolveListener.NONE, Progress.NONE))
          .isInstanceOf(UserException.class);
      return null;
    }
    Solution solution = solver.solve(problem, SolveListener.NONE, Progress.NONE);
    StagePlan found = StagePlan.of(problem.network(), solution.partition()).orElseThrow();
    assertThat(isLegal(problem, found)).isTrue();
    assertThat(solution.value()).isCloseTo(model.periodMs(found), within(1e-9 * solution.value()));
    assertThat(solution.bound()).isLessThanOrEqualTo(bestMs + 1e-9);
    if (solution.status() == Solution.Status.OPTIMAL) {
      assertThat(solution.value()).isCloseTo(bestMs, within(1e-6));
    } else {
      assertThat(problem.cluster().contention())
          .as("only shared ports may keep it from a proof")
          .isEqualTo(Contention.PER_PORT);
    }
    return solution;
  }

  private static boolean isLegal(Problem problem, StagePlan plan) {
    return Legality.check(
            problem.network(),
            problem.cluster(),
            problem.constraints(),
            plan.partition(problem.network()))
        .isEmpty();
  }

  /** All chains of teams by enumeration, each team in the cluster's order. */
  private static final class TeamChains {

    private final Problem problem;
    private final List<String> devices;
    private final List<StagePlan> plans = new ArrayList<>();

    private TeamChains(Problem problem) {
      this.problem = problem;
      this.devices = problem.cluster().deviceIds();
    }

    static List<StagePlan> all(Problem problem) {
      TeamChains chains = new TeamChains(problem);
      chains.extend(0, 0, List.of(), Map.of());
      return chains.plans;
    }

    private void extend(
        int used, int from, List<Stage> stages, Map<String, List<String>> replicas) {
      int layers = problem.network().layers().size();
      if (from == layers) {
        plans.add(new StagePlan(stages, replicas));
        return;
      }
      for (int team = 1; team < 1 << devices.size(); team++) {
        boolean withSource = (team & 1) != 0;
        if ((team & used) != 0 || (withSource && team != 1)) {
          continue;
        }
        List<String> members = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
          if ((team >> i & 1) != 0) {
            members.add(devices.get(i));
          }
        }
        for (int to = from + 1; to <= layers; to++) {
          List<Stage> longer = new ArrayList<>(stages);
          longer.add(new Stage(members.get(0), from, to));
          Map<String, List<String>> more = new HashMap<>(replicas);
          if (members.size() > 1) {
            more.put(members.get(0), members.subList(1, members.size()));
          }
          extend(used | team, to, longer, more);
        }
      }
    }
  }
}
