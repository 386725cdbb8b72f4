package io.splitboard.app.cli;

import io.splitboard.app.service.FamilyTimes;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Link;
import io.splitboard.solver.selection.Candidate;
import io.splitboard.solver.selection.LinkTrace;
import io.splitboard.solver.selection.Mode;
import io.splitboard.solver.selection.ModelSelection;
import io.splitboard.solver.selection.ModelSelection.Choice;
import io.splitboard.solver.selection.RateTrace;
import io.splitboard.solver.selection.Reliability;
import io.splitboard.solver.selection.Served;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which model was chosen, and how a service that chooses so keeps its deadline. */
final class SelectAnswer {

  private static final int SHOWN_INTERVALS = 20;

  private final Workspace workspace;
  private final FamilyTimes times;
  private final double deadlineMs;
  private final List<Candidate> candidates;
  private final Choice choice;
  private final Map<String, Object> json = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();

  SelectAnswer(Workspace workspace, FamilyTimes times, double deadlineMs) {
    this.workspace = workspace;
    this.times = times;
    this.deadlineMs = deadlineMs;
    this.candidates = times.at(1);
    this.choice = ModelSelection.choose(candidates, deadlineMs);
    tellChoice();
  }

  private void tellChoice() {
    json.put("project", workspace.project().name());
    json.put("deadlineMs", deadlineMs);
    json.put("accuracy", workspace.family().accuracy());
    json.put("chosen", json(choice));
    for (Mode mode : Mode.values()) {
      String name = mode == Mode.STAND_ALONE ? "standAlone" : "distributed";
      ModelSelection.choose(candidates, mode, deadlineMs)
          .ifPresent(best -> json.put(name, json(best)));
    }
    json.put("candidates", candidates.stream().map(this::json).toList());
    Candidate best = choice.candidate();
    line(
        "%s, %s within %s",
        workspace.project().name(), workspace.family().accuracy(), ms(deadlineMs));
    line(
        "  chosen: %s, %s, %s. %s",
        best.model(), best.mode().words(), ms(best.latencyMs()), choice.why());
    for (Candidate candidate : candidates) {
      line(
          "  %-46s %6.1f  %-11s %10s  %s",
          candidate.model(),
          candidate.accuracy(),
          candidate.mode().words(),
          ms(candidate.latencyMs()),
          candidate.latencyMs() <= deadlineMs ? "in time" : "too late");
    }
  }

  /** Requests over rates that walk at random. */
  Answer overWalk(LinkTrace walk, double least, double most, long seed) {
    int requests = walk.factors().size();
    Map<String, Object> reliability = new LinkedHashMap<>();
    reliability.put("requests", requests);
    reliability.put("leastRate", least);
    reliability.put("mostRate", most);
    reliability.put("seed", seed);
    line("  %d requests while rates walk between %.2f and %.2f of theirs:", requests, least, most);
    serve(walk, reliability);
    return Answer.ok(json, text.toString());
  }

  /** Requests that spread evenly over a recorded rate. */
  Answer over(RateTrace trace, int requests) {
    Link slowest = slowestLink();
    List<RateTrace.Interval> intervals = trace.intervals();
    Map<String, Object> reliability = new LinkedHashMap<>();
    reliability.put("requests", requests);
    reliability.put("slowestLink", slowest.from() + "→" + slowest.to());
    reliability.put("nominalMbitPerSecond", slowest.mbitPerSecond());
    line(
        "  %d requests over %d recorded rates of %s→%s, nominally %.1f Mbit/s:",
        requests, intervals.size(), slowest.from(), slowest.to(), slowest.mbitPerSecond());
    List<Served> served =
        serve(trace.factors(requests, slowest.mbitPerSecond()), reliability).get(0);
    json.put("intervals", intervals(trace, served, slowest.mbitPerSecond()));
    return Answer.ok(json, text.toString());
  }

  private Link slowestLink() {
    return workspace.profile().linksOf(workspace.cluster()).stream()
        .min(Comparator.comparingDouble(Link::mbitPerSecond))
        .orElseThrow(
            () ->
                new UserException(
                    "The cluster has no link whose rate could vary: leave --rate-trace out, or add"
                        + " a device."));
  }

  /** Serves in both modes and in each; tells all of them and returns them in this order. */
  private List<List<Served>> serve(LinkTrace trace, Map<String, Object> reliability) {
    Map<String, Set<Mode>> ways = new LinkedHashMap<>();
    ways.put("bothModes", EnumSet.allOf(Mode.class));
    ways.put("standAlone", Set.of(Mode.STAND_ALONE));
    if (candidates.stream().anyMatch(one -> one.mode() == Mode.DISTRIBUTED)) {
      ways.put("distributed", Set.of(Mode.DISTRIBUTED));
    }
    List<List<Served>> all = new ArrayList<>();
    ways.forEach(
        (name, modes) -> {
          List<Served> served = Served.trace(times, trace, deadlineMs, modes);
          Reliability one = Reliability.of(served);
          reliability.put(name, json(one));
          line(
              "  %-12s %5.1f %% in time, mean accuracy of these %.1f",
              name, 100 * one.share(), one.meanAccuracy());
          all.add(served);
        });
    json.put("reliability", reliability);
    return all;
  }

  /** What was chosen at each recorded rate, and what became of the requests of its time. */
  private List<Map<String, Object>> intervals(
      RateTrace trace, List<Served> served, double nominalMbitPerSecond) {
    int[] of = trace.intervalsOf(served.size());
    List<Map<String, Object>> told = new ArrayList<>();
    line("  %10s %8s %8s %8s  %s", "from s", "Mbit/s", "requests", "in time", "chosen there");
    int request = 0;
    for (int i = 0; i < trace.intervals().size(); i++) {
      int first = request;
      while (request < of.length && of[request] == i) {
        request++;
      }
      RateTrace.Interval interval = trace.intervals().get(i);
      double factor = interval.mbitPerSecond() / nominalMbitPerSecond;
      Choice there = ModelSelection.choose(times.at(factor), deadlineMs);
      told.add(interval(interval, there, served.subList(first, request)));
      if (i < SHOWN_INTERVALS) {
        show(interval, there.candidate(), served.subList(first, request));
      }
    }
    if (told.size() > SHOWN_INTERVALS) {
      line("  … and %d more rows: --json tells them all", told.size() - SHOWN_INTERVALS);
    }
    return told;
  }

  private Map<String, Object> interval(
      RateTrace.Interval interval, Choice there, List<Served> served) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("startSeconds", interval.startSeconds());
    one.put("endSeconds", interval.endSeconds());
    one.put("mbitPerSecond", interval.mbitPerSecond());
    one.put("chosen", json(there.candidate()));
    one.put("requests", served.size());
    one.put("share", served.isEmpty() ? null : Reliability.of(served).share());
    one.put("meanAccuracy", served.isEmpty() ? null : Reliability.of(served).meanAccuracy());
    return one;
  }

  private void show(RateTrace.Interval interval, Candidate there, List<Served> served) {
    String share =
        served.isEmpty()
            ? "–"
            : String.format(Locale.ROOT, "%.0f %%", 100 * Reliability.of(served).share());
    line(
        "  %10.1f %8.1f %8d %8s  %s, %s, %s",
        interval.startSeconds(),
        interval.mbitPerSecond(),
        served.size(),
        share,
        there.model(),
        there.mode().words(),
        ms(there.latencyMs()));
  }

  private Map<String, Object> json(Choice one) {
    Map<String, Object> told = json(one.candidate());
    told.put("why", one.why());
    return told;
  }

  private Map<String, Object> json(Candidate candidate) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("model", candidate.model());
    told.put("accuracy", candidate.accuracy());
    told.put("mode", candidate.mode().words());
    told.put("latencyMs", candidate.latencyMs());
    told.put("inTime", candidate.latencyMs() <= deadlineMs);
    return told;
  }

  private static Map<String, Object> json(Reliability one) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("share", one.share());
    told.put("meanAccuracy", one.meanAccuracy());
    told.put("chosen", one.chosen());
    return told;
  }

  private static String ms(double value) {
    return String.format(Locale.ROOT, "%.1f ms", value);
  }

  private void line(String pattern, Object... values) {
    text.append(String.format(Locale.ROOT, pattern, values)).append(System.lineSeparator());
  }
}
