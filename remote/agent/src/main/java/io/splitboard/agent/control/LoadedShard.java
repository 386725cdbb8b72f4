package io.splitboard.agent.control;

import io.splitboard.agent.AgentException;
import io.splitboard.agent.data.PeerNetwork;
import io.splitboard.agent.engine.EngineOptions;
import io.splitboard.agent.engine.MatrixProduct;
import io.splitboard.agent.engine.SharedWeights;
import io.splitboard.agent.engine.TaskSession;
import io.splitboard.agent.run.ComputeLane;
import io.splitboard.agent.run.DeviceSpeed;
import io.splitboard.agent.run.RunEvents;
import io.splitboard.agent.run.ShardRuntime;
import io.splitboard.agent.run.Yardstick;
import io.splitboard.agent.telemetry.Recorder;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.TaskSpec;
import io.splitboard.protocol.wire.WireTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shard with all that runs it. */
final class LoadedShard implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LoadedShard.class);

  /** Who wants to know how far the loading is. */
  interface Listener {
    /** A step began; the fraction is 1 at the end. */
    void step(String step, double fraction);
  }

  private static final double LEARNING_SECONDS = 1.5;

  private final Path store;
  private final Shard shard;
  private final Recorder recorder;
  private final Map<String, TaskSession> sessions = new LinkedHashMap<>();
  private final ResultStream results = new ResultStream();
  private final KeptInputs kept = new KeptInputs();
  private final ShardRuntime runtime;
  private final PeerNetwork network;
  private final DeviceSpeed speed;
  private SharedWeights weights = SharedWeights.NONE;
  private ComputeLane lane;

  private LoadedShard(Path store, Shard shard, String token, Recorder recorder) {
    this.store = store;
    this.shard = shard;
    this.recorder = recorder;
    this.runtime = new ShardRuntime(shard, new Events());
    this.network = new PeerNetwork(runtime, token, recorder);
    this.speed = new DeviceSpeed(shard.getShaping().getSlowdown());
  }

  /**
   * Opens all sessions and runs each once, so that the first request finds them warm.
   *
   * @throws AgentException in a sentence, if a sub-model cannot be loaded
   */
  static LoadedShard open(
      Path store, Shard shard, String token, Recorder recorder, Listener listener) {
    LoadedShard loaded = new LoadedShard(store, shard, token, recorder);
    try (VirtualLoading turn = VirtualLoading.begin(loaded.speed.isVirtual())) {
      log.debug("loading, {}", turn);
      loaded.openSessions(listener, turn);
      loaded.lane = new ComputeLane(loaded.runtime, loaded.sessions, loaded.speed, recorder);
      return loaded;
    } catch (AgentException e) {
      loaded.close();
      throw e;
    } catch (OutOfMemoryError e) {
      loaded.close();
      throw new AgentException(
          "Device " + shard.getDevice() + " has not enough memory for its layers: move some away.",
          e);
    }
  }

  private void openSessions(Listener listener, VirtualLoading turn) {
    int done = 0;
    weights = SharedWeights.among(shard.getTasksList().stream().map(this::modelFile).toList());
    for (TaskSpec task : shard.getTasksList()) {
      listener.step("loading " + task.getId(), (double) done / shard.getTasksCount());
      TaskSession session = TaskSession.open(modelFile(task), engineOptions(), weights);
      if (sessions.put(task.getId(), session) != null) {
        session.close();
        throw new AgentException("Two tasks of the shard are called " + task.getId() + ".");
      }
      done++;
    }
    Map<String, Runnable> runs = new LinkedHashMap<>();
    for (TaskSpec task : shard.getTasksList()) {
      TaskTimer.warmUp(task, session(task.getId())).ifPresent(run -> runs.put(task.getId(), run));
    }
    // Again, since the first ones met code that was not compiled yet.
    runs.values().forEach(Runnable::run);
    if (speed.isVirtual()) {
      listener.step("learning how long tasks take", 1);
      double asked = shard.getShaping().getLearningSeconds();
      try (MatrixProduct product = MatrixProduct.open()) {
        Yardstick yardstick =
            new Yardstick(product::compute, now -> turn.usualNanos(product.toString(), now));
        speed.learn(runs, asked > 0 ? asked : LEARNING_SECONDS, yardstick);
      }
    }
  }

  EngineOptions engineOptions() {
    // Stretching by CPU time counts the calling thread's only.
    boolean stretched = shard.getShaping().getSlowdown() > 0;
    return new EngineOptions(shard.getOptimize(), stretched ? 1 : shard.getThreads());
  }

  /** The sub-model's file, which must be inside the store. */
  Path modelFile(TaskSpec task) {
    try {
      Path root = store.toRealPath();
      Path file = root.resolve(task.getModel()).normalize();
      if (!file.startsWith(root)) {
        throw new AgentException(
            "Task " + task.getId() + " names a model outside the agent's store.");
      }
      if (!Files.isRegularFile(file)) {
        throw new AgentException(
            "Device "
                + shard.getDevice()
                + " has no file for task "
                + task.getId()
                + " ("
                + task.getModel()
                + "): deploy again.");
      }
      if (!file.toRealPath().startsWith(root)) {
        throw new AgentException(
            "Task " + task.getId() + " names a model outside the agent's store.");
      }
      return file;
    } catch (IOException e) {
      throw new AgentException("The agent's store " + store + " cannot be read.", e);
    }
  }

  Shard shard() {
    return shard;
  }

  ShardRuntime runtime() {
    return runtime;
  }

  PeerNetwork network() {
    return network;
  }

  ResultStream results() {
    return results;
  }

  KeptInputs kept() {
    return kept;
  }

  DeviceSpeed speed() {
    return speed;
  }

  ComputeLane lane() {
    return lane;
  }

  TaskSession session(String task) {
    TaskSession session = sessions.get(task);
    if (session == null) {
      throw new AgentException("Device " + shard.getDevice() + " has no task " + task + ".");
    }
    return session;
  }

  @Override
  public void close() {
    network.close();
    runtime.close();
    results.close();
    try {
      if (lane == null || lane.stop()) {
        sessions.values().forEach(TaskSession::close);
        weights.close();
      } else {
        log.warn("a task still runs; its sessions are left to the end of the process");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Events implements RunEvents {

    @Override
    public void completed(
        int request, Map<String, WireTensor> outputs, long startNanos, long endNanos) {
      results.completed(request, outputs, startNanos, endNanos, runtime::delivered);
    }

    @Override
    public void failed(int request, String sentence) {
      recorder.problem(sentence);
      results.failed(request, sentence);
    }

    @Override
    public void problem(String sentence) {
      recorder.problem(sentence);
    }
  }
}
