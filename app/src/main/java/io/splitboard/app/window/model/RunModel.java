package io.splitboard.app.window.model;

import io.splitboard.app.service.LiveDeployment;
import io.splitboard.app.service.RunAgreement;
import io.splitboard.app.service.RunOutcome;
import io.splitboard.app.window.task.BackgroundTask;
import io.splitboard.app.window.task.RunningTask;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Experiment;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** One deployment and its runs: from the button to measured figures and back to nothing. */
public final class RunModel {
  /** Where it is. */
  public enum State {
    /** Nothing is deployed. */
    NONE,
    /** A design is on its way to the devices. */
    DEPLOYING,
    /** A design is live and waits for requests. */
    READY,
    /** Requests run. */
    RUNNING,
    /** The agents are being ended. */
    STOPPING
  }

  private final RunServices services;
  private final TaskRunner runner;
  private final LiveResults results = new LiveResults();
  private final Map<String, DeviceProgress> progress = new LinkedHashMap<>();
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NONE);
  private final ReadOnlyObjectWrapper<LiveDeployment> live = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<RunOutcome> outcome = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Map<String, DeviceProgress>> devices =
      new ReadOnlyObjectWrapper<>(Map.of());
  private final ReadOnlyStringWrapper step = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
  private final ObjectProperty<RunSettings> settings =
      new SimpleObjectProperty<>(RunSettings.initial());
  private volatile List<String> labels = List.of();
  private RunningTask running;
  private Runnable afterRun = () -> {};

  /** Makes a model with nothing deployed. */
  public RunModel(RunServices services, TaskRunner runner) {
    this.services = services;
    this.runner = runner;
  }

  /** Where it is. */
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** What is live; null while nothing is. */
  public ReadOnlyObjectProperty<LiveDeployment> liveProperty() {
    return live.getReadOnlyProperty();
  }

  /** The last run that ended; null before the first and while another one runs. */
  public ReadOnlyObjectProperty<RunOutcome> outcomeProperty() {
    return outcome.getReadOnlyProperty();
  }

  /** What was measured so far in this run; changes with {@link #tick}. */
  public ReadOnlyObjectProperty<LiveStatistics.Snapshot> snapshotProperty() {
    return results.snapshotProperty();
  }

  /** Outputs of the latest request, by tensor name; changes with {@link #tick}. */
  public ReadOnlyObjectProperty<Map<String, TensorData>> outputsProperty() {
    return results.outputsProperty();
  }

  /** How the results so far compare with the whole network's; changes with {@link #tick}. */
  public ReadOnlyObjectProperty<RunAgreement> agreementProperty() {
    return results.agreementProperty();
  }

  /** Names of the classes, in order; may be empty. */
  public List<String> labels() {
    return labels;
  }

  /** How far the deployment is on each device, by id. */
  public ReadOnlyObjectProperty<Map<String, DeviceProgress>> devicesProperty() {
    return devices.getReadOnlyProperty();
  }

  /** What is being done, in a few words. */
  public ReadOnlyStringProperty stepProperty() {
    return step.getReadOnlyProperty();
  }

  /** What went wrong; empty if nothing did. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** How the last deployment went. */
  public ReadOnlyStringProperty summaryProperty() {
    return summary.getReadOnlyProperty();
  }

  /** What the next run feeds in. */
  public ObjectProperty<RunSettings> settingsProperty() {
    return settings;
  }

  /** Whether this very design is live. */
  public boolean shows(Design design) {
    LiveDeployment deployed = live.get();
    return deployed != null && deployed.design().partition().equals(design.partition());
  }

  /** Puts a design on its devices, then starts a run. What is live is replaced. */
  public void deploy(Design design) {
    problem.set("");
    outcome.set(null);
    results.clear();
    progress.clear();
    devices.set(Map.of());
    live.set(null);
    state.set(State.DEPLOYING);
    long started = System.nanoTime();
    running =
        BackgroundTask.of(
                "Deploying " + design.name(),
                task -> services.deploy(design, settings.get().optimize(), this::device, task))
            .onProgress((text, fraction) -> step.set(text))
            .onSuccess(deployed -> deployed(deployed, (System.nanoTime() - started) / 1e9))
            .onFailure(this::deployFailed)
            .onCancelled(() -> deployFailed("The deployment was stopped."))
            .start(runner);
  }

  /** Runs requests on what is live. */
  public void run() {
    if (state.get() != State.READY) {
      return;
    }
    LiveDeployment deployed = live.get();
    RunSettings asked = settings.get();
    problem.set("");
    outcome.set(null);
    results.clear();
    state.set(State.RUNNING);
    running =
        BackgroundTask.of(
                "Running " + deployed.design().name(),
                task -> {
                  labels = asked.readLabels();
                  return services.run(
                      deployed, asked.source(), asked.requestsOrMany(), results, task);
                })
            .endingItself()
            .onProgress((text, fraction) -> step.set(text))
            .onSuccess(this::ran)
            .onFailure(this::runFailed)
            .onCancelled(() -> state.set(State.READY))
            .onFinished(this::runEnded)
            .start(runner);
  }

  /** Ends the run that goes on; what is live stays live. */
  public void endRun() {
    if (state.get() == State.RUNNING) {
      step.set("Waiting for the last results");
      running.cancel();
    }
  }

  /** Ends the run and the agents. */
  public void stop() {
    switch (state.get()) {
      case DEPLOYING -> running.cancel();
      case RUNNING -> {
        afterRun = this::stopAgents;
        endRun();
      }
      case READY -> stopAgents();
      default -> {
        // Nothing is live, or it is being ended already.
      }
    }
  }

  /** Saves the last run; a run that goes on is ended first. */
  public void record(String name, Consumer<Experiment> saved) {
    if (state.get() == State.RUNNING) {
      afterRun = () -> record(name, saved);
      endRun();
      return;
    }
    RunOutcome finished = outcome.get();
    if (finished != null) {
      BackgroundTask.of("Saving " + name, task -> services.save(name, finished))
          .onSuccess(saved)
          .onFailure(problem::set)
          .start(runner);
    }
  }

  /** Takes over what was measured since the last call; to be called about ten times per second. */
  public void tick() {
    if (state.get() == State.RUNNING) {
      results.show();
    }
  }

  /** Ends everything on the calling thread, for closing. */
  public void close() {
    if (running != null) {
      running.cancel();
    }
    services.stop();
  }

  private void device(String device, Step deviceStep, double fraction, String text) {
    runner
        .window()
        .execute(
            () -> {
              progress.put(device, new DeviceProgress(deviceStep, fraction, text));
              devices.set(Map.copyOf(progress));
            });
  }

  private void deployed(LiveDeployment deployed, double seconds) {
    live.set(deployed);
    summary.set(DeploymentText.summary(deployed.program(), seconds));
    state.set(State.READY);
    run();
  }

  private void deployFailed(String sentence) {
    problem.set(sentence);
    state.set(State.NONE);
  }

  private void ran(RunOutcome finished) {
    results.show(finished.lastOutputs());
    outcome.set(finished);
    problem.set(finished.problems().isEmpty() ? "" : finished.problems().get(0));
    state.set(State.READY);
  }

  private void runFailed(String sentence) {
    problem.set(sentence);
    state.set(State.READY);
  }

  private void runEnded() {
    Runnable next = afterRun;
    afterRun = () -> {};
    next.run();
  }

  private void stopAgents() {
    state.set(State.STOPPING);
    step.set("Ending the agents");
    BackgroundTask.of(
            "Stopping",
            task -> {
              services.stop();
              return Optional.empty();
            })
        .onFailure(problem::set)
        .onFinished(
            () -> {
              live.set(null);
              progress.clear();
              devices.set(Map.of());
              state.set(State.NONE);
            })
        .start(runner);
  }
}
