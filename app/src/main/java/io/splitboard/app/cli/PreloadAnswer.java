package io.splitboard.app.cli;

import io.splitboard.app.service.solving.Found;
import io.splitboard.solver.preload.Goal;
import io.splitboard.solver.preload.LoadingMode;
import io.splitboard.solver.preload.PreloadInstance;
import io.splitboard.solver.preload.PreloadPlan;
import io.splitboard.solver.preload.Schedule;
import io.splitboard.solver.preload.SimpleAssignments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan with weights loaded for each request, as an answer tells it. */
final class PreloadAnswer {

  private PreloadAnswer() {}

  /** Of the option and the answer: {@code on-arrival}. */
  static String words(LoadingMode mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As JSON. */
  static Map<String, Object> json(PreloadPlan plan) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("weights", words(plan.mode()));
    json.put("note", Found.LOADING_NOTE);
    json.put("latencyMs", plan.solution().schedule().latencyMs());
    json.put("energyJoule", plan.solution().schedule().energy().joule());
    json.put("oneDeviceMs", alone(plan, Goal.LATENCY));
    json.put("oneDeviceJoule", alone(plan, Goal.ENERGY));
    List<Map<String, Object>> runs = new ArrayList<>();
    for (Schedule.Run run : plan.solution().schedule().runs()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put(
          "layers", run.layers().stream().flatMap(l -> plan.data().layersOf(l).stream()).toList());
      one.put("device", device(plan, run.device()));
      one.put("loadStartMs", run.loadStartMs());
      one.put("loadEndMs", run.loadEndMs());
      one.put("startMs", run.startMs());
      one.put("finishMs", run.finishMs());
      runs.add(one);
    }
    json.put("timetable", runs);
    return json;
  }

  /** All layers on each device in the same model; devices on which they cannot be lack. */
  private static Map<String, Double> alone(PreloadPlan plan, Goal goal) {
    PreloadInstance instance = plan.data().instance();
    Map<String, Double> alone = new LinkedHashMap<>();
    for (int device = 0; device < instance.devices().size(); device++) {
      String id = device(plan, device);
      SimpleAssignments.onDevice(instance, plan.mode(), device)
          .ifPresent(schedule -> alone.put(id, schedule.value(goal)));
    }
    return alone;
  }

  private static String device(PreloadPlan plan, int device) {
    return plan.data().instance().devices().get(device).id();
  }

  /** The timetable as text. */
  static String text(PreloadPlan plan) {
    StringBuilder text = new StringBuilder();
    text.append(String.format("  weights loaded %s, ms:%n", words(plan.mode())));
    for (Schedule.Run run : plan.solution().schedule().runs()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-20s %-10s load %9.3f to %9.3f, compute %9.3f to %9.3f%n",
              plan.data().layersOf(run.layers().get(0)).get(0),
              device(plan, run.device()),
              run.loadStartMs(),
              run.loadEndMs(),
              run.startMs(),
              run.finishMs()));
    }
    Map<String, Double> joule = alone(plan, Goal.ENERGY);
    alone(plan, Goal.LATENCY)
        .forEach(
            (id, ms) ->
                text.append(
                    String.format(
                        Locale.ROOT, "  all on %-24s %9.3f ms %9.3f J%n", id, ms, joule.get(id))));
    return text.append("  ").append(Found.LOADING_NOTE).append(System.lineSeparator()).toString();
  }
}
