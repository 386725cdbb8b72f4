package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.window.task.SameThreadRunner;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.program.Program;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.PredictionRange;
import io.splitboard.core.simulation.Summary;
import io.splitboard.core.simulation.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PredictionModelTest {
  private final List<Partition> asked = new ArrayList<>();
  private final PredictionModel model =
      new PredictionModel(this::predict, this::range, new SameThreadRunner());
  private final Partition onA = Partition.onOneDevice(Samples.NETWORK, "pi-a");
  private final Partition onB = Partition.onOneDevice(Samples.NETWORK, "pi-b");
  private final Partition impossible = Partition.onOneDevice(Samples.NETWORK, "nowhere");

  private Prediction predict(Partition partition) {
    asked.add(partition);
    String device = partition.of("l0").devices().get(0);
    if (device.equals("nowhere")) {
      throw new UserException("nowhere cannot be reached.");
    }
    return prediction(device.equals("pi-a") ? 10 : 20);
  }

  /** Known for pi-a only. */
  private Optional<PredictionRange> range(Prediction prediction) {
    double ms = prediction.latency().latencyP50Ms();
    return ms == 10 ? Optional.of(new PredictionRange(9, 11, 90, 110)) : Optional.empty();
  }

  static Prediction prediction(double latencyMs) {
    Trace trace = new Trace(false, List.of(), List.of(), List.of());
    Summary summary =
        new Summary(
            false,
            1,
            latencyMs,
            latencyMs,
            latencyMs,
            1000 / latencyMs,
            0.5,
            0,
            Map.of(),
            Map.of());
    Program program = new Program("pi-a", List.of(), List.of(), List.of(), List.of());
    return new Prediction(program, trace, trace, summary, summary);
  }

  @Test
  void showsThePredictionOfTheShownPartition() {
    model.show(onA);
    assertThat(model.shownProperty().get().latency().latencyP50Ms()).isEqualTo(10);
  }

  @Test
  void theRangeIsThatOfTheShownPartition() {
    model.show(onA);
    assertThat(model.rangeProperty().get().latencyLowMs()).isEqualTo(9);
    model.hover(onB);
    assertThat(model.rangeProperty().get()).isNotNull();
    model.show(onB);
    assertThat(model.rangeProperty().get()).isNull();
    model.show(onA);
    model.show(impossible);
    assertThat(model.rangeProperty().get()).isNull();
  }

  @Test
  void theSamePartitionIsPredictedOnce() {
    model.show(onA);
    model.show(Partition.onOneDevice(Samples.NETWORK, "pi-a"));
    assertThat(asked).hasSize(1);
    model.again();
    assertThat(asked).hasSize(2);
  }

  @Test
  void hoveringLeavesTheShownPredictionAlone() {
    model.show(onA);
    model.hover(onB);
    assertThat(model.hoveredProperty().get().latency().latencyP50Ms()).isEqualTo(20);
    assertThat(model.shownProperty().get().latency().latencyP50Ms()).isEqualTo(10);
    model.endHover();
    assertThat(model.hoveredProperty().get()).isNull();
  }

  @Test
  void whatCannotRunIsToldInASentence() {
    model.show(onA);
    model.hover(impossible);
    assertThat(model.hoverProblemProperty().get()).isEqualTo("nowhere cannot be reached.");
    assertThat(model.problemProperty().get()).isEmpty();
    model.show(impossible);
    assertThat(model.shown()).isEmpty();
    assertThat(model.problemProperty().get()).isEqualTo("nowhere cannot be reached.");
    model.show(onB);
    assertThat(model.problemProperty().get()).isEmpty();
  }
}
