package io.splitboard.app.study.layers;

import io.splitboard.app.study.StudySection;
import io.splitboard.app.study.StudySection.Picture;
import io.splitboard.app.study.StudySection.Table;
import io.splitboard.app.study.StudySection.Text;
import io.splitboard.app.study.chart.GanttChart;
import io.splitboard.app.study.chart.GanttChart.Bar;
import io.splitboard.app.study.chart.GanttChart.Work;
import io.splitboard.app.study.chart.LineChart;
import io.splitboard.solver.preload.PreloadInstance;
import io.splitboard.solver.preload.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The report of the study: tables, sweep and timelines. */
final class LayersSections {

  private LayersSections() {}

  static StudySection model() {
    return StudySection.of(
        "What is computed",
        new Text(
            "Each layer with weights, and the layers without that follow it, is put on edge, hub or"
                + " cloud so that one request that starts and ends at the edge takes least time."
                + " Every request loads weights anew into one buffer for each device: with"
                + " pre-loading as soon as the device has finished its previous layer, without it"
                + " once the layer's input has arrived. The formulation is a reconstruction of"
                + " Viramontes and Davoodi (ISQED 2023); devices and links are stated, not"
                + " measured. The integer program is solved to a proof."),
        new Text(
            "The agents of Splitboard keep weights loaded, so a deployment of these assignments"
                + " behaves as the program's own simulation says, not as this model of loading."));
  }

  static StudySection timeline(String network, Assigned one) {
    PreloadInstance instance = one.instance();
    List<Bar> bars = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Schedule.Run run : one.ahead().schedule().runs()) {
      String lane = instance.devices().get(run.device()).id();
      String layer = instance.layers().get(run.layers().get(0)).id();
      bars.add(new Bar(lane, run.loadStartMs(), run.loadEndMs(), layer, Work.LOAD));
      bars.add(new Bar(lane, run.loadEndMs(), run.startMs(), layer, Work.WAIT));
      bars.add(new Bar(lane, run.startMs(), run.finishMs(), layer, Work.COMPUTE));
      rows.add(
          List.of(
              layer,
              lane,
              ms(run.loadStartMs()),
              ms(run.loadEndMs()),
              ms(run.startMs()),
              ms(run.finishMs())));
    }
    Set<String> lanes = new LinkedHashSet<>();
    instance.devices().forEach(device -> lanes.add(device.id()));
    for (Schedule.Sending sending : one.ahead().schedule().sendings()) {
      String lane =
          instance.devices().get(sending.from()).id()
              + "→"
              + instance.devices().get(sending.to()).id();
      lanes.add(lane);
      String tensor = instance.tensors().get(sending.tensor()).name();
      bars.add(new Bar(lane, sending.startMs(), sending.arrivalMs(), tensor, Work.TRANSFER));
    }
    List<Bar> shown = bars.stream().filter(bar -> bar.endMs() > bar.startMs()).toList();
    return StudySection.of(
        network + ": the best plan with pre-loading, ms",
        new Text("Pale: loading weights. Dashed: loaded, waiting for input. Full: computing."),
        new Picture(GanttChart.of(network + ", one request", List.copyOf(lanes), shown)),
        new Table(List.of("layer", "device", "loads from", "to", "computes from", "to"), rows));
  }

  static StudySection sweep(String network, List<Assigned> solved) {
    List<List<String>> rows = new ArrayList<>();
    for (Assigned one : solved) {
      rows.add(
          List.of(
              factor(one),
              ms(one.ahead().value()),
              one.letters(one.ahead()),
              ms(one.onArrival().value()),
              one.letters(one.onArrival()),
              ms(one.bestAloneMs())));
    }
    String chart =
        LineChart.of(
            network + ": latency over link rates",
            new LineChart.Axis("link rates, times those stated", true),
            new LineChart.Axis("latency, ms", true),
            List.of(
                series("with pre-loading", solved, one -> one.ahead().value()),
                series("without", solved, one -> one.onArrival().value()),
                series("best single device", solved, Assigned::bestAloneMs)));
    return StudySection.of(
        network + ": all link rates scaled",
        new Picture(chart),
        new Table(
            List.of("rates ×", "with, ms", "devices", "without, ms", "devices", "one device, ms"),
            rows));
  }

  private static LineChart.Series series(
      String name, List<Assigned> solved, ToDoubleFunction<Assigned> value) {
    return new LineChart.Series(
        name,
        solved.stream()
            .map(one -> new LineChart.Point(one.rateFactor(), value.applyAsDouble(one), ""))
            .toList(),
        true);
  }

  static StudySection alone(String network, Assigned one) {
    List<List<String>> rows = new ArrayList<>();
    for (int device = 0; device < one.instance().devices().size(); device++) {
      rows.add(
          List.of("all on " + one.instance().devices().get(device).id(), ms(one.aloneMs(device))));
    }
    rows.add(List.of("best without pre-loading", ms(one.onArrival().value())));
    rows.add(List.of("best with pre-loading", ms(one.ahead().value())));
    return StudySection.of(
        network + ": baselines", new Table(List.of("assignment", "latency, ms"), rows));
  }

  /** A factor as ids and tables write it: 0.1, 1, 100. */
  static String factor(Assigned one) {
    return one.rateFactor() == Math.rint(one.rateFactor())
        ? String.valueOf((long) one.rateFactor())
        : String.valueOf(one.rateFactor());
  }

  private static String ms(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
