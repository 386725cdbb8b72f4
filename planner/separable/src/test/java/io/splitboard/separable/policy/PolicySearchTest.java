package io.splitboard.separable.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PolicySearchTest {

  private static final int POINTS = 10;

  private final SeparableModel model = model();

  @Property(tries = 10)
  void findsTheBestPolicyUnderTheBudget(@ForAll @IntRange(min = 1, max = 1000) int seed) {
    double[] worth = new Random(seed).doubles(POINTS).toArray();
    long budget = model.bytes(Policy.full(POINTS)) / 3;
    PolicySearch search =
        new PolicySearch(model, SearchSettings.standard(seed), policy -> candidate(policy, worth));
    Candidate found = search.best(budget, Progress.NONE);
    assertThat(found.bytes()).isLessThanOrEqualTo(budget);
    assertThat(found.accuracy()).isGreaterThanOrEqualTo(0.98 * bestOfAll(worth, budget));
  }

  @Test
  void sameSeedSamePolicies() {
    assertThat(asked(7)).isEqualTo(asked(7)).isNotEqualTo(asked(8));
  }

  @Test
  void neverAsksForAPolicyOverTheBudget() {
    long budget = model.bytes(Policy.full(POINTS)) / 10;
    for (Policy policy : asked(3, budget)) {
      assertThat(model.bytes(policy)).isLessThanOrEqualTo(budget);
    }
  }

  @Test
  void stopsWhenCancelled() {
    Progress cancelled =
        new Progress() {
          @Override
          public void report(String step, double fraction) {
            assertThat(fraction).isBetween(0.0, 1.0);
          }

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    PolicySearch search =
        new PolicySearch(
            model, SearchSettings.standard(1), policy -> candidate(policy, new double[POINTS]));
    assertThatThrownBy(() -> search.best(1000, cancelled))
        .isInstanceOf(CancellationException.class);
  }

  @Property(tries = 50)
  void frontHoldsExactlyWhatNothingDominates(@ForAll @IntRange(max = 100_000) int seed) {
    Random random = new Random(seed);
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(
          new Candidate(
              new Policy(POINTS, i), random.nextInt(8), random.nextInt(8), random.nextInt(8)));
    }
    List<Candidate> front = ParetoFront.of(all);
    for (Candidate candidate : all) {
      boolean dominated = all.stream().anyMatch(other -> other.dominates(candidate));
      assertThat(front.contains(candidate)).isEqualTo(!dominated);
    }
    assertThat(front).isSortedAccordingTo((a, b) -> Long.compare(a.bytes(), b.bytes()));
  }

  private List<Policy> asked(long seed) {
    return asked(seed, model.bytes(Policy.full(POINTS)) / 2);
  }

  private List<Policy> asked(long seed, long budget) {
    List<Policy> asked = new ArrayList<>();
    double[] worth = new Random(1).doubles(POINTS).toArray();
    PolicySearch search =
        new PolicySearch(
            model,
            SearchSettings.standard(seed),
            policy -> {
              asked.add(policy);
              return candidate(policy, worth);
            });
    search.best(budget, Progress.NONE);
    return asked;
  }

  private double bestOfAll(double[] worth, long budget) {
    Map<Policy, Double> all = new HashMap<>();
    for (long bits = 0; bits < 1L << POINTS; bits++) {
      Candidate candidate = candidate(new Policy(POINTS, bits), worth);
      if (candidate.bytes() <= budget) {
        all.put(candidate.policy(), candidate.accuracy());
      }
    }
    return all.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  private Candidate candidate(Policy policy, double[] worth) {
    double accuracy = 0;
    for (int point = 0; point < POINTS; point++) {
      accuracy += policy.exchanges(point) ? worth[point] : 0;
    }
    return new Candidate(policy, accuracy, model.bytes(policy), 0);
  }

  private static SeparableModel model() {
    List<MixingPoint> points = new ArrayList<>();
    for (int point = 0; point < POINTS; point++) {
      int size = 16 >> point / 3;
      points.add(new MixingPoint("block" + point, 8, size, size, 100, 50));
    }
    return new SeparableModel(2, 2000, 0, points, 0);
  }
}
