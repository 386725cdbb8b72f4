package io.splitboard.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Loads of splits that are easily found by hand. */
class SplitScorerTest {

  private static WorkloadNode node(long id, double ms) {
    return new WorkloadNode(id, "", true, 10 * ms, ms, 100, false, OptionalLong.empty());
  }

  private static Split.Part part(Long... ids) {
    return new Split.Part(Arrays.asList(ids), 0);
  }

  /** 1 → 2 → 4 and 1 → 3 → 4: outputs cost 0.5, 0.25, 0.125 ms. */
  private static final Workload DIAMOND =
      new Workload(
          2,
          300,
          1,
          List.of(node(1, 1), node(2, 2), node(3, 4), node(4, 8)),
          List.of(
              new WorkloadEdge(1, 2, 0.5),
              new WorkloadEdge(1, 3, 0.5),
              new WorkloadEdge(2, 4, 0.25),
              new WorkloadEdge(3, 4, 0.125)));

  private static SplitScore score(List<Split.Part> accelerators, Split.Part cpu) {
    return SplitScorer.score(DIAMOND, new Split(accelerators, List.of(cpu)));
  }

  @Test
  void anOutputIsPaidOnceOnEachAcceleratorThatMakesOrReadsIt() {
    SplitScore score = score(List.of(part(1L), part(2L, 3L, 4L)), part());
    assertThat(score.acceleratorMs()).containsExactly(1 + 0.5, 2 + 4 + 8 + 0.5);
    assertThat(score.cpuMs()).containsExactly(0.0);
    assertThat(score.maxLoadMs()).isEqualTo(14.5);
    assertThat(score.contiguous()).isTrue();
    assertThat(score.problems()).isEmpty();
  }

  @Test
  void processorsPayForNoTransferButTheOtherSideDoes() {
    SplitScore score = score(List.of(part(2L), part(3L, 4L)), part(1L));
    assertThat(score.acceleratorMs()).containsExactly(2 + 0.5 + 0.25, 4 + 8 + 0.5 + 0.25);
    assertThat(score.cpuMs()).containsExactly(10.0);
  }

  @Test
  void aPathThatComesBackIsNotContiguous() {
    assertThat(score(List.of(part(1L, 4L), part(2L, 3L)), part()).contiguous()).isFalse();
    assertThat(score(List.of(part(1L, 3L), part(2L, 4L)), part()).contiguous()).isTrue();
    assertThat(score(List.of(part(2L, 4L), part(1L, 3L)), part()).contiguous()).isTrue();
  }

  @Test
  void tellsWhatIsNotAllowed() {
    assertThat(score(List.of(part(1L, 2L, 3L, 4L), part()), part()).problems())
        .anyMatch(problem -> problem.contains("more bytes"));
    assertThat(score(List.of(part(1L, 2L), part(2L, 3L)), part(9L)).problems())
        .anyMatch(problem -> problem.contains("2 is placed twice"))
        .anyMatch(problem -> problem.contains("9 is not in the workload"))
        .anyMatch(problem -> problem.contains("4 is not placed"));
    assertThat(score(List.of(part(1L), part(2L), part(3L)), part(4L)).problems())
        .anyMatch(problem -> problem.contains("3 accelerators"));
  }

  @Test
  void classesStayTogetherAndUnsupportedNodesOff() {
    Workload workload =
        new Workload(
            2,
            300,
            1,
            List.of(
                new WorkloadNode(1, "", true, 1, 1, 1, false, OptionalLong.of(5)),
                new WorkloadNode(2, "", false, 1, 1, 1, false, OptionalLong.of(5))),
            List.of());
    SplitScore score =
        SplitScorer.score(workload, new Split(List.of(part(1L), part(2L)), List.of(part())));
    assertThat(score.problems())
        .anyMatch(problem -> problem.contains("2 is not with the others of its class"))
        .anyMatch(problem -> problem.contains("2 is on an accelerator, which cannot run it"));
  }
}
