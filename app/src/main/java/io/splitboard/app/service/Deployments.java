package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Design;
import io.splitboard.core.tensor.RandomTensors;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.DeployListener;
import io.splitboard.fleet.DeployRequest;
import io.splitboard.fleet.Deployment;
import io.splitboard.fleet.Endpoint;
import io.splitboard.fleet.Fleet;
import io.splitboard.fleet.ProfilingRequest;
import io.splitboard.fleet.Prompts;
import io.splitboard.fleet.RunListener;
import io.splitboard.fleet.RunResult;
import io.splitboard.fleet.profiling.Profiler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** At most one live deployment of a project, on the devices that its cluster names. */
final class Deployments implements AutoCloseable {

  /** System property that names the folder with the agent's jars. */
  private static final String AGENT = "splitboard.agent";

  /** Requests that go through a new deployment before any that counts. */
  private static final int LEAST_WARM_UP = 4;

  private static final int MOST_WARM_UP = 24;
  private static final long WARM_UP_MS = 1_500;

  private final LabService lab;
  private final Prompts prompts;
  private volatile LiveDeployment live;

  Deployments(LabService lab, Prompts prompts) {
    this.lab = lab;
    this.prompts = prompts;
  }

  Optional<LiveDeployment> live() {
    return Optional.ofNullable(live);
  }

  synchronized LiveDeployment deploy(
      OpenModel model,
      Cluster cluster,
      Design design,
      Program program,
      boolean optimize,
      int maxInFlight,
      DeployListener listener,
      Progress progress) {
    stop();
    Map<String, Endpoint> endpoints = lab.endpoints(cluster);
    DeployRequest request =
        new DeployRequest(
            program,
            cluster,
            endpoints,
            model.cutter(),
            model.blobs(),
            agentBundle(),
            optimize,
            maxInFlight,
            prompts);
    Deployment deployment = Fleet.deploy(request, listener, progress);
    try {
      warmUp(model, deployment, progress);
    } catch (RuntimeException e) {
      deployment.close();
      throw e;
    }
    live = new LiveDeployment(design, deployment.program(), optimize, maxInFlight, deployment);
    return live;
  }

  /**
   * Measures what is live, task by task and link by link; every layer on every device and every
   * link where nothing is.
   */
  synchronized Profile measure(
      OpenModel model, Cluster cluster, Profile known, DeployListener listener, Progress progress) {
    if (live != null) {
      return Profiler.calibrate(live.deployment(), known, progress);
    }
    return Profiler.measure(profiling(model, cluster, known), listener, progress);
  }

  /**
   * How long the network takes on each device now, over what a profile says; stops what is live.
   */
  synchronized Map<String, Double> pace(
      OpenModel model, Cluster cluster, Profile known, Progress progress) {
    stop();
    return Profiler.pace(profiling(model, cluster, known), DeployListener.NONE, progress);
  }

  private ProfilingRequest profiling(OpenModel model, Cluster cluster, Profile known) {
    return new ProfilingRequest(
        cluster,
        lab.endpoints(cluster),
        known,
        model.cutter(),
        model.blobs(),
        agentBundle(),
        false,
        prompts);
  }

  /**
   * Runs what nobody measures, since the first runs of a session and of a JVM take longer: the
   * agents' code is compiled after some twenty messages.
   */
  private static void warmUp(OpenModel model, Deployment deployment, Progress progress) {
    progress.report("Warming up", -1);
    List<Map<String, TensorData>> inputs =
        Collections.nCopies(LEAST_WARM_UP, RandomTensors.request(model.network(), 0, 0));
    long start = System.nanoTime();
    int done = 0;
    while (done < LEAST_WARM_UP
        || (done < MOST_WARM_UP && System.nanoTime() - start < WARM_UP_MS * 1_000_000)) {
      RunResult result = deployment.run(inputs, RunListener.NONE, progress);
      progress.check();
      if (result.completed() < LEAST_WARM_UP) {
        throw new UserException(
            "The first request on the devices did not come back: "
                + (result.problems().isEmpty() ? "see the log." : result.problems().get(0)));
      }
      done += LEAST_WARM_UP;
    }
  }

  synchronized void stop() {
    if (live != null) {
      live.deployment().close();
      live = null;
    }
  }

  private static Path agentBundle() {
    String folder = System.getProperty(AGENT);
    if (folder == null || !Files.isDirectory(Path.of(folder))) {
      throw new UserException(
          "The agent that runs on the devices was not built: start Splitboard with ./splitboard,"
              + " which builds it.");
    }
    return Path.of(folder);
  }

  @Override
  public synchronized void close() {
    stop();
    lab.close();
  }
}
