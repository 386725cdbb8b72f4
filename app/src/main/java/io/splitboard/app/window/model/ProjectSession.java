package io.splitboard.app.window.model;

import io.splitboard.app.picture.network.NetworkOverlay;
import io.splitboard.app.picture.topology.DeviceCard;
import io.splitboard.app.picture.topology.LinkCaption;
import io.splitboard.app.service.Workspace;
import io.splitboard.app.window.task.BackgroundTask;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Network;
import io.splitboard.core.project.Objective;
import io.splitboard.core.project.Project;
import io.splitboard.core.simulation.Summary;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** One open project with all its view-models, wired together. */
public final class ProjectSession implements AutoCloseable {
  private final Workspace workspace;
  private final TaskRunner runner;
  private final LogModel log;
  private final StatusModel status = new StatusModel();
  private final SelectionModel selection = new SelectionModel();
  private final DesignsModel designs;
  private final PredictionModel prediction;
  private final MethodModel methods;
  private final SolveModel solve;
  private final RunModel run;
  private final ExperimentsModel experiments;
  private final StudyModel study;
  private final CheckModel check;
  private final WhyHere whyHere;
  private final NextMoveModel nextMove;
  private final SessionFigures figures;
  private final SessionOverlays overlays;
  private final CodecsModel codecs;
  private final SessionStatus sessionStatus;
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

  /**
   * Wires the view-models of a project whose network is there.
   *
   * @throws io.splitboard.core.UserException if the project's model cannot be opened
   */
  public ProjectSession(Workspace workspace, TaskRunner runner) {
    this.workspace = workspace;
    this.runner = runner;
    log = new LogModel(runner.window());
    designs =
        new DesignsModel(
            WorkspaceStores.designs(workspace), WorkspaceStores.designStore(workspace), runner);
    prediction =
        new PredictionModel(
            partition -> workspace.planning().predict(partition),
            predicted -> workspace.planning().range(predicted),
            runner);
    methods = new MethodModel(designs);
    solve = new SolveModel(new WorkspaceSearch(workspace), cluster().source(), runner);
    run = new RunModel(RunServices.of(workspace), runner);
    experiments = new ExperimentsModel(WorkspaceStores.experimentStore(workspace), runner);
    study = WorkspaceStores.study(workspace, runner);
    check =
        new CheckModel(
            (design, progress) ->
                workspace.check(design, run.settingsProperty().get().optimize(), progress),
            runner);
    whyHere = new WhyHere(this, runner);
    nextMove =
        new NextMoveModel(
            (design, progress) -> workspace.planning().nextMoves(design, progress), runner);
    figures = new SessionFigures(this, runner);
    overlays = new SessionOverlays(this);
    codecs = new CodecsModel(this, overlays, runner);
    sessionStatus = new SessionStatus(this);
    new SessionWiring(this, figures, overlays, sessionStatus).connect(whyHere);
    workspace.problems().forEach(log::problem);
    log.info("Opened " + workspace.project().name());
    experiments.refresh();
    figures.readBaseline();
    prediction.show(designs.current().partition());
    codecs.needed(designs.current());
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

  /** By which method the solver looks. */
  public MethodModel methods() {
    return methods;
  }

  /** The deployment and its runs. */
  public RunModel run() {
    return run;
  }

  /** Saved runs. */
  public ExperimentsModel experiments() {
    return experiments;
  }

  /** Whether the shown cut computes what the whole network does. */
  public CheckModel check() {
    return check;
  }

  /** The study that the project belongs to. */
  public StudyModel study() {
    return study;
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
    return figures.property();
  }

  /** What lies over the network's picture. */
  public ReadOnlyObjectProperty<NetworkOverlay> overlayProperty() {
    return overlays.overlayProperty();
  }

  /** What stands on the devices' cards. */
  public ReadOnlyObjectProperty<List<DeviceCard>> cardsProperty() {
    return overlays.cardsProperty();
  }

  /** What stands beside the links. */
  public ReadOnlyObjectProperty<List<LinkCaption>> linksProperty() {
    return overlays.linksProperty();
  }

  /** How links pack. */
  public CodecsModel codecs() {
    return codecs;
  }

  /** Where the bottleneck of the shown design is, and why. */
  public ReadOnlyStringProperty whyHereProperty() {
    return whyHere.property();
  }

  /** The single change that would bring most. */
  public NextMoveModel nextMove() {
    return nextMove;
  }

  /** What went wrong with calibrating or with the devices; empty if nothing did. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Where the costs came from, and how well they predict. */
  public ReadOnlyStringProperty calibrationProperty() {
    return sessionStatus.calibrationProperty();
  }

  /** What is known about the model. */
  public ModelFacts model() {
    return ModelFacts.of(project(), network());
  }

  /** Whether something is deployed or on its way. */
  public boolean live() {
    return run.stateProperty().get() != RunModel.State.NONE;
  }

  /** Time of so many bytes over a link by the profile, ms; NaN where there is no such link. */
  public double linkMs(String from, String to, long bytes) {
    return workspace.planning().linkMs(from, to, bytes).orElse(Double.NaN);
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
              sessionStatus.calibrated();
              figures.readBaseline();
              prediction.again();
            })
        .onFailure(problem::set)
        .onFinished(sessionStatus::refresh)
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

  /** What is predicted for the pace in which the shown design runs. */
  public Optional<Summary> expected() {
    boolean alone = designs.current().objective() != Objective.THROUGHPUT;
    return prediction.shown().map(shown -> alone ? shown.latency() : shown.throughput());
  }

  /** Whether the shown design is live and has results. */
  boolean measuring() {
    return run.shows(designs.current()) && run.snapshotProperty().get().completed() > 0;
  }

  /** Tells what went wrong; empty for nothing. */
  void tell(String sentence) {
    problem.set(sentence);
  }

  /** The status bar says again what goes on. */
  void statusAgain() {
    sessionStatus.refresh();
  }

  Workspace workspace() {
    return workspace;
  }

  /** Stores designs, ends what runs, and lets go of the project. Blocks. */
  @Override
  public void close() {
    solve.cancel();
    study.cancel();
    check.cancel();
    designs.unsaved().forEach(workspace::save);
    run.close();
    workspace.close();
  }
}
