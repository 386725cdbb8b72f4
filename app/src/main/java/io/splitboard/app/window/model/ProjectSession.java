package io.splitboard.app.window.model;

import io.splitboard.app.picture.network.NetworkOverlay;
import io.splitboard.app.picture.topology.DeviceCard;
import io.splitboard.app.picture.topology.LinkCaption;
import io.splitboard.app.service.Advice;
import io.splitboard.app.service.Workspace;
import io.splitboard.app.window.task.BackgroundTask;
import io.splitboard.app.window.task.LatestWins;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Experiment;
import io.splitboard.core.project.ExperimentHeader;
import io.splitboard.core.project.Objective;
import io.splitboard.core.project.Project;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.Summary;
import io.splitboard.fleet.DeviceTelemetry;
import io.splitboard.solver.SolveLimits;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** One open project with all its view-models, wired together. */
public final class ProjectSession implements AutoCloseable {
  /** Longest search that the window starts; it can be cancelled at any time. */
  private static final double SOLVE_SECONDS = 30;

  private static final int SOLVE_THREADS = Math.max(1, Runtime.getRuntime().availableProcessors());

  private final Workspace workspace;
  private final TaskRunner runner;
  private final LogModel log;
  private final StatusModel status = new StatusModel();
  private final SelectionModel selection = new SelectionModel();
  private final DesignsModel designs;
  private final PredictionModel prediction;
  private final SolveModel solve;
  private final RunModel run;
  private final ExperimentsModel experiments;
  private final LatestWins<String> explaining;
  private final ReadOnlyObjectWrapper<List<Figure>> figures =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<NetworkOverlay> overlay =
      new ReadOnlyObjectWrapper<>(NetworkOverlay.NONE);
  private final ReadOnlyObjectWrapper<List<DeviceCard>> cards =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<LinkCaption>> links =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper whyHere = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper calibration = new ReadOnlyStringWrapper("");
  private Optional<Advice> single = Optional.empty();

  /**
   * Wires the view-models of a project whose network is there.
   *
   * @throws io.splitboard.core.UserException if the project's model cannot be opened
   */
  public ProjectSession(Workspace workspace, TaskRunner runner) {
    this.workspace = workspace;
    this.runner = runner;
    log = new LogModel(runner.window());
    explaining = new LatestWins<>("Explaining", runner);
    designs = new DesignsModel(storedDesigns(workspace), designStore(), runner);
    prediction = new PredictionModel(workspace::predict, runner);
    solve =
        new SolveModel(
            (design, listener, progress) ->
                workspace.solve(
                    design, new SolveLimits(SOLVE_SECONDS, SOLVE_THREADS, 0), listener, progress),
            SessionText::verdict,
            runner);
    run = new RunModel(RunServices.of(workspace), runner);
    experiments = new ExperimentsModel(experimentStore(), runner);
    wire();
    workspace.problems().forEach(log::problem);
    log.info("Opened " + workspace.project().name());
    experiments.refresh();
    readBaseline();
    prediction.show(designs.current().partition());
  }

  private static List<Design> storedDesigns(Workspace workspace) {
    List<Design> stored = workspace.project().designs();
    if (!stored.isEmpty()) {
      return stored;
    }
    Partition start = Partition.onOneDevice(workspace.network(), workspace.cluster().source());
    return List.of(
        new Design(
            "all-on-" + workspace.cluster().source().toLowerCase(java.util.Locale.ROOT),
            "all on " + workspace.cluster().source(),
            Objective.LATENCY,
            Constraints.NONE,
            start));
  }

  private DesignsModel.Store designStore() {
    return new DesignsModel.Store() {
      @Override
      public void save(Design design) {
        workspace.save(design);
      }

      @Override
      public void delete(Design design) {
        workspace.delete(design);
      }
    };
  }

  private ExperimentsModel.Store experimentStore() {
    return new ExperimentsModel.Store() {
      @Override
      public List<ExperimentHeader> list() {
        return workspace.experiments();
      }

      @Override
      public Experiment load(String id) {
        return workspace.experiment(id);
      }
    };
  }

  private void wire() {
    designs.currentProperty().addListener((value, before, now) -> prediction.show(now.partition()));
    designs.currentProperty().addListener((value, before, now) -> refresh());
    prediction.shownProperty().addListener((value, before, now) -> explain(now));
    prediction.shownProperty().addListener((value, before, now) -> refresh());
    prediction.hoveredProperty().addListener((value, before, now) -> refreshFigures());
    run.snapshotProperty().addListener((value, before, now) -> refresh());
    run.stateProperty().addListener((value, before, now) -> refresh());
    run.stepProperty().addListener((value, before, now) -> refreshStatus());
    run.outcomeProperty().addListener((value, before, now) -> refresh());
    run.devicesProperty().addListener((value, before, now) -> refreshOverlay());
    List.of(
            problem,
            run.problemProperty(),
            designs.problemProperty(),
            prediction.problemProperty(),
            experiments.problemProperty())
        .forEach(
            problem ->
                problem.addListener(
                    (value, before, now) -> {
                      if (!now.isEmpty()) {
                        log.problem(now);
                      }
                    }));
    run.summaryProperty().addListener((value, before, now) -> log.info(now));
    run.summaryProperty().addListener((value, before, now) -> status.summarize(now + lab()));
    solve
        .stateProperty()
        .addListener(
            (value, before, now) -> {
              if (before == SolveModel.State.RUNNING) {
                log.info("Solver: " + solve.statusProperty().get());
              }
            });
  }

  private String lab() {
    long virtual =
        cluster().devices().stream()
            .filter(device -> device.connection() instanceof Connection.Virtual)
            .count();
    return virtual == 0 ? "" : " · " + virtual + " virtual, on this computer";
  }

  /** The project as it is stored. */
  public Project project() {
    return workspace.project();
  }

  /** The network of its model. */
  public Network network() {
    return workspace.network();
  }

  /** Its devices and links. */
  public Cluster cluster() {
    return workspace.cluster();
  }

  /** Its designs. */
  public DesignsModel designs() {
    return designs;
  }

  /** What is predicted. */
  public PredictionModel prediction() {
    return prediction;
  }

  /** The solver. */
  public SolveModel solve() {
    return solve;
  }

  /** The deployment and its runs. */
  public RunModel run() {
    return run;
  }

  /** Saved runs. */
  public ExperimentsModel experiments() {
    return experiments;
  }

  /** What is selected. */
  public SelectionModel selection() {
    return selection;
  }

  /** The status bar. */
  public StatusModel status() {
    return status;
  }

  /** The log. */
  public LogModel log() {
    return log;
  }

  /** What the figures strip says. */
  public ReadOnlyObjectProperty<List<Figure>> figuresProperty() {
    return figures.getReadOnlyProperty();
  }

  /** What lies over the network's picture. */
  public ReadOnlyObjectProperty<NetworkOverlay> overlayProperty() {
    return overlay.getReadOnlyProperty();
  }

  /** What stands on the devices' cards. */
  public ReadOnlyObjectProperty<List<DeviceCard>> cardsProperty() {
    return cards.getReadOnlyProperty();
  }

  /** What stands beside the links. */
  public ReadOnlyObjectProperty<List<LinkCaption>> linksProperty() {
    return links.getReadOnlyProperty();
  }

  /** Where the bottleneck of the shown design is, and why. */
  public ReadOnlyStringProperty whyHereProperty() {
    return whyHere.getReadOnlyProperty();
  }

  /** What went wrong with calibrating or with the devices; empty if nothing did. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Where the costs came from, and how well they predict. */
  public ReadOnlyStringProperty calibrationProperty() {
    return calibration.getReadOnlyProperty();
  }

  /** The model in a few words: {@code VGG-16 · 1×3×224×224}. */
  public String modelTitle() {
    return network().name();
  }

  /** Where the model comes from. */
  public String modelKind() {
    return project().model().startsWith("zoo:") ? "zoo" : "file";
  }

  /** Facts about the model, one a line. */
  public List<String> modelFacts() {
    LayerCost cost = network().cost();
    String inputs =
        network().inputs().stream()
            .map(network()::tensor)
            .map(tensor -> tensor.name() + " " + tensor.shape())
            .collect(Collectors.joining(", "));
    return List.of(
        project().model(),
        "input " + inputs,
        network().layers().size() + " layers in " + network().blocks().size() + " blocks",
        SessionText.macs(cost.macs()) + ", " + SessionText.count(cost.parameters()) + " parameters",
        Units.bytes(cost.weightBytes()) + " of weights");
  }

  /** The first input's shape. */
  public String inputShape() {
    Tensor first = network().tensor(network().inputs().get(0));
    return first.shape().toString();
  }

  /** Whether something is deployed or on its way. */
  public boolean live() {
    return run.stateProperty().get() != RunModel.State.NONE;
  }

  /** Asks what the shown partition would do with layers on another device. */
  public void hover(Collection<String> layers, Optional<String> device) {
    if (device.isEmpty()) {
      prediction.endHover();
    } else {
      prediction.hover(designs.current().partition().move(layers, device.get()));
    }
  }

  /** Puts layers on a device: one step of undo. */
  public void move(Collection<String> layers, String device) {
    designs.move(layers, device);
    String what = layers.size() == 1 ? layers.iterator().next() : layers.size() + " layers";
    log.info("Placed " + what + " on " + device);
  }

  /** Measures the profile on the devices. */
  public void calibrate() {
    problem.set("");
    status.working("Measuring layers and links", -1);
    BackgroundTask.of("Calibrating", workspace::calibrate)
        .onProgress(status::working)
        .onSuccess(
            profile -> {
              log.info("Calibrated: the profile is measured now.");
              refreshCalibration(Double.NaN);
              readBaseline();
              prediction.again();
            })
        .onFailure(problem::set)
        .onFinished(this::refreshStatus)
        .start(runner);
  }

  /** Replaces devices and links; the project is to be opened again afterwards. */
  public void saveCluster(Cluster changed, Runnable saved) {
    BackgroundTask.of(
            "Saving devices and links",
            progress -> {
              workspace.save(changed);
              return changed;
            })
        .onSuccess(cluster -> saved.run())
        .onFailure(problem::set)
        .start(runner);
  }

  private void readBaseline() {
    Partition any = designs.current().partition();
    BackgroundTask.of("Predicting one device", progress -> workspace.advice(any))
        .onSuccess(
            advice -> {
              single = Optional.of(advice);
              refreshFigures();
            })
        .onFailure(log::problem)
        .start(runner);
  }

  private void explain(Prediction shown) {
    if (shown == null) {
      whyHere.set(prediction.problemProperty().get());
      return;
    }
    explaining.submit(
        () -> SessionText.whyHere(shown, cluster()), whyHere::set, sentence -> whyHere.set(""));
  }

  private void refresh() {
    refreshFigures();
    refreshOverlay();
    refreshStatus();
  }

  private boolean measuring() {
    return run.shows(designs.current()) && run.snapshotProperty().get().completed() > 0;
  }

  private FigureRows.OneDevice oneDevice() {
    return new FigureRows.OneDevice(
        single.map(Advice::singleLatencyMs).orElse(Double.NaN),
        single.map(Advice::singleThroughputPerSecond).orElse(Double.NaN),
        designs.current().objective());
  }

  private void refreshFigures() {
    Prediction shown = prediction.shownProperty().get();
    Prediction hovered = prediction.hoveredProperty().get();
    if (shown == null) {
      figures.set(List.of());
    } else if (hovered != null) {
      figures.set(FigureRows.hovered(shown, hovered, oneDevice()));
    } else if (measuring()) {
      figures.set(
          FigureRows.measured(run.snapshotProperty().get(), expected().orElseThrow(), oneDevice()));
    } else {
      figures.set(FigureRows.predicted(shown, oneDevice()));
    }
  }

  /** What is predicted for the pace in which the shown design runs. */
  public Optional<Summary> expected() {
    boolean alone = designs.current().objective() == Objective.LATENCY;
    return prediction.shown().map(shown -> alone ? shown.latency() : shown.throughput());
  }

  private void refreshOverlay() {
    Optional<Prediction> shown = prediction.shown();
    Optional<Map<String, DeviceTelemetry>> live =
        run.shows(designs.current())
            ? Optional.of(run.snapshotProperty().get().devices())
            : Optional.empty();
    Profile profile = workspace.profile();
    overlay.set(
        shown.map(each -> NetworkOverlays.of(each, profile, live)).orElse(NetworkOverlay.NONE));
    cards.set(
        DeviceOverlays.cards(
            cluster(), designs.current().partition(), shown, live, run.devicesProperty().get()));
    links.set(DeviceOverlays.links(cluster(), profile, shown, live));
  }

  private void refreshStatus() {
    LiveStatistics.Snapshot snapshot = run.snapshotProperty().get();
    switch (run.stateProperty().get()) {
      case NONE ->
          status.resting(
              run.problemProperty().get().isEmpty()
                  ? StatusModel.Mood.IDLE
                  : StatusModel.Mood.FAILED,
              run.problemProperty().get().isEmpty() ? "Not deployed" : "Deployment failed");
      case DEPLOYING -> status.working("Deploying: " + run.stepProperty().get(), -1);
      case READY -> status.resting(StatusModel.Mood.LIVE, ready(snapshot));
      case RUNNING ->
          status.resting(
              StatusModel.Mood.LIVE, DeploymentText.running(devices(), snapshot.completed()));
      case STOPPING -> status.working("Stopping the agents", -1);
    }
    agree(snapshot);
  }

  /** What the design is about: the time of a request, or results per second. */
  private void agree(LiveStatistics.Snapshot snapshot) {
    boolean latency = designs.current().objective() == Objective.LATENCY;
    double predicted =
        expected()
            .map(each -> latency ? each.latencyP50Ms() : each.throughputPerSecond())
            .orElse(Double.NaN);
    double now = latency ? snapshot.latencyMs(0.5) : snapshot.perSecond();
    double measured = measuring() ? now : Double.NaN;
    status.agree(predicted, measured, latency ? Units::ms : Units::perSecond);
    refreshCalibration(Math.abs(measured - predicted) / predicted);
  }

  /** Tells where the costs came from; the error is NaN while nothing was measured. */
  private void refreshCalibration(double error) {
    String origin = project().profile().isPresent() ? "measured profile" : "catalogue profile";
    calibration.set(Double.isNaN(error) ? origin : origin + ", within " + Units.percent(error));
  }

  private String ready(LiveStatistics.Snapshot snapshot) {
    int lost = run.outcomeProperty().get() == null ? 0 : run.outcomeProperty().get().lost();
    return DeploymentText.ready(devices(), snapshot.completed(), lost);
  }

  private int devices() {
    return run.liveProperty().get().program().devices().size();
  }

  /** Stores designs, ends what runs, and lets go of the project. Blocks. */
  @Override
  public void close() {
    solve.cancel();
    designs.unsaved().forEach(workspace::save);
    run.close();
    workspace.close();
  }
}
