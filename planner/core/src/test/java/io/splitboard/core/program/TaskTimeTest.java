package io.splitboard.core.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.network.LayerCost;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTimeTest {

  @Test
  void aWholeLayerTakesItsTime() {
    assertThat(TaskTime.piecesMs(task(1), 0.5, layer -> 4)).isEqualTo(4);
  }

  /** Half of a layer of 4 ms of which 0.5 ms are the same for every piece. */
  @Test
  void aPieceTakesWhatEveryPieceTakesAndItsShareOfTheRest() {
    assertThat(TaskTime.piecesMs(task(0.5), 0.5, layer -> 4)).isCloseTo(2.25, within(1e-9));
    assertThat(TaskTime.piecesMs(task(0), 0.5, layer -> 4)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void aPieceTakesNoMoreThanTheWhole() {
    assertThat(TaskTime.piecesMs(task(0.1), 0.5, layer -> 0.3)).isCloseTo(0.3, within(1e-9));
  }

  /** Rows that overlap compute more than the layer; nothing is taken off for it. */
  @Test
  void moreThanTheWholeLayerTakesMore() {
    assertThat(TaskTime.piecesMs(task(1.5), 0.5, layer -> 4)).isCloseTo(6, within(1e-9));
  }

  private static Task task(double work) {
    return new Task(
        "task",
        "device",
        Task.Kind.COMPUTE,
        List.of(new Piece("layer", Region.ALL, work, 0, "")),
        List.of(),
        List.of(),
        0,
        LayerCost.ZERO,
        0,
        Turn.ALWAYS);
  }
}
