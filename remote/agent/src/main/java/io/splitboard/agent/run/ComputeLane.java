package io.splitboard.agent.run;

import io.splitboard.agent.AgentException;
import io.splitboard.agent.engine.TaskSession;
import io.splitboard.agent.telemetry.Recorder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that runs tasks, as the firing rule gives them. */
public final class ComputeLane {

  private static final Logger log = LoggerFactory.getLogger(ComputeLane.class);
  private static final int STOP_SECONDS = 30;

  private final ShardRuntime runtime;
  private final Map<String, TaskSession> sessions;
  private final Recorder recorder;
  private final DeviceSpeed speed;
  private final ReentrantLock busy = new ReentrantLock(true);
  private final Thread thread;

  /**
   * Starts to work.
   *
   * @param sessions by task id; they belong to the caller
   */
  public ComputeLane(
      ShardRuntime runtime,
      Map<String, TaskSession> sessions,
      DeviceSpeed speed,
      Recorder recorder) {
    this.runtime = runtime;
    this.sessions = sessions;
    this.recorder = recorder;
    this.speed = speed;
    thread = new Thread(this::work, "compute");
    thread.setDaemon(true);
    thread.start();
  }

  private void work() {
    try {
      for (Optional<ReadyTask> next = runtime.take(); next.isPresent(); next = runtime.take()) {
        ReadyTask task = next.get();
        exclusively(
            () -> {
              run(task);
              return null;
            });
      }
    } catch (InterruptedException e) {
      log.debug("compute lane ends");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does other work in place of tasks, so that its timing is not disturbed by them. */
  public <T> T exclusively(Callable<T> work) throws Exception {
    busy.lockInterruptibly();
    try {
      return work.call();
    } finally {
      busy.unlock();
    }
  }

  private void run(ReadyTask task) throws InterruptedException {
    try {
      TimedRun run = speed.run(task.id(), sessions.get(task.id()), task.inputs());
      recorder.ran(task.id(), task.request(), run.startNanos(), run.endNanos());
      runtime.finished(task, run.outputs());
    } catch (AgentException e) {
      log.warn("task {} of request {} failed", task.id(), task.request(), e);
      runtime.fail(task.request(), sentence(task, e));
    } catch (OutOfMemoryError e) {
      log.warn("task {} of request {} ran out of memory", task.id(), task.request(), e);
      runtime.fail(task.request(), outOfMemory(task));
    }
  }

  private String sentence(ReadyTask task, AgentException failure) {
    String message = failure.getMessage().toLowerCase(Locale.ROOT);
    // ONNX Runtime's arena and the C++ library's allocator have no error code of their own.
    if (message.contains("failed to allocate memory") || message.contains("bad_alloc")) {
      return outOfMemory(task);
    }
    return "Task "
        + task.id()
        + " failed on device "
        + runtime.shard().getDevice()
        + " in request "
        + task.request()
        + ": "
        + failure.getMessage();
  }

  private String outOfMemory(ReadyTask task) {
    return "Device "
        + runtime.shard().getDevice()
        + " ran out of memory in task "
        + task.id()
        + ": give it fewer layers or allow fewer requests in flight.";
  }

  /**
   * Ends after the task that runs.
   *
   * @return whether it has ended, so that the sessions may be closed
   */
  public boolean stop() throws InterruptedException {
    thread.interrupt();
    thread.join(STOP_SECONDS * 1000L);
    return !thread.isAlive();
  }
}
