package io.splitboard.fleet;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.network.Network;
import io.splitboard.core.program.Program;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.agent.DeviceSession;
import io.splitboard.fleet.agent.Shards;
import io.splitboard.fleet.run.KeptInputs;
import io.splitboard.fleet.run.Run;
import io.splitboard.protocol.AgentInfo;
import io.splitboard.protocol.LinkProbe;
import io.splitboard.protocol.ProbeRequest;
import io.splitboard.protocol.ProfileRequest;
import io.splitboard.protocol.TaskProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program live on devices. Close it to end all agents; if the workbench ends without, or its
 * connection to a device does, the agents end by themselves.
 */
public final class Deployment implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Deployment.class);

  private final String id;
  private final Optional<Network> network;
  private final Shards shards;
  private final Map<String, DeviceSession> sessions;
  private final DeployListener listener;
  private final Thread shutdownHook = new Thread(this::stopAll, "stopping agents");
  private KeptInputs kept = KeptInputs.NONE;
  private int nextRequest;
  private boolean closed;

  Deployment(
      String id,
      Optional<Network> network,
      Shards shards,
      Map<String, DeviceSession> sessions,
      DeployListener listener) {
    this.id = id;
    this.network = network;
    this.shards = shards;
    this.sessions = Map.copyOf(sessions);
    this.listener = listener;
    Runtime.getRuntime().addShutdownHook(shutdownHook);
  }

  /** What is live. */
  public Program program() {
    return shards.program();
  }

  /**
   * What the program was compiled from.
   *
   * @throws IllegalStateException if the program was made by hand
   */
  public Network network() {
    return network.orElseThrow(() -> new IllegalStateException("no network, but a program"));
  }

  /** Process id of each device's agent, by device id. */
  public Map<String, Long> agentPids() {
    Map<String, Long> pids = new LinkedHashMap<>();
    sessions.forEach((device, session) -> pids.put(device, session.process().pid()));
    return pids;
  }

  /** Who the agents are, by device id. */
  public Map<String, AgentInfo> agents() {
    Map<String, AgentInfo> agents = new LinkedHashMap<>();
    sessions.forEach((device, session) -> agents.put(device, session.info()));
    return agents;
  }

  /** Why nothing can run here any more, if so: a sentence that names the device. */
  public Optional<String> problem() {
    return sessions.values().stream()
        .filter(session -> session.process().ended().isDone())
        .map(session -> session.process().reason().getMessage())
        .findFirst();
  }

  /**
   * Brings inputs to the source before requests use them, so that a run does not wait for their way
   * from here. A request of {@link #run} that brings one of these very maps only names it. They
   * replace those kept before; of inputs too large for a device, the first ones are kept.
   *
   * @param inputs by tensor name
   * @throws UserException if the inputs are not those of the network, or the source refuses
   */
  public synchronized void keep(List<Map<String, TensorData>> inputs, Progress progress) {
    requireLive();
    kept = KeptInputs.NONE;
    kept =
        KeptInputs.bring(
            program(), id, sessions.get(program().source()).client(), inputs, progress);
  }

  /**
   * Runs requests, pipelined up to the deployment's limit in flight, and waits for all results.
   *
   * @param requests inputs by tensor name; asked for one by one, as the source takes them
   * @param listener told of results and telemetry meanwhile
   * @param progress can cancel: what is complete by then is kept
   * @throws UserException if the inputs are not those of the network, or a device is gone already
   */
  public synchronized RunResult run(
      Iterable<Map<String, TensorData>> requests, RunListener listener, Progress progress) {
    requireLive();
    Run run = new Run(program(), id, sessions, kept, nextRequest, listener, progress);
    try {
      return run.execute(requests);
    } finally {
      nextRequest = run.nextRequest();
    }
  }

  /**
   * Times the tasks of a device, one after the other, with nothing else running there.
   *
   * @param repetitions of each task
   * @param nodes whether to time single nodes too
   */
  public synchronized List<TaskProfile> profile(String device, int repetitions, boolean nodes) {
    requireLive();
    ProfileRequest request =
        ProfileRequest.newBuilder().setRepetitions(repetitions).setLayers(nodes).build();
    return sessions.get(device).client().profile(request).getTasksList();
  }

  /**
   * Times messages over a link that is open.
   *
   * @return one probe per size
   */
  public synchronized List<LinkProbe> probe(
      String from, String to, List<Long> messageBytes, int repetitions) {
    requireLive();
    ProbeRequest request =
        ProbeRequest.newBuilder()
            .setPeer(to)
            .addAllMessageBytes(messageBytes)
            .setRepetitions(repetitions)
            .build();
    return sessions.get(from).client().probe(request).getProbesList();
  }

  /** Lets a device open the sessions of some tasks in place of those before, to time them. */
  public synchronized void load(String device, Shards tasks) {
    requireLive();
    DeviceSession session = sessions.get(device);
    kept = KeptInputs.NONE;
    session.client().load(tasks.of(device, session.endpoint().shaping()), step -> {});
  }

  private void requireLive() {
    if (closed) {
      throw new UserException("The deployment has been stopped: deploy again.");
    }
    problem()
        .ifPresent(
            sentence -> {
              throw new UserException(sentence);
            });
  }

  /** Ends all agents and sees that no process, no port and no lock is left. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    stopAll();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      log.debug("the program is ending; the hook finds the sessions closed", e);
    }
  }

  private void stopAll() {
    sessions.keySet().forEach(device -> listener.device(device, Step.STOPPING, 0, "stopping"));
    Rollout.closeAll(sessions.values());
    sessions.keySet().forEach(device -> listener.device(device, Step.STOPPED, 1, "stopped"));
  }
}
