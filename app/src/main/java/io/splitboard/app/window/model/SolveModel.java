package io.splitboard.app.window.model;

import io.splitboard.app.service.solving.Found;
import io.splitboard.app.service.solving.MethodChoice;
import io.splitboard.app.window.task.BackgroundTask;
import io.splitboard.app.window.task.RunningTask;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.core.Progress;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** One solver run at a time: its progress, what it proposes, and what becomes of the proposal. */
public final class SolveModel {
  /** Blocking calls of the solver. */
  public interface Search {
    /** Solves; the listener may be called from any thread. */
    Found solve(Design design, MethodChoice choice, SolveListener listener, Progress progress);

    /** What a design becomes when this is taken over: it may keep some of its own. */
    Design accepted(Design design, MethodChoice choice, Partition proposed);

    /** What to say about a solution beside its figures; may be empty. */
    String verdict(Design design, Found found, Progress progress);
  }

  private record Answered(Solution solution, Partition accepted, String advice) {}

  /** Where the run is. */
  public enum State {
    /** Nothing was asked for, or the proposal was answered. */
    IDLE,
    /** The solver works; it may have a proposal already. */
    RUNNING,
    /** There is a proposal to accept or reject. */
    PROPOSED,
    /** It ended without a proposal. */
    FAILED
  }

  /**
   * One step of the search.
   *
   * @param seconds since the start
   * @param value best value so far, in the objective's unit; infinite before the first
   * @param bound nothing can be better
   */
  public record Step(double seconds, double value, double bound) {}

  private final Search search;
  private final TaskRunner runner;
  private final ObservableList<Step> steps = FXCollections.observableArrayList();
  // Kept, because a view that nobody holds stops telling its listeners.
  private final ObservableList<Step> shownSteps = FXCollections.unmodifiableObservableList(steps);
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.IDLE);
  private final ReadOnlyObjectWrapper<Partition> proposal = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper ending = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper advice = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private RunningTask running;
  private Objective objective = Objective.LATENCY;

  /**
   * Makes a model.
   *
   * @param source the device where requests begin
   */
  public SolveModel(Search search, String source, TaskRunner runner) {
    this.search = search;
    this.runner = runner;
    proposal.addListener(
        (value, before, now) -> summary.set(now == null ? "" : ProposalText.of(now, source)));
  }

  /** Where the run is. */
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** The best partition so far; null where there is none to answer. */
  public ReadOnlyObjectProperty<Partition> proposalProperty() {
    return proposal.getReadOnlyProperty();
  }

  /** One line: where the search is, or how it ended. */
  public ReadOnlyStringProperty statusProperty() {
    return status.getReadOnlyProperty();
  }

  /** How the search ended, as short as a chart needs it. */
  public ReadOnlyStringProperty endingProperty() {
    return ending.getReadOnlyProperty();
  }

  /** A sentence about the proposal, such as that one device alone is best; may be empty. */
  public ReadOnlyStringProperty adviceProperty() {
    return advice.getReadOnlyProperty();
  }

  /** Which devices of the proposal take turns, and which links pack; may be empty. */
  public ReadOnlyStringProperty summaryProperty() {
    return summary.getReadOnlyProperty();
  }

  /** Why the search ended without a proposal; empty if it did not. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Incumbents and bounds in the order of their times. */
  public ObservableList<Step> steps() {
    return shownSteps;
  }

  /** Starts the solver; a run under way is cancelled first. */
  public void start(Design design, MethodChoice choice) {
    cancel();
    objective = design.objective();
    steps.clear();
    proposal.set(null);
    advice.set("");
    problem.set("");
    status.set("searching…");
    state.set(State.RUNNING);
    RunningTask[] own = new RunningTask[1];
    own[0] =
        BackgroundTask.of("Solving", progress -> answered(design, choice, progress))
            .onSuccess(this::solved)
            .onFailure(this::failed)
            .onCancelled(this::cancelled)
            .start(runner);
    running = own[0];
  }

  private Answered answered(Design design, MethodChoice choice, Progress progress) {
    Found found =
        search.solve(
            design,
            choice,
            (partition, value, bound, seconds) -> {
              Partition taken = partition == null ? null : accepted(design, choice, partition);
              runner.window().execute(() -> improved(taken, value, bound, seconds));
            },
            progress);
    Partition taken = accepted(design, choice, found.solution().partition());
    return new Answered(found.solution(), taken, search.verdict(design, found, progress));
  }

  private Partition accepted(Design design, MethodChoice choice, Partition proposed) {
    return search.accepted(design, choice, proposed).partition();
  }

  /** Stops the search; the best partition so far stays as a proposal. */
  public void cancel() {
    if (running != null) {
      running.cancel();
      running = null;
    }
  }

  /** Hands the proposal out and ends. Null where there is none. */
  public Partition accept() {
    Partition accepted = proposal.get();
    answer();
    return accepted;
  }

  /** Drops the proposal. */
  public void reject() {
    answer();
  }

  /** Forgets everything, because another question than the last one is shown. */
  public void forget() {
    answer();
    steps.clear();
    problem.set("");
    status.set("");
    ending.set("");
  }

  private void answer() {
    cancel();
    proposal.set(null);
    advice.set("");
    state.set(State.IDLE);
  }

  private void improved(Partition partition, double value, double bound, double seconds) {
    if (state.get() != State.RUNNING) {
      return;
    }
    steps.add(new Step(seconds, value, bound));
    if (partition != null) {
      proposal.set(partition);
    }
    status.set(gap(value, bound) + " · " + seconds(seconds));
  }

  private void solved(Answered answered) {
    Solution solution = answered.solution();
    if (state.get() != State.RUNNING) {
      return;
    }
    steps.add(new Step(solution.seconds(), solution.value(), solution.bound()));
    proposal.set(answered.accepted());
    boolean optimal = solution.status() == Solution.Status.OPTIMAL;
    String quality = optimal ? "proved optimal" : gap(solution.value(), solution.bound());
    status.set(quality + " · " + seconds(solution.seconds()));
    String proof = optimal ? "proved optimal" : "heuristic, gap " + Units.percent(solution.gap());
    ending.set(proof + " · " + seconds(solution.seconds()));
    advice.set(answered.advice());
    state.set(State.PROPOSED);
  }

  private void failed(String sentence) {
    status.set(sentence);
    problem.set(sentence);
    proposal.set(null);
    state.set(State.FAILED);
  }

  private void cancelled() {
    if (state.get() == State.RUNNING) {
      ending.set("stopped");
      status.set(proposal.get() == null ? "stopped before a first cut" : "stopped · best so far");
      state.set(proposal.get() == null ? State.IDLE : State.PROPOSED);
    }
  }

  /** What the values of all steps are of. */
  public Objective objective() {
    return objective;
  }

  private String gap(double value, double bound) {
    if (!Double.isFinite(value)) {
      return "bound " + Units.value(objective, bound);
    }
    double gap = value <= 0 ? 0 : (value - bound) / value;
    return Units.value(objective, value) + ", gap " + Units.percent(gap);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
