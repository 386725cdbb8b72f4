package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.project.Objective;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.PredictionRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FigureRowsTest {
  private final Prediction slow = PredictionModelTest.prediction(20);
  private final Prediction fast = PredictionModelTest.prediction(10);
  private final SpeedUp.Baseline one =
      new SpeedUp.Baseline(Objective.LATENCY, 30, 33, Optional.empty());

  private static Figure find(List<Figure> figures, String name) {
    return figures.stream().filter(figure -> figure.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void predictedFiguresSaySo() {
    List<Figure> figures = FigureRows.predicted(fast, Optional.empty(), one);
    assertThat(find(figures, "Latency p50"))
        .extracting(Figure::value, Figure::detail)
        .containsExactly("10.0 ms", "predicted");
    assertThat(find(figures, "Latency p50").explanation()).contains("not known");
    assertThat(find(figures, "Speed-up"))
        .extracting(Figure::value, Figure::detail)
        .containsExactly("3.00 ×", "both predicted");
  }

  @Test
  void predictedFiguresSayHowFarOffTheyMayBe() {
    PredictionRange range = new PredictionRange(9, 11, 95, 105);
    List<Figure> figures = FigureRows.predicted(fast, Optional.of(range), one);
    assertThat(find(figures, "Latency p50").detail()).isEqualTo("pred. ± 10 %");
    assertThat(find(figures, "Latency p50").explanation()).contains("9.00 ms to 11.0 ms");
    assertThat(find(figures, "Throughput").detail()).isEqualTo("pred. ± 5 %");
  }

  @Test
  void aDragShowsWhatItWouldChangeAndWhetherThatIsGood() {
    Figure latency = find(FigureRows.hovered(slow, fast, one), "Latency p50");
    assertThat(latency.detail()).isEqualTo("pred. −50.0 %");
    assertThat(latency.tone()).isEqualTo(Figure.Tone.GOOD);
    Figure rate = find(FigureRows.hovered(fast, slow, one), "Throughput");
    assertThat(rate.tone()).isEqualTo(Figure.Tone.BAD);
    assertThat(find(FigureRows.hovered(fast, fast, one), "p99").tone())
        .isEqualTo(Figure.Tone.NEUTRAL);
  }

  @Test
  void measuredFiguresStandBesidePredictedOnes() {
    List<Figure> figures = FigureRows.measured(live(), fast.latency(), one);
    assertThat(find(figures, "Latency p50"))
        .extracting(Figure::value, Figure::detail)
        .containsExactly("12.0 ms", "pred. 10.0 ms");
    assertThat(find(figures, "Energy").detail()).isEqualTo("modelled");
  }

  @Test
  void withoutARunOnOneDevicePredictedIsComparedWithPredicted() {
    assertThat(find(FigureRows.measured(live(), fast.latency(), one), "Speed-up"))
        .extracting(Figure::value, Figure::detail)
        .containsExactly("3.00 ×", "both predicted");
  }

  @Test
  void measuredIsComparedWithTheFastestMeasuredRunOnOneDeviceForTheSameObjective() {
    List<SingleRun> runs =
        List.of(
            new SingleRun("slow", "pi-a", Objective.LATENCY, 40, 25),
            new SingleRun("fast", "pi-b", Objective.LATENCY, 36, 27),
            new SingleRun("stream", "pi-b", Objective.THROUGHPUT, 20, 60));
    SpeedUp.Baseline measured =
        new SpeedUp.Baseline(Objective.LATENCY, 30, 33, SingleRun.best(runs, Objective.LATENCY));
    assertThat(find(FigureRows.measured(live(), fast.latency(), measured), "Speed-up"))
        .extracting(Figure::value, Figure::detail)
        .containsExactly("3.00 ×", "both measured");
    assertThat(
            find(FigureRows.measured(live(), fast.latency(), measured), "Speed-up").explanation())
        .isEqualTo("Against the run “fast” on pi-b alone: 36.0 ms, measured as well.");
    assertThat(SingleRun.best(runs, Objective.THROUGHPUT).orElseThrow().name()).isEqualTo("stream");
  }

  private static LiveStatistics.Snapshot live() {
    return new LiveStatistics.Snapshot(3, new double[] {11, 12, 15}, 80, Map.of());
  }

  @Test
  void aDesignForThroughputIsComparedByThroughput() {
    SpeedUp.Baseline rate = new SpeedUp.Baseline(Objective.THROUGHPUT, 30, 50, Optional.empty());
    assertThat(find(FigureRows.predicted(fast, Optional.empty(), rate), "Speed-up"))
        .extracting(Figure::value, Figure::detail)
        .containsExactly("2.00 ×", "both predicted");
  }

  @Test
  void aNetworkThatFitsOnNoOneDeviceHasNoSpeedUp() {
    SpeedUp.Baseline none =
        new SpeedUp.Baseline(Objective.LATENCY, Double.NaN, Double.NaN, Optional.empty());
    assertThat(find(FigureRows.predicted(fast, Optional.empty(), none), "Speed-up").value())
        .isEqualTo("–");
  }
}
