package io.splitboard.solver.preload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The program against enumeration and dynamic programming, on random instances. */
class PreloadSolverTest {

  private static final SolveLimits EXACT = new SolveLimits(60, 2, 0);
  private static final int GRAPHS = 60;
  private static final int CHAINS = 8;

  @ParameterizedTest
  @EnumSource(LoadingMode.class)
  void latencyOfGraphsIsThatOfEnumeration(LoadingMode mode) {
    int impossible = 0;
    for (long seed = 1; seed <= GRAPHS; seed++) {
      impossible += compare(Instances.graph(seed), mode, Goal.LATENCY, seed) ? 0 : 1;
    }
    assertThat(impossible).isLessThan(GRAPHS / 2);
  }

  @ParameterizedTest
  @EnumSource(LoadingMode.class)
  void energyOfGraphsIsThatOfEnumeration(LoadingMode mode) {
    for (long seed = 1001; seed <= 1000 + GRAPHS / 2; seed++) {
      compare(Instances.graph(seed), mode, Goal.ENERGY, seed);
    }
  }

  @Test
  void oneOrTwoDevicesAreThoseOfEnumeration() {
    for (long seed = 4001; seed <= 4000 + GRAPHS / 2; seed++) {
      PreloadInstance instance = Instances.graph(seed);
      int most = 1 + (int) (seed % 2);
      double optimum = Enumeration.optimum(instance, LoadingMode.AHEAD, Goal.LATENCY, most);
      PreloadQuestion question =
          new PreloadQuestion(instance, LoadingMode.AHEAD, Goal.LATENCY, most, EXACT);
      if (Double.isInfinite(optimum)) {
        assertThatThrownBy(() -> PreloadSolver.solve(question, PreloadListener.NONE, Progress.NONE))
            .isInstanceOf(UserException.class);
      } else {
        PreloadSolution found = PreloadSolver.solve(question, PreloadListener.NONE, Progress.NONE);
        assertThat(found.value()).as("seed %d", seed).isCloseTo(optimum, within(1e-5));
      }
    }
  }

  private static boolean compare(PreloadInstance instance, LoadingMode mode, Goal goal, long seed) {
    double optimum = Enumeration.optimum(instance, mode, goal);
    if (Double.isInfinite(optimum)) {
      assertThatThrownBy(() -> solve(instance, mode, goal))
          .as("seed %d", seed)
          .isInstanceOf(UserException.class);
      return false;
    }
    PreloadSolution solution = solve(instance, mode, goal);
    assertThat(solution.status()).as("seed %d", seed).isEqualTo(Solution.Status.OPTIMAL);
    assertThat(solution.value()).as("seed %d", seed).isCloseTo(optimum, within(1e-5));
    assertThat(solution.bound()).as("seed %d", seed).isCloseTo(optimum, within(1e-5));
    return true;
  }

  @ParameterizedTest
  @EnumSource(LoadingMode.class)
  void chainsAreThoseOfDynamicProgramming(LoadingMode mode) {
    for (long seed = 1; seed <= CHAINS; seed++) {
      PreloadInstance chain = Instances.chain(seed, 9);
      PreloadSolution solution = solve(chain, mode, Goal.LATENCY);
      assertThat(solution.status()).isEqualTo(Solution.Status.OPTIMAL);
      assertThat(solution.value())
          .as("seed %d", seed)
          .isCloseTo(ChainLabels.optimumMs(chain, mode), within(1e-5));
    }
  }

  @Test
  void preloadingIsNeverWorseThanWithoutItOrThanOneDevice() {
    for (long seed = 2001; seed <= 2000 + CHAINS; seed++) {
      PreloadInstance chain = Instances.chain(seed, 7);
      double ahead = solve(chain, LoadingMode.AHEAD, Goal.LATENCY).value();
      double without = solve(chain, LoadingMode.ON_ARRIVAL, Goal.LATENCY).value();
      double resident = solve(chain, LoadingMode.RESIDENT, Goal.LATENCY).value();
      assertThat(ahead).as("seed %d", seed).isLessThanOrEqualTo(without + 1e-9);
      assertThat(resident).as("seed %d", seed).isLessThanOrEqualTo(ahead + 1e-9);
      for (int device = 0; device < 3; device++) {
        Schedule alone = SimpleAssignments.onDevice(chain, LoadingMode.AHEAD, device).orElseThrow();
        assertThat(ahead).as("seed %d", seed).isLessThanOrEqualTo(alone.latencyMs() + 1e-9);
      }
    }
  }

  @Test
  void timesKeepOneWeightBufferForEachDevice() {
    for (long seed = 3001; seed <= 3000 + CHAINS; seed++) {
      PreloadInstance instance = Instances.chain(seed, 8);
      Schedule schedule = solve(instance, LoadingMode.AHEAD, Goal.LATENCY).schedule();
      double[] free = new double[3];
      for (Schedule.Run run : schedule.runs()) {
        if (run.loadEndMs() > run.loadStartMs()) {
          assertThat(run.loadStartMs()).isGreaterThanOrEqualTo(free[run.device()] - 1e-9);
          free[run.device()] = run.finishMs();
        }
        assertThat(run.startMs()).isGreaterThanOrEqualTo(run.loadEndMs() - 1e-9);
      }
    }
  }

  @Test
  void aBundleIsUsedWhereItPays() {
    PreloadInstance chain = Instances.chain(5, 4);
    PreloadInstance.Bundle bundle = new PreloadInstance.Bundle(List.of(1, 2), 0, 0.001, 0.001);
    PreloadInstance bundled =
        new PreloadInstance(chain.devices(), 0, chain.layers(), chain.tensors(), List.of(bundle));
    PreloadSolution with = solve(bundled, LoadingMode.AHEAD, Goal.LATENCY);
    assertThat(with.value()).isLessThan(solve(chain, LoadingMode.AHEAD, Goal.LATENCY).value());
    assertThat(with.schedule().runOf(1).layers()).containsExactly(1, 2);
    assertThat(with.value())
        .isCloseTo(Enumeration.optimum(bundled, LoadingMode.AHEAD, Goal.LATENCY), within(1e-5));
  }

  @Test
  void aBundleThatAPathLeavesAndEntersIsRefused() {
    PreloadInstance chain = Instances.chain(5, 4);
    PreloadInstance.Bundle torn = new PreloadInstance.Bundle(List.of(0, 2), 0, 1, 1);
    assertThatThrownBy(
            () ->
                new PreloadInstance(
                    chain.devices(), 0, chain.layers(), chain.tensors(), List.of(torn)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("out of a bundle");
  }

  @Test
  void whenCancelledItReturnsTheBestSoFar() {
    PreloadInstance chain = Instances.chain(6, 12);
    Progress cancelled =
        new Progress() {
          @Override
          public void report(String step, double fraction) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    PreloadSolution solution =
        PreloadSolver.solve(
            new PreloadQuestion(chain, LoadingMode.AHEAD, Goal.LATENCY, EXACT),
            PreloadListener.NONE,
            cancelled);
    assertThat(solution.value()).isGreaterThanOrEqualTo(solution.bound());
    assertThat(solution.schedule().deviceOf(12)).hasSize(12);
  }

  @Test
  void incumbentsAndBoundsCloseIn() {
    PreloadInstance chain = Instances.chain(7, 9);
    List<double[]> heard = new ArrayList<>();
    PreloadSolution solution =
        PreloadSolver.solve(
            new PreloadQuestion(chain, LoadingMode.AHEAD, Goal.LATENCY, EXACT),
            (deviceOf, value, bound, seconds) -> heard.add(new double[] {value, bound}),
            Progress.NONE);
    assertThat(heard).isNotEmpty();
    for (int i = 0; i < heard.size(); i++) {
      assertThat(heard.get(i)[1]).isLessThanOrEqualTo(heard.get(i)[0]);
      assertThat(heard.get(i)[0]).isGreaterThanOrEqualTo(solution.value() - 1e-5);
    }
  }

  @Test
  void nothingIsFoundWhereNothingCanBe() {
    PreloadInstance chain = Instances.chain(8, 3);
    List<PreloadInstance.Device> small =
        chain.devices().stream().map(d -> new PreloadInstance.Device(d.id(), 1, 1, 1)).toList();
    long weighted = chain.layers().stream().filter(l -> l.weightBytes() > 0).count();
    assertThat(weighted).isPositive();
    assertThatThrownBy(
            () ->
                solve(
                    new PreloadInstance(small, 0, chain.layers(), chain.tensors(), List.of()),
                    LoadingMode.RESIDENT,
                    Goal.LATENCY))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("memory");
  }

  private static PreloadSolution solve(PreloadInstance instance, LoadingMode mode, Goal goal) {
    return PreloadSolver.solve(
        new PreloadQuestion(instance, mode, goal, EXACT), PreloadListener.NONE, Progress.NONE);
  }
}
