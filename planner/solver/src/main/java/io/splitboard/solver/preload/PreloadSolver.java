package io.splitboard.solver.preload;

import com.google.ortools.sat.CpSolverStatus;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.engine.NativeLibrary;
import io.splitboard.solver.engine.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Solves the program with CP-SAT, beginning at the best of simple assignments. Value and times of
 * the answer are exact for the given costs; the bound is exact to the rounding of times to ticks, a
 * relative 1e-7 for each layer and tensor on the longest way.
 */
public final class PreloadSolver {

  private PreloadSolver() {}

  /**
   * Looks for the best assignment until it is proved, the time is over or nobody wants it any more.
   *
   * @throws UserException if no assignment fits memory, ways and permissions, or none was found in
   *     time
   * @throws CancellationException if cancelled before anything was found
   */
  public static PreloadSolution solve(
      PreloadQuestion question, PreloadListener listener, Progress progress) {
    NativeLibrary.load();
    return new Run(question, listener, progress).solve();
  }

  /** One call. Its fields are touched by the solver's callbacks, which come one at a time. */
  private static final class Run {

    private final PreloadQuestion question;
    private final PreloadListener listener;
    private final Progress progress;
    private final long startedNanos = System.nanoTime();
    private double value = Double.POSITIVE_INFINITY;
    private double bound;

    Run(PreloadQuestion question, PreloadListener listener, Progress progress) {
      this.question = question;
      this.listener = listener;
      this.progress = progress;
    }

    PreloadSolution solve() {
      progress.report("Looking for a first assignment", -1);
      Schedule first = SimpleAssignments.best(question, progress);
      if (first != null) {
        improve(first.deviceOf(layers()), first.value(question.goal()), 0);
      }
      progress.report("Searching for the best assignment", -1);
      PreloadModel program = program(first);
      Search search = new Search(program.model(), remaining());
      CpSolverStatus status =
          search.run(
              (values, objective, best) ->
                  improve(
                      program.deviceOf(values), scaled(program, objective), scaled(program, best)),
              best -> improve(null, Double.POSITIVE_INFINITY, scaled(program, best)),
              progress);
      return conclude(status, program, search, first);
    }

    private int layers() {
      return question.instance().layers().size();
    }

    private SolveLimits remaining() {
      double left = Math.max(0.1, question.limits().timeLimitSeconds() - seconds());
      return new SolveLimits(left, question.limits().threads(), question.limits().gap());
    }

    private PreloadModel program(Schedule first) {
      double typical = first == null ? longestMs() : first.latencyMs();
      TickScale ticks = TickScale.around(typical);
      boolean bounded = first != null && question.goal() == Goal.LATENCY;
      long roundings = 4L * (layers() + question.instance().tensors().size());
      long horizon = ticks.of(bounded ? typical : Math.max(typical, longestMs())) + roundings;
      PreloadModel program = new PreloadModel(question.instance(), question.mode(), ticks, horizon);
      if (question.mostDevices() < question.instance().devices().size()) {
        program.limitDevices(question.mostDevices());
      }
      if (question.goal() == Goal.LATENCY) {
        program.minimizeLatency();
      } else {
        program.minimizeEnergy();
      }
      if (first != null) {
        program.hint(first);
      }
      return program;
    }

    /** Everything one after another, each at its slowest. */
    private double longestMs() {
      double sum = 0;
      for (PreloadInstance.Layer layer : question.instance().layers()) {
        double slowest = 0;
        for (int device : layer.allowed()) {
          slowest = Math.max(slowest, layer.computeMs().get(device) + layer.loadMs().get(device));
        }
        sum += slowest;
      }
      for (PreloadInstance.Bundle bundle : question.instance().bundles()) {
        sum += bundle.computeMs() + bundle.loadMs();
      }
      for (PreloadInstance.Tensor tensor : question.instance().tensors()) {
        double slowest =
            tensor.ways().stream()
                .flatMap(List::stream)
                .filter(PreloadInstance.Way::exists)
                .mapToDouble(PreloadInstance.Way::transferMs)
                .max()
                .orElse(0);
        sum += slowest * (tensor.readers().size() + 1);
      }
      return sum;
    }

    private double scaled(PreloadModel program, double objective) {
      return question.goal() == Goal.LATENCY
          ? program.ticks().ms(objective)
          : program.ticks().joule(objective);
    }

    private synchronized void improve(int[] deviceOf, double newValue, double newBound) {
      boolean better = newValue < value;
      boolean tighter = newBound > bound;
      value = Math.min(value, newValue);
      bound = Math.max(bound, newBound);
      if (better || tighter) {
        listener.improved(better ? deviceOf : null, value, Math.min(bound, value), seconds());
      }
    }

    private PreloadSolution conclude(
        CpSolverStatus status, PreloadModel program, Search search, Schedule first) {
      if (status == CpSolverStatus.MODEL_INVALID) {
        throw new IllegalStateException("the program is not valid");
      }
      Schedule best = first;
      if (status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE) {
        Schedule found = schedule(program, search);
        if (best == null || found.value(question.goal()) < best.value(question.goal())) {
          best = found;
        }
      }
      if (best == null) {
        throw nothing(status);
      }
      boolean proved = status == CpSolverStatus.OPTIMAL;
      double exact = best.value(question.goal());
      double known = Math.max(bound, scaled(program, search.bound()));
      return new PreloadSolution(
          best,
          exact,
          proved && question.limits().gap() == 0 ? exact : Math.min(exact, known),
          proved ? Solution.Status.OPTIMAL : Solution.Status.FEASIBLE,
          seconds());
    }

    /** The solver's assignment, in its order, with exact times. */
    private Schedule schedule(PreloadModel program, Search search) {
      List<Unit> chosen = new ArrayList<>();
      for (int u = 0; u < program.units().size(); u++) {
        if (search.value(program.present(u))) {
          chosen.add(program.units().get(u));
        }
      }
      Timetable.Order order =
          new Timetable.Order() {
            @Override
            public long of(Unit unit) {
              return 2 * search.value(program.start(unit.first()));
            }

            @Override
            public long of(int tensor, int producer, int to) {
              var start = program.sendings().start(tensor, to);
              return start == null ? 0 : 2 * search.value(start) - 1;
            }
          };
      return Timetable.of(question.instance(), question.mode(), chosen, order);
    }

    private RuntimeException nothing(CpSolverStatus status) {
      if (status == CpSolverStatus.INFEASIBLE) {
        return new UserException(
            "No assignment keeps the memory of the devices, the links and the constraints: allow more memory or devices, add a link, or remove pins and exclusions.");
      }
      if (progress.cancelled()) {
        return new CancellationException("cancelled");
      }
      return new UserException(
          "No assignment was found within %.0f s: allow more time or memory."
              .formatted(question.limits().timeLimitSeconds()));
    }

    private double seconds() {
      return (System.nanoTime() - startedNanos) / 1e9;
    }
  }
}
