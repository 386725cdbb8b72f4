package io.splitboard.app.picture;

import io.splitboard.app.picture.timeline.TimelineModel;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Piece;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Region;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.program.Turn;
import io.splitboard.core.simulation.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs and traces made by hand, for tests of pictures. */
public final class SampleTraces {

  private SampleTraces() {}

  /** One task a device in a row, each sending to the next. */
  public static Program program(List<String> devices) {
    List<Task> tasks = new ArrayList<>();
    List<Transfer> transfers = new ArrayList<>();
    for (int i = 0; i < devices.size(); i++) {
      tasks.add(
          new Task(
              "task" + i,
              devices.get(i),
              Task.Kind.COMPUTE,
              List.of(Piece.whole("conv" + i, 0), Piece.whole("relu" + i, 0)),
              List.of(fragment(i)),
              List.of(fragment(i + 1)),
              0,
              LayerCost.ZERO,
              0,
              Turn.ALWAYS));
      if (i + 1 < devices.size()) {
        transfers.add(
            new Transfer(
                "send" + i, fragment(i + 1), devices.get(i), devices.get(i + 1), Codec.NONE, 0));
      }
    }
    return new Program(
        devices.get(0), tasks, transfers, List.of(fragment(0)), List.of(fragment(devices.size())));
  }

  private static Fragment fragment(int i) {
    return new Fragment("tensor" + i, Region.ALL, 400_000);
  }

  /** Runs of the program's requests, one stage after another; stage i takes 60 + 10·i ms. */
  public static Trace trace(List<String> devices, int requests, boolean measured) {
    double stretch = measured ? 1.03 : 1;
    double period = (60 + 10 * (devices.size() - 1)) * stretch;
    List<Trace.TaskRun> tasks = new ArrayList<>();
    List<Trace.TransferRun> transfers = new ArrayList<>();
    List<Trace.RequestRun> runs = new ArrayList<>();
    for (int request = 0; request < requests; request++) {
      double start = request * period;
      double now = start;
      for (int i = 0; i < devices.size(); i++) {
        double end = now + (60 + 10 * i) * stretch;
        tasks.add(new Trace.TaskRun(request, "task" + i, devices.get(i), now, end));
        if (i + 1 < devices.size()) {
          transfers.add(
              new Trace.TransferRun(
                  request, "send" + i, devices.get(i), devices.get(i + 1), 400_000, end, end + 14));
        }
        now = end + 14;
      }
      runs.add(new Trace.RequestRun(request, start, now - 14));
    }
    return new Trace(measured, tasks, transfers, runs);
  }

  /** Both traces on one timeline. */
  public static TimelineModel pipeline(List<String> devices, int requests) {
    return TimelineModel.of(
        program(devices),
        devices,
        Optional.of(trace(devices, requests, false)),
        Optional.of(trace(devices, requests, true)),
        0,
        requests);
  }

  /** Latencies of two experiments. */
  public static Map<String, List<Double>> latencies() {
    Map<String, List<Double>> samples = new LinkedHashMap<>();
    List<Double> first = new ArrayList<>();
    List<Double> second = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      first.add(342 + 20 * Math.sin(i) + (i % 20 == 0 ? 60 : 0));
      second.add(410 + 35 * Math.cos(i * 1.7));
    }
    samples.put("rows, tuned", first);
    samples.put("pipeline ×3", second);
    return samples;
  }
}
