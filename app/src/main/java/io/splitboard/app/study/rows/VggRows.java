package io.splitboard.app.study.rows;

import io.splitboard.app.study.FigureKind;
import io.splitboard.app.study.StudyFigure;
import io.splitboard.core.Progress;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Range;
import io.splitboard.core.program.Program;
import io.splitboard.solver.rows.halp.BestShare;
import io.splitboard.solver.rows.halp.Chain;
import io.splitboard.solver.rows.halp.HostShare;
import io.splitboard.solver.rows.halp.Machine;
import io.splitboard.solver.rows.halp.Role;
import io.splitboard.solver.rows.halp.Schedule;
import io.splitboard.solver.rows.halp.Setting;
import io.splitboard.solver.rows.halp.Timeline;
import io.splitboard.solver.rows.halp.Timeline.Carries;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** VGG-16 on a host and two secondaries: everything that is computed about it. */
final class VggRows {

  static final int[] SPEEDS = {4, 7, 10, 20, 28};
  static final int[] RATES = {939, 108, 55};
  static final int PLAIN_SPEED = 10;
  static final int PLAIN_RATE = 939;

  private static final int[] SWEEP = {20, 30, 40, 55, 80, 108, 200, 400, 939};
  private static final double DELAY_MS = 0.2;
  private static final double GIGABYTES_PER_SECOND = 4;
  private static final HostShare THIRD = HostShare.of(1.0 / 3);
  private static final int LEAST_PERCENT = 20;
  private static final int MOST_PERCENT = 60;

  private final Network network;
  private final Chain chain;
  private final Known known;
  private final List<StudyFigure> figures = new ArrayList<>();

  VggRows(Network network, Known known) {
    this.network = network;
    this.chain = Chain.of(network);
    this.known = known;
  }

  /** A cell of the table: gains over one device, and the host's share of the better one. */
  record Cell(int speed, int rate, double aloneMs, double strict, double best, double share) {}

  /** Gains at a link rate, in the published order and in Splitboard's own. */
  record SweepPoint(int rate, double strict, double best, double ownBest) {}

  Chain chain() {
    return chain;
  }

  List<StudyFigure> figures() {
    return List.copyOf(figures);
  }

  private static Machine machine(int speed) {
    return Machine.of(speed, 0, GIGABYTES_PER_SECOND);
  }

  private static Setting setting(int speed, int rate) {
    return Setting.equal(machine(speed), rate, DELAY_MS);
  }

  private OwnOrder own(int rate) {
    return new OwnOrder(network, PLAIN_SPEED, GIGABYTES_PER_SECOND, rate, DELAY_MS);
  }

  /** Rows of the host for every height that comes up, the image's first. */
  List<List<Long>> rowTable() {
    Set<Long> heights = new LinkedHashSet<>();
    chain.stages().forEach(stage -> heights.add(stage.inputHeight()));
    chain.stages().forEach(stage -> heights.add(stage.height()));
    List<List<Long>> rows = new ArrayList<>();
    for (long height : heights) {
      Range host = THIRD.rows(Role.HOST, height);
      rows.add(List.of(height, host.from(), host.to()));
      String id = "vgg16.rows.third.height" + height;
      add(id + ".from", host.from(), "", FigureKind.EXACT);
      add(id + ".to", host.to(), "", FigureKind.EXACT);
    }
    return rows;
  }

  /** The timeline of a third in the published order. */
  Timeline third() {
    Timeline timeline = Schedule.of(chain, setting(PLAIN_SPEED, PLAIN_RATE), THIRD).orElseThrow();
    add("vgg16.rows.third.haloBytes", timeline.bytes(Carries.HALO), "B", FigureKind.EXACT);
    add("vgg16.rows.third.totalBytes", timeline.bytes(), "B", FigureKind.EXACT);
    add("vgg16.rows.third.ms", timeline.latencyMs(), "ms", FigureKind.RECONSTRUCTION);
    double gain = chain.aloneMs(machine(PLAIN_SPEED)) / timeline.latencyMs();
    add("vgg16.rows.third.gain", gain, "×", FigureKind.RECONSTRUCTION);
    return timeline;
  }

  /** The same rows as Splitboard runs them. */
  OwnRun ownThird() {
    OwnOrder own = own(PLAIN_RATE);
    Program program = own.program(THIRD);
    OwnRun run = new OwnRun(program, own.trace(program));
    add("vgg16.own.third.bytes", program.transferBytes(), "B", FigureKind.EXACT);
    add("vgg16.own.third.ms", run.latencyMs(), "ms", FigureKind.SIMULATED);
    return run;
  }

  /** The table over devices and rates. */
  List<Cell> table(Progress progress) {
    List<Cell> cells = new ArrayList<>();
    for (int speed : SPEEDS) {
      double alone = chain.aloneMs(machine(speed));
      add("vgg16.c" + speed + ".alone.ms", alone, "ms", FigureKind.RECONSTRUCTION);
      for (int rate : RATES) {
        progress.check();
        Setting setting = setting(speed, rate);
        double strict =
            alone / Schedule.of(chain, setting, HostShare.STRICT).orElseThrow().latencyMs();
        BestShare best = BestShare.of(chain, setting).orElseThrow();
        double gain = alone / best.timeline().latencyMs();
        double share = best.share().hostShare();
        cells.add(new Cell(speed, rate, alone, strict, gain, share));
        String id = "vgg16.c" + speed + ".r" + rate;
        add(id + ".strict.gain", strict, "×", FigureKind.RECONSTRUCTION);
        add(id + ".best.gain", gain, "×", FigureKind.RECONSTRUCTION);
        add(id + ".best.share", share, "", FigureKind.RECONSTRUCTION);
      }
    }
    return cells;
  }

  /** Gains over link rates on the plain devices. */
  List<SweepPoint> sweep(Progress progress) {
    double alone = chain.aloneMs(machine(PLAIN_SPEED));
    List<SweepPoint> points = new ArrayList<>();
    for (int rate : SWEEP) {
      progress.check();
      Setting setting = setting(PLAIN_SPEED, rate);
      double strict =
          alone / Schedule.of(chain, setting, HostShare.STRICT).orElseThrow().latencyMs();
      double best = alone / BestShare.of(chain, setting).orElseThrow().timeline().latencyMs();
      double own = alone / ownBestMs(own(rate));
      points.add(new SweepPoint(rate, strict, best, own));
      add("vgg16.own.r" + rate + ".best.gain", own, "×", FigureKind.SIMULATED);
    }
    return points;
  }

  private static double ownBestMs(OwnOrder own) {
    double best = Double.POSITIVE_INFINITY;
    for (int percent = LEAST_PERCENT; percent <= MOST_PERCENT; percent++) {
      best = Math.min(best, own.latencyMs(HostShare.of(percent / 100.0)));
    }
    return best;
  }

  private void add(String id, double value, String unit, FigureKind kind) {
    figures.add(known.figure(id, value, unit, kind));
  }
}
