package io.splitboard.app.study.rows;

import io.splitboard.app.study.FigureKind;
import io.splitboard.app.study.StudyFigure;
import io.splitboard.core.Progress;
import io.splitboard.solver.rows.halp.Machine;
import io.splitboard.solver.rows.halp.Setting;
import io.splitboard.solver.selection.Candidate;
import io.splitboard.solver.selection.HalpTimes;
import io.splitboard.solver.selection.LinkTrace;
import io.splitboard.solver.selection.Mode;
import io.splitboard.solver.selection.ModelSelection;
import io.splitboard.solver.selection.ModelSelection.Choice;
import io.splitboard.solver.selection.Reliability;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Choosing a MobileNet under a deadline: everything that is computed about it. */
final class Selecting {

  static final int WIRED = 939;
  static final int WIRELESS = 108;

  /** Smallest and largest link rate of the walk, over the wired one. */
  static final double LEAST = 0.05;

  static final double MOST = 1.2;

  static final int REQUESTS = 2000;

  private static final double[] SHOWN_DEADLINES = {5, 10, 15, 20, 25, 30, 40, 50, 60, 80};
  private static final double[] SERVED_DEADLINES = {
    5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 25, 28, 32, 36, 40, 50, 60, 80
  };
  private static final double GMAC_PER_SECOND = 7.6;
  private static final double OVERHEAD_MS = 0.1;
  private static final double GIGABYTES_PER_SECOND = 4;
  private static final double DELAY_MS = 0.2;
  private static final long SEED = 2022;

  private final List<HalpTimes.Member> family;
  private final Known known;
  private final HalpTimes wired;
  private final List<StudyFigure> figures = new ArrayList<>();

  Selecting(List<HalpTimes.Member> family, Known known) {
    this.family = family;
    this.known = known;
    this.wired = times(WIRED);
  }

  /** Times of a model in both modes, ms. */
  record Row(String model, double accuracy, double aloneMs, double bestMs) {}

  /** What each mode alone and both together choose. */
  record Chosen(double deadlineMs, Choice alone, Choice distributed, Choice both) {}

  /** How a service with each choice of modes keeps a deadline. */
  record Served(double deadlineMs, Reliability alone, Reliability distributed, Reliability both) {}

  List<StudyFigure> figures() {
    return List.copyOf(figures);
  }

  private HalpTimes times(int mbitPerSecond) {
    Machine machine = Machine.of(GMAC_PER_SECOND, OVERHEAD_MS, GIGABYTES_PER_SECOND);
    return new HalpTimes(family, Setting.equal(machine, mbitPerSecond, DELAY_MS));
  }

  /** All models over the wired links. */
  List<Row> table() {
    List<Row> rows = new ArrayList<>();
    List<Candidate> candidates = wired.at(1);
    for (HalpTimes.Member member : family) {
      Row row = row(member, candidates);
      rows.add(row);
      String[] name = member.model().split("-");
      String id = "mobilenet.w" + name[0] + ".r" + name[1];
      add(id + ".alone.ms", row.aloneMs(), "ms", FigureKind.RECONSTRUCTION);
      add(id + ".best.ms", row.bestMs(), "ms", FigureKind.RECONSTRUCTION);
    }
    List<Candidate> wireless = times(WIRELESS).at(1);
    long lose =
        family.stream()
            .map(member -> row(member, wireless))
            .filter(row -> row.bestMs() > row.aloneMs())
            .count();
    add("mobilenet.r" + WIRELESS + ".losing", lose, "models", FigureKind.RECONSTRUCTION);
    return rows;
  }

  private static Row row(HalpTimes.Member member, List<Candidate> candidates) {
    return new Row(
        member.model(),
        member.accuracy(),
        ms(candidates, member.model(), Mode.STAND_ALONE),
        ms(candidates, member.model(), Mode.DISTRIBUTED));
  }

  private static double ms(List<Candidate> candidates, String model, Mode mode) {
    return candidates.stream()
        .filter(one -> one.model().equals(model) && one.mode() == mode)
        .mapToDouble(Candidate::latencyMs)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** What is chosen under several deadlines over links of a rate. */
  List<Chosen> chosen(int mbitPerSecond) {
    HalpTimes times = mbitPerSecond == WIRED ? wired : times(mbitPerSecond);
    List<Candidate> candidates = times.at(1);
    List<Chosen> rows = new ArrayList<>();
    for (double deadlineMs : SHOWN_DEADLINES) {
      Chosen one =
          new Chosen(
              deadlineMs,
              ModelSelection.choose(candidates, Mode.STAND_ALONE, deadlineMs).orElseThrow(),
              ModelSelection.choose(candidates, Mode.DISTRIBUTED, deadlineMs).orElseThrow(),
              ModelSelection.choose(candidates, deadlineMs));
      rows.add(one);
      if (mbitPerSecond == WIRED) {
        String id = "selection.d" + (int) deadlineMs;
        addAccuracy(id + ".standAlone.accuracy", one.alone());
        addAccuracy(id + ".distributed.accuracy", one.distributed());
        addAccuracy(id + ".both.accuracy", one.both());
      }
    }
    return rows;
  }

  private void addAccuracy(String id, Choice choice) {
    if (choice.inTime()) {
      add(id, choice.candidate().accuracy(), "%", FigureKind.RECONSTRUCTION);
    }
  }

  /** Service over a link that varies. */
  List<Served> served(Progress progress) {
    LinkTrace trace = LinkTrace.walk(REQUESTS, LEAST, MOST, SEED);
    List<Served> rows = new ArrayList<>();
    for (double deadlineMs : SERVED_DEADLINES) {
      progress.check();
      progress.report("Serving requests", (double) rows.size() / SERVED_DEADLINES.length);
      Served one =
          new Served(
              deadlineMs,
              Reliability.of(wired, trace, deadlineMs, Set.of(Mode.STAND_ALONE)),
              Reliability.of(wired, trace, deadlineMs, Set.of(Mode.DISTRIBUTED)),
              Reliability.of(wired, trace, deadlineMs, EnumSet.allOf(Mode.class)));
      rows.add(one);
      String id = "reliability.d" + (int) deadlineMs;
      add(id + ".standAlone", one.alone().share(), "", FigureKind.SIMULATED);
      add(id + ".distributed", one.distributed().share(), "", FigureKind.SIMULATED);
      add(id + ".both", one.both().share(), "", FigureKind.SIMULATED);
    }
    return rows;
  }

  private void add(String id, double value, String unit, FigureKind kind) {
    figures.add(known.figure(id, value, unit, kind));
  }
}
