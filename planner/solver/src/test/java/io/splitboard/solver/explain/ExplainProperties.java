package io.splitboard.solver.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.hybrid.SmallConvolutions;
import io.splitboard.solver.simulated.Judge;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ExplainProperties {

  /** All layers by rows over the first two devices, where they can be. */
  private static Partition rows(Problem problem) {
    Partition whole = Partition.onOneDevice(problem.network(), "d0");
    return whole.split(
        problem.network(),
        problem.network().layers().stream().map(layer -> layer.id()).toList(),
        SplitKind.ROWS,
        List.of("d0", "d1"));
  }

  @Property(tries = 20)
  void movesAreLegalDifferentAndWorthWhatTheSimulatorSays(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Problem problem = SmallConvolutions.problem(seed, Objective.LATENCY, 1);
    Partition plan = rows(problem);
    NextMoves moves = NextMoves.of(problem, plan, 60, (step, done) -> {});
    Judge judge = new Judge(problem);
    assertThat(moves.value()).isEqualTo(judge.value(plan));
    assertThat(moves.complete()).isTrue();
    assertThat(moves.moves()).isNotEmpty();
    double last = 0;
    for (Move move : moves.moves()) {
      assertThat(move.partition()).isNotEqualTo(plan);
      assertThat(
              Legality.check(
                  problem.network(), problem.cluster(), problem.constraints(), move.partition()))
          .isEmpty();
      assertThat(move.value()).isEqualTo(judge.value(move.partition()));
      assertThat(move.gain()).isEqualTo(moves.value() - move.value());
      assertThat(move.value()).isGreaterThanOrEqualTo(last);
      last = move.value();
    }
  }

  @Property(tries = 10)
  void withoutVariationNothingVaries(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Problem problem = SmallConvolutions.problem(seed, Objective.LATENCY, 1);
    double value = new Judge(problem).value(rows(problem));
    Robustness still = Robustness.of(problem, rows(problem), 0, 3, seed, (step, done) -> {});
    assertThat(still.smallest()).isEqualTo(value);
    assertThat(still.largest()).isEqualTo(value);
    Robustness shaken = Robustness.of(problem, rows(problem), 0.3, 9, seed, (step, done) -> {});
    assertThat(shaken.smallest()).isLessThan(shaken.median());
    assertThat(shaken.median()).isLessThan(shaken.largest());
    assertThat(shaken)
        .isEqualTo(Robustness.of(problem, rows(problem), 0.3, 9, seed, (step, done) -> {}));
    assertThat(shaken.largest()).isLessThanOrEqualTo(value / 0.7 * (1 + 1e-9));
    assertThat(shaken.smallest()).isGreaterThanOrEqualTo(value / 1.3 * (1 - 1e-9));
  }

  @Property(tries = 5)
  void fasterLinksAndMoreDevicesNeverMakeTheSolvedPlanWorse(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Problem problem = SmallConvolutions.problem(seed, Objective.LATENCY, 1);
    Partition plan = rows(problem);
    double before = new Judge(problem).value(plan);
    Scenario faster = Scenario.links(problem, plan, link -> true, mbit -> 4 * mbit);
    WhatIf answer = WhatIf.of(faster, plan, (step, done) -> {});
    assertThat(answer.kept()).isLessThanOrEqualTo(before * (1 + 1e-9));
    assertThat(answer.solved().value()).isLessThanOrEqualTo(answer.kept());
    Scenario larger =
        Scenario.with(
            problem, plan, Catalogue.device("pi-5", "new", new Connection.Local()), "ethernet");
    assertThat(WhatIf.of(larger, plan, (step, done) -> {}).solved().value())
        .isLessThanOrEqualTo(before);
  }

  @Example
  void aDeviceThatIsLeftOutHasNothingToDo() {
    Problem problem = SmallConvolutions.problem(7, Objective.LATENCY, 1);
    Partition plan = rows(problem);
    Scenario smaller = Scenario.without(problem, plan, "d1");
    WhatIf answer = WhatIf.of(smaller, plan, (step, done) -> {});
    assertThat(answer.kept()).isInfinite();
    assertThat(answer.solved().partition().placements().values())
        .noneMatch(placement -> placement.devices().contains("d1"));
    assertThatThrownBy(() -> Scenario.without(problem, plan, "d0"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("source");
  }

  @Example
  void oneDeviceIsAdvisedOnlyWithAReason() {
    Problem slow = SmallConvolutions.problem(7, Objective.LATENCY, 1);
    Partition single = Partition.onOneDevice(slow.network(), "d0");
    Scenario links = Scenario.links(slow, single, link -> true, mbit -> 0.01);
    Distribution advice =
        Distribution.of(links.problem(), single, false, (step, done) -> {}).orElseThrow();
    assertThat(advice.distribute()).isFalse();
    assertThat(advice.sentence()).startsWith("Do not distribute: d0 alone is at").contains("sends");
    assertThat(Distribution.of(slow, rows(slow), false, (step, done) -> {})).isEmpty();
  }
}
