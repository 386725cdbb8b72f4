package io.splitboard.app.study.rows;

import io.splitboard.app.study.StudySection;
import io.splitboard.app.study.StudySection.Picture;
import io.splitboard.app.study.StudySection.Table;
import io.splitboard.app.study.StudySection.Text;
import io.splitboard.app.study.chart.GanttChart;
import io.splitboard.app.study.chart.GanttChart.Bar;
import io.splitboard.app.study.chart.GanttChart.Work;
import io.splitboard.app.study.chart.LineChart;
import io.splitboard.core.program.Task;
import io.splitboard.core.simulation.Trace;
import io.splitboard.solver.rows.halp.Chain;
import io.splitboard.solver.rows.halp.Role;
import io.splitboard.solver.rows.halp.Timeline;
import io.splitboard.solver.rows.halp.Timeline.Carries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the report says about rows. */
final class RowsSections {

  private RowsSections() {}

  static StudySection model() {
    return StudySection.of(
        "What is computed",
        new Text(
            "HALP (Li, Iosifidis and Zhang 2022) splits convolutional layers by rows: a host computes"
                + " the zone between two secondaries, so that these never talk to each other, and"
                + " boundary rows are computed and sent first, so that sending overlaps with"
                + " computing. That is the paper's idea. The order inside a layer and the model of"
                + " time are a reconstruction; all times here are computed, none is measured."),
        new Text(
            "The paper reports 1.7 times the speed on three Raspberry Pi 4 with a tuned ratio. The"
                + " figures below are for stated devices and a model without stragglers, so they are"
                + " what the method allows, not a repetition of that measurement."));
  }

  static StudySection rows(List<List<Long>> table, Timeline third, OwnRun own) {
    List<List<String>> rows = new ArrayList<>();
    for (List<Long> row : table) {
      long height = row.get(0);
      rows.add(
          List.of(
              String.valueOf(height),
              "0–" + (row.get(1) - 1),
              row.get(1) + "–" + (row.get(2) - 1),
              row.get(2) + "–" + (height - 1)));
    }
    return StudySection.of(
        "VGG-16, the host with a third of the rows",
        new Table(List.of("rows of the tensor", "top", "host", "bottom"), rows),
        new Text(
            String.format(
                Locale.ROOT,
                "Halos %,d B, image %,d B, gathered rows %,d B: %,d B in all, always with the host at"
                    + " one end. At 10 GMAC/s and 939 Mbit/s one request takes %.1f ms in the"
                    + " published order and %.1f ms in Splitboard's own (simulated).",
                third.bytes(Carries.HALO),
                third.bytes(Carries.IMAGE),
                third.bytes(Carries.GATHER),
                third.bytes(),
                third.latencyMs(),
                own.latencyMs())));
  }

  static StudySection table(List<VggRows.Cell> cells) {
    Map<Integer, List<String>> rows = new LinkedHashMap<>();
    for (VggRows.Cell cell : cells) {
      rows.computeIfAbsent(
              cell.speed(),
              speed ->
                  new ArrayList<>(List.of(speed + " GMAC/s", format("%.0f ms", cell.aloneMs()))))
          .add(format("%.2f / %.2f (r = %.2f)", cell.strict(), cell.best(), cell.share()));
    }
    List<String> header = new ArrayList<>(List.of("each device", "one device"));
    for (int rate : VggRows.RATES) {
      header.add(rate + " Mbit/s");
    }
    return StudySection.of(
        "VGG-16: gain over one device, strict / best share",
        new Text(
            "Three equal devices, 0.2 ms delay, dense weights read at 4 GB/s. Strict: the host has"
                + " only the two rows where its neighbours' segments overlap. Best: the host's share"
                + " r from 0.20 to 0.60 in steps of 0.01 with the shortest timeline."),
        new Table(header, List.copyOf(rows.values())));
  }

  static StudySection sweep(List<VggRows.SweepPoint> points) {
    String chart =
        LineChart.of(
            "VGG-16 on three devices of 10 GMAC/s: gain over link rate",
            new LineChart.Axis("link rate, Mbit/s", true),
            new LineChart.Axis("gain over one device", false),
            List.of(
                series("published order, strict", points, VggRows.SweepPoint::strict),
                series("published order, best share", points, VggRows.SweepPoint::best),
                series("own order, best share (simulated)", points, VggRows.SweepPoint::ownBest)));
    return StudySection.of(
        "Gain over link rate",
        new Picture(chart),
        new Text(
            "Own order: Splitboard's compiler lets a device begin rows of a later layer while a halo"
                + " of an earlier one is on its way. That is no part of the published method."));
  }

  private static LineChart.Series series(
      String name, List<VggRows.SweepPoint> points, ToDoubleFunction<VggRows.SweepPoint> value) {
    return new LineChart.Series(
        name,
        points.stream()
            .map(point -> new LineChart.Point(point.rate(), value.applyAsDouble(point), ""))
            .toList(),
        true);
  }

  static StudySection timelines(Chain chain, Timeline published, OwnRun own) {
    return StudySection.of(
        "When each device works, the host with a third of the rows",
        new Text("Full: computing. Grey: sending. The host runs the dense layers at the end."),
        new Picture(published(chain, published)),
        new Picture(own(own)));
  }

  private static String published(Chain chain, Timeline timeline) {
    List<Bar> bars = new ArrayList<>();
    for (Timeline.Chunk chunk : timeline.chunks()) {
      String what = chain.stages().get(chunk.stage()).id() + " " + chunk.rows();
      bars.add(
          new Bar(OwnOrder.id(chunk.role()), chunk.startMs(), chunk.endMs(), what, Work.COMPUTE));
    }
    String host = OwnOrder.id(Role.HOST);
    bars.add(new Bar(host, timeline.headStartMs(), timeline.latencyMs(), "head", Work.COMPUTE));
    for (Timeline.Message message : timeline.messages()) {
      String what =
          message.carries().name().toLowerCase(Locale.ROOT) + " to " + OwnOrder.id(message.to());
      bars.add(
          new Bar(
              OwnOrder.id(message.from()) + " sends",
              message.startMs(),
              message.sentMs(),
              what,
              Work.TRANSFER));
    }
    return chart("Published order", bars);
  }

  private static String own(OwnRun run) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Task task : run.program().tasks()) {
      names.put(task.id(), task.pieces().isEmpty() ? "assembly" : task.pieces().get(0).layer());
    }
    List<Bar> bars = new ArrayList<>();
    for (Trace.TaskRun task : run.trace().tasks()) {
      bars.add(
          new Bar(
              task.device(), task.startMs(), task.endMs(), names.get(task.task()), Work.COMPUTE));
    }
    for (Trace.TransferRun sent : run.trace().transfers()) {
      bars.add(
          new Bar(
              sent.from() + " sends",
              sent.startMs(),
              sent.endMs(),
              "to " + sent.to(),
              Work.TRANSFER));
    }
    return chart("Own order, simulated", bars);
  }

  private static String chart(String title, List<Bar> bars) {
    List<String> lanes = new ArrayList<>();
    for (Role role : Role.values()) {
      lanes.add(OwnOrder.id(role));
      lanes.add(OwnOrder.id(role) + " sends");
    }
    return GanttChart.of(title, lanes, bars.stream().filter(b -> b.endMs() > b.startMs()).toList());
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
