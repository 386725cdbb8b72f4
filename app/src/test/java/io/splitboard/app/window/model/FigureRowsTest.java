package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.project.Objective;
import io.splitboard.core.simulation.Prediction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureRowsTest {
  private final Prediction slow = PredictionModelTest.prediction(20);
  private final Prediction fast = PredictionModelTest.prediction(10);
  private final FigureRows.OneDevice one = new FigureRows.OneDevice(30, 33, Objective.LATENCY);

  private static Figure find(List<Figure> figures, String name) {
    return figures.stream().filter(figure -> figure.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void predictedFiguresSaySo() {
    List<Figure> figures = FigureRows.predicted(fast, one);
    assertThat(find(figures, "Latency p50"))
        .extracting(Figure::value, Figure::detail)
        .containsExactly("10.0 ms", "predicted");
    assertThat(find(figures, "Speed-up").value()).isEqualTo("3.00 ×");
  }

  @Test
  void aDragShowsWhatItWouldChangeAndWhetherThatIsGood() {
    Figure latency = find(FigureRows.hovered(slow, fast, one), "Latency p50");
    assertThat(latency.detail()).isEqualTo("−50.0 %");
    assertThat(latency.tone()).isEqualTo(Figure.Tone.GOOD);
    Figure rate = find(FigureRows.hovered(fast, slow, one), "Throughput");
    assertThat(rate.tone()).isEqualTo(Figure.Tone.BAD);
    assertThat(find(FigureRows.hovered(fast, fast, one), "p99").tone())
        .isEqualTo(Figure.Tone.NEUTRAL);
  }

  @Test
  void measuredFiguresStandBesidePredictedOnes() {
    LiveStatistics.Snapshot live =
        new LiveStatistics.Snapshot(3, new double[] {11, 12, 15}, 80, Map.of());
    List<Figure> figures = FigureRows.measured(live, fast.latency(), one);
    assertThat(find(figures, "Latency p50"))
        .extracting(Figure::value, Figure::detail)
        .containsExactly("12.0 ms", "pred. 10.0 ms");
    assertThat(find(figures, "Energy").detail()).isEqualTo("modelled");
    assertThat(find(figures, "Speed-up").value()).isEqualTo("2.50 ×");
  }

  @Test
  void aDesignForThroughputIsComparedByThroughput() {
    FigureRows.OneDevice rate = new FigureRows.OneDevice(30, 50, Objective.THROUGHPUT);
    assertThat(find(FigureRows.predicted(fast, rate), "Speed-up"))
        .extracting(Figure::value, Figure::detail)
        .containsExactly("2.00 ×", "1 device 50.0 /s");
  }

  @Test
  void aNetworkThatFitsOnNoOneDeviceHasNoSpeedUp() {
    FigureRows.OneDevice none = new FigureRows.OneDevice(Double.NaN, Double.NaN, Objective.LATENCY);
    assertThat(find(FigureRows.predicted(fast, none), "Speed-up").value()).isEqualTo("–");
  }
}
