package io.splitboard.solver.engine;

import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverSolutionCallback;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.Literal;
import com.google.ortools.sat.SatParameters;
import io.splitboard.core.Progress;
import io.splitboard.solver.SolveLimits;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;

/** One run of CP-SAT that can be watched and stopped. */
public final class Search {

  private static final long POLL_MS = 50;

  private final CpModel model;
  private final SolveLimits limits;
  private final CpSolver solver = new CpSolver();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /** Hears of solutions as they are found, from a thread of the solver's. */
  public interface SolutionListener {

    /** A solution, its objective and the best bound at that time. */
    void found(Predicate<Literal> values, double objective, double bound);
  }

  /** Makes a run; the native library must be loaded. */
  public Search(CpModel model, SolveLimits limits) {
    this.model = model;
    this.limits = limits;
  }

  /**
   * Runs to the end, the time limit, or until cancelled. What a listener throws ends the run and is
   * thrown here.
   */
  public CpSolverStatus run(SolutionListener solutions, DoubleConsumer bounds, Progress progress) {
    SatParameters.Builder parameters = solver.getParameters();
    parameters.setMaxTimeInSeconds(limits.timeLimitSeconds());
    parameters.setNumWorkers(limits.threads());
    parameters.setRelativeGapLimit(limits.gap());
    parameters.setLinearizationLevel(2);
    // It would put the system's handler in place of ours, and aborts when another thread is told.
    parameters.setCatchSigintSignal(false);
    // Bounds come by way of the log: the binding's own callback for them calls through a reference
    // that is no longer valid (JNI's checks end the process, and without them it crashes at times).
    parameters.setLogSearchProgress(true);
    parameters.setLogToStdout(false);
    solver.setLogCallback(callback(bounds));
    ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "solver-cancellation");
              thread.setDaemon(true);
              return thread;
            });
    try {
      watch.scheduleWithFixedDelay(
          () -> stopIfCancelled(progress), POLL_MS, POLL_MS, TimeUnit.MILLISECONDS);
      CpSolverStatus status = solver.solve(model, callback(solutions));
      if (failure.get() != null) {
        throw failure.get();
      }
      return status;
    } finally {
      watch.shutdownNow();
    }
  }

  private Consumer<String> callback(DoubleConsumer bounds) {
    return line -> guarded(() -> BoundLine.read(line).ifPresent(bounds));
  }

  private CpSolverSolutionCallback callback(SolutionListener solutions) {
    return new CpSolverSolutionCallback() {
      @Override
      public void onSolutionCallback() {
        guarded(() -> solutions.found(this::booleanValue, objectiveValue(), bestObjectiveBound()));
      }
    };
  }

  private void stopIfCancelled(Progress progress) {
    if (progress.cancelled() || failure.get() != null) {
      solver.stopSearch();
    }
  }

  /** Exceptions must not go through native frames. */
  private void guarded(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  /** The value of a variable in the best solution, once {@link #run} has ended with one. */
  public long value(IntVar variable) {
    return solver.value(variable);
  }

  /** The value of a literal in the best solution, once {@link #run} has ended with one. */
  public boolean value(Literal literal) {
    return solver.booleanValue(literal);
  }

  /** The best bound at the end. */
  public double bound() {
    return solver.bestObjectiveBound();
  }
}
