package io.splitboard.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How times of single nodes become one. */
class NodeProfilerTest {

  @Test
  void aDisturbedRunAndTheFirstOneDoNotCount() {
    List<Double> times = List.of(9.0, 1.0, 1.2, 1.1, 1.0, 1.2, 7.0, 1.1, 1.0, 1.1, 1.2);
    assertThat(NodeProfiler.usualOfRuns(times, 10)).isCloseTo(1.1, within(1e-12));
  }

  @Test
  void nodesThatRunSeveralTimesInARunAddUp() {
    assertThat(NodeProfiler.usualOfRuns(List.of(9.0, 9.0, 1.0, 2.0, 1.5, 2.5, 1.0, 2.5), 3))
        .isCloseTo(3.5, within(1e-12));
  }

  @Test
  void whatRanInSomeRunsOnlyIsSpreadOverAll() {
    assertThat(NodeProfiler.usualOfRuns(List.of(2.0, 4.0), 3)).isEqualTo(2);
  }
}
