package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.codec.TensorCodecs;
import io.splitboard.core.network.Network;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.ExperimentStore;
import io.splitboard.core.project.ModelFamily;
import io.splitboard.core.project.Project;
import io.splitboard.fleet.DeployListener;
import io.splitboard.fleet.Prompts;
import io.splitboard.fleet.RunListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One open project, and everything that a command or the window does with it. Every call blocks
 * until it is done; long ones report to a {@link Progress} and end with {@link
 * java.util.concurrent.CancellationException} when that says so. Safe for several threads: calls
 * that only look never wait for those that deploy or run.
 */
public final class Workspace implements AutoCloseable {

  private static final long CHECK_SEED = 1;

  private final StoredProject stored;
  private final KnownCosts costs;
  private final ExperimentStore experiments;
  private final LabService lab;
  private final Deployments deployments;

  private Workspace(StoredProject stored, Prompts prompts) {
    this.stored = stored;
    this.costs = new KnownCosts(stored);
    this.experiments = ExperimentStore.open(stored.experimentsFile());
    this.lab = new LabService(stored.state().resolve("lab"), KnownHosts.ofUser());
    this.deployments = new Deployments(lab, prompts);
  }

  /**
   * Opens a project to work on it. A project whose model is missing opens without its network; see
   * {@link Project#problems}.
   *
   * @throws UserException if there is no project, its files are damaged, or another workbench has
   *     it open
   */
  public static Workspace open(Path folder, Prompts prompts, Progress progress) {
    StoredProject stored = StoredProject.open(folder, progress);
    try {
      return new Workspace(stored, prompts);
    } catch (RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  /**
   * Opens a project only to look at it, also while a workbench has it open. Nothing can be saved or
   * deployed.
   */
  public static Workspace look(Path folder, Progress progress) {
    return new Workspace(StoredProject.look(folder, progress), Prompts.NONE);
  }

  /** The project as it is on disk now. */
  public Project project() {
    return stored.project();
  }

  /** What the user should know about opening, one sentence each. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(project().problems());
    experiments.notice().ifPresent(problems::add);
    return List.copyOf(problems);
  }

  /**
   * The network of the project's model.
   *
   * @throws UserException that says why there is none
   */
  public Network network() {
    return stored.network();
  }

  /** Devices and links. */
  public Cluster cluster() {
    return project().cluster();
  }

  /** The project's measured costs; the catalogue's where there are none. */
  public Profile profile() {
    return costs.profile();
  }

  /**
   * What codecs cost and save on the network's tensors: as in the profile, what is missing there
   * tried now, in this process, and kept until the project is closed.
   */
  public TensorCodecs codecs(Progress progress) {
    return costs.codecs(progress);
  }

  /** Tries codecs where a design needs that for its prediction and nobody did yet. */
  public void prepare(Design design, Progress progress) {
    if (!design.partition().codecs().packNothing()) {
      codecs(progress);
    }
  }

  /**
   * The design with the codec on each of its links that makes what it sends there arrive soonest,
   * as they were tried on the network's own tensors.
   */
  public Design quickest(Design design, Progress progress) {
    codecs(progress);
    return design.with(planning().quickestCodecs(design.partition()));
  }

  /**
   * The models to choose from under a deadline.
   *
   * @throws UserException if the project names none
   */
  public ModelFamily family() {
    return stored.family();
  }

  /** What follows from the network, the cluster and the profile as they are now. */
  public Planning planning() {
    return new Planning(network(), cluster(), profile());
  }

  /** Saves a design under its id, new or changed. */
  public void save(Design design) {
    stored.save(design);
  }

  /** Deletes a design. */
  public void delete(Design design) {
    stored.delete(design);
  }

  /**
   * Replaces devices and links. Measured costs of devices and links that were not changed are kept.
   */
  public void save(Cluster cluster) {
    stored.save(cluster);
  }

  /** Replaces the costs; empty goes back to the catalogue's. */
  public void save(Optional<Profile> profile) {
    stored.save(profile);
  }

  /** Deploys for the pace that suits the design's objective. */
  public LiveDeployment deploy(
      Design design, boolean optimize, DeployListener listener, Progress progress) {
    return deploy(design, optimize, Pace.of(design.objective()), listener, progress);
  }

  /**
   * Puts a design on its devices and starts it there. A deployment that is still live is stopped
   * first. Virtual devices are started where there are any.
   *
   * @param optimize whether ONNX Runtime may rewrite the graphs; results are then equal only within
   *     a tolerance
   * @param pace the closest in which requests will follow one another
   * @throws UserException if the design is not legal or a device refuses, saying which and why
   */
  public LiveDeployment deploy(
      Design design, boolean optimize, Pace pace, DeployListener listener, Progress progress) {
    stored.requireLock();
    planning().requireLegal(design);
    prepare(design, progress);
    Program program = Compiler.compile(network(), cluster(), design.partition(), profile());
    return deployments.deploy(
        model(),
        cluster(),
        design,
        program,
        optimize,
        pace.inFlight(program, cluster(), profile()),
        listener,
        progress);
  }

  /**
   * Runs the pieces of a design in this process and compares with the whole network.
   *
   * @param optimize whether ONNX Runtime may rewrite the graphs
   */
  public CheckReport check(Design design, boolean optimize, Progress progress) {
    try (PiecewiseCheck check = pieces(design, CHECK_SEED, optimize, progress)) {
      return check.report(design.partition().codecs(), progress);
    }
  }

  /**
   * Opens the pieces of a design and the whole network in this process, to compare them.
   *
   * @param seed of the inputs
   * @param optimize whether ONNX Runtime may rewrite the graphs
   */
  public PiecewiseCheck pieces(Design design, long seed, boolean optimize, Progress progress) {
    planning().requireLegal(design);
    progress.report("Cutting", -1);
    Program program = Compiler.compile(network(), cluster(), design.partition(), profile());
    return PiecewiseCheck.open(model(), program, seed, optimize, progress);
  }

  /** The deployment that is live now. */
  public Optional<LiveDeployment> live() {
    return deployments.live();
  }

  /**
   * Runs requests on a live deployment, in the pace that suits the design's objective, and compares
   * every result with the whole network's.
   */
  public RunOutcome run(
      LiveDeployment live,
      InputSource inputs,
      int requests,
      RunListener listener,
      Progress progress) {
    return run(live, inputs, requests, Pace.of(live.design().objective()), listener, progress);
  }

  /** Runs requests in a given pace. */
  public RunOutcome run(
      LiveDeployment live,
      InputSource inputs,
      int requests,
      Pace pace,
      RunListener listener,
      Progress progress) {
    return new Run(model(), cluster(), profile(), live, inputs, pace)
        .execute(requests, listener, progress);
  }

  /** Ends the live deployment, if there is one: no process and no port stays. */
  public void stop(Progress progress) {
    progress.report("Stopping the agents", -1);
    deployments.stop();
  }

  /**
   * Measures the devices and the links between them, and saves what came of it. While a design is
   * live, its own tasks and links are measured as they are: its prediction rests on these figures
   * then. Otherwise every layer is measured on every device.
   *
   * @return the new profile
   */
  public Profile measure(DeployListener listener, Progress progress) {
    stored.requireLock();
    TensorCodecs codecs = costs.codecsOrNone(progress);
    Profile measured =
        deployments.measure(model(), cluster(), profile(), listener, progress).with(codecs);
    save(Optional.of(measured));
    return measured;
  }

  /**
   * Lets virtual devices learn for longer how long their tasks take, from the next deployment on.
   *
   * @param seconds for the tasks that a device loads together
   */
  public void learnFor(double seconds) {
    lab.learnFor(seconds);
  }

  /** Measures as {@link #measure} does, and tells nobody how far each device is. */
  public Profile calibrate(Progress progress) {
    return measure(DeployListener.NONE, progress);
  }

  /**
   * Times the whole network on each device and compares with its profile. What is live is stopped;
   * nothing is saved.
   *
   * @return by device id: time now over time in the profile; none for a device that was not
   *     measured by {@link #calibrate}
   */
  public Map<String, Double> pace(Progress progress) {
    return deployments.pace(model(), cluster(), profile(), progress);
  }

  /** Saved runs. */
  public Experiments experiments() {
    return new Experiments(experiments, cluster(), stored.mayChange());
  }

  @Override
  public void close() {
    deployments.close();
    experiments.close();
    stored.close();
  }

  private OpenModel model() {
    return stored.model();
  }
}
