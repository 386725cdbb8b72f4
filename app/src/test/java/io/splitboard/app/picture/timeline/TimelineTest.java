package io.splitboard.app.picture.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.picture.SampleTraces;
import io.splitboard.core.simulation.Trace;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final List<String> DEVICES = List.of("pi-a", "pi-b", "pi-c");

  @Property
  void ticksAreRoundInsideAndNotCrowded(
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double span,
      @ForAll @DoubleRange(min = -1000, max = 1000) double from) {
    Scale scale = new Scale(from, from + span, 80, 1380);
    List<Double> ticks = scale.ticks(90);
    assertThat(ticks).hasSizeBetween(1, 15);
    for (int i = 0; i < ticks.size(); i++) {
      assertThat(ticks.get(i)).isBetween(from - span * 1e-6, from + span * (1 + 1e-6));
      if (i > 0) {
        assertThat(scale.pixel(ticks.get(i)) - scale.pixel(ticks.get(i - 1))).isGreaterThan(89.9);
        assertThat(scale.label(ticks.get(i), 90)).isNotEqualTo(scale.label(ticks.get(i - 1), 90));
      }
    }
  }

  @Test
  void bothTracesStartTogetherWithTheFirstShownRequest() {
    TimelineModel model =
        TimelineModel.of(
            SampleTraces.program(DEVICES),
            DEVICES,
            Optional.of(SampleTraces.trace(DEVICES, 4, false)),
            Optional.of(SampleTraces.trace(DEVICES, 4, true)),
            2,
            1);
    assertThat(model.bars()).allMatch(bar -> bar.request() == 2);
    assertThat(model.row("pi-a").stream().filter(bar -> bar.kind() == Bar.Kind.TASK))
        .extracting(Bar::startMs)
        .containsOnly(0.0);
    assertThat(model.bars()).hasSize(2 * (3 + 2));
  }

  @Test
  void aPredictionOfFewerRequestsThanWereMeasuredIsShownBesideThem() {
    TimelineModel model =
        TimelineModel.of(
            SampleTraces.program(DEVICES),
            DEVICES,
            Optional.of(SampleTraces.trace(DEVICES, 4, false)),
            Optional.of(SampleTraces.trace(DEVICES, 40, true)),
            20,
            1);
    assertThat(model.bars().stream().filter(bar -> !bar.measured())).hasSize(5);
    assertThat(model.bars().stream().filter(Bar::measured)).hasSize(5);
  }

  @Test
  void aRequestThatWaitedLongIsShownFromWhenItIsWorkedOn() {
    Trace trace = SampleTraces.trace(DEVICES, 1, false);
    Trace waiting =
        new Trace(
            false,
            trace.tasks(),
            trace.transfers(),
            List.of(new Trace.RequestRun(0, -500, trace.requests().get(0).endMs())));
    TimelineModel model =
        TimelineModel.of(
            SampleTraces.program(DEVICES), DEVICES, Optional.of(waiting), Optional.empty(), 0, 1);
    assertThat(model.bars().stream().mapToDouble(Bar::startMs).min()).hasValue(0);
  }

  @Test
  void theCriticalPathGoesThroughTasksAndTransfers() {
    TimelineModel model = SampleTraces.pipeline(DEVICES, 2);
    CriticalPath path = model.critical().orElseThrow();
    assertThat(path.bars())
        .extracting(Bar::id)
        .containsExactly("task0", "send0", "task1", "send1", "task2");
    assertThat(path.bars()).allMatch(Bar::measured);
    assertThat(path.longest().id()).isEqualTo("task2");
    assertThat(path.sentence())
        .startsWith("critical path: pi-a conv0 … relu0 → ")
        .endsWith("pi-c conv2 … relu2");
  }

  @Test
  void nothingToShowIsEmpty() {
    TimelineModel model =
        TimelineModel.of(
            SampleTraces.program(DEVICES), DEVICES, Optional.empty(), Optional.empty(), 0, 1);
    assertThat(model.bars()).isEmpty();
    assertThat(model.critical()).isEmpty();
  }
}
