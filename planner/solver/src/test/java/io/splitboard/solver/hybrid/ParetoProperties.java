package io.splitboard.solver.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.simulated.Judge;
import io.splitboard.solver.simulated.Measures;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class ParetoProperties {

  @Property
  void anArchiveKeepsNoDominatedPointAndBothEnds(
      @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 1, max = 50) Long> numbers) {
    Archive archive = new Archive(0.01);
    double leastFirst = Double.POSITIVE_INFINITY;
    double leastSecond = Double.POSITIVE_INFINITY;
    for (int i = 0; i + 1 < numbers.size(); i += 2) {
      ParetoPoint point = new ParetoPoint(null, numbers.get(i), numbers.get(i + 1));
      archive.offer(point);
      leastFirst = Math.min(leastFirst, point.first());
      leastSecond = Math.min(leastSecond, point.second());
    }
    List<ParetoPoint> front = archive.front();
    for (ParetoPoint a : front) {
      assertThat(front).noneMatch(b -> b.dominates(a));
    }
    if (!front.isEmpty()) {
      assertThat(front.get(0).first()).isEqualTo(leastFirst);
      assertThat(front.get(front.size() - 1).second()).isEqualTo(leastSecond);
    }
  }

  @Property(tries = 4)
  void everyPointIsWorthWhatTheSimulatorSays(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Problem problem = SmallConvolutions.problem(seed, Objective.LATENCY, 2);
    List<ParetoPoint> front =
        ParetoSearch.front(
            problem, Objective.LATENCY, Objective.ENERGY, point -> {}, (step, done) -> {});
    Judge judge = new Judge(problem);
    assertThat(front).isNotEmpty();
    for (ParetoPoint point : front) {
      Measures measures = judge.measures(point.partition(), false).orElseThrow();
      assertThat(point.first()).isEqualTo(measures.latencyMs());
      assertThat(point.second()).isEqualTo(measures.joule());
      assertThat(front).noneMatch(other -> other.dominates(point));
    }
    for (String device : problem.cluster().deviceIds()) {
      Partition single = Partition.onOneDevice(problem.network(), device);
      Measures measures = judge.measures(single, false).orElseThrow();
      assertThat(front.get(0).first()).isLessThanOrEqualTo(measures.latencyMs());
      assertThat(front.get(front.size() - 1).second()).isLessThanOrEqualTo(measures.joule());
    }
  }

  @Example
  void needsTwoObjectives() {
    Problem problem = SmallConvolutions.problem(1, Objective.LATENCY, 1);
    assertThatThrownBy(
            () ->
                ParetoSearch.front(
                    problem, Objective.BYTES, Objective.BYTES, point -> {}, (step, done) -> {}))
        .isInstanceOf(UserException.class);
  }
}
