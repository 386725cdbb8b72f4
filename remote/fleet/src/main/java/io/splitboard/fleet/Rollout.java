package io.splitboard.fleet;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.fleet.agent.DeviceReport;
import io.splitboard.fleet.agent.DeviceSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the same with all devices at once. When one fails, the others stop as soon as they can, and
 * the first failure is what the caller sees.
 */
final class Rollout {

  private static final Logger log = LoggerFactory.getLogger(Rollout.class);

  private final DeployListener listener;
  private final Progress progress;
  private final AtomicBoolean failed = new AtomicBoolean();

  Rollout(DeployListener listener, Progress progress) {
    this.listener = listener;
    this.progress = progress;
  }

  /** Opens sessions; if one cannot be opened, closes the others. */
  Map<String, DeviceSession> open(DeviceSession.Setup setup, List<DeviceSession.Plan> plans) {
    Map<String, DeviceSession.Plan> byDevice = new LinkedHashMap<>();
    plans.forEach(plan -> byDevice.put(plan.endpoint().device(), plan));
    Map<String, DeviceSession> sessions =
        java.util.Collections.synchronizedMap(new LinkedHashMap<>());
    try {
      each(
          "preparing devices",
          List.copyOf(byDevice.keySet()),
          device ->
              sessions.put(
                  device, DeviceSession.open(setup, byDevice.get(device), report(device))));
    } catch (RuntimeException e) {
      closeAll(sessions.values());
      throw e;
    }
    Map<String, DeviceSession> ordered = new LinkedHashMap<>();
    byDevice.keySet().forEach(device -> ordered.put(device, sessions.get(device)));
    return ordered;
  }

  /** Closes sessions at once. */
  static void closeAll(java.util.Collection<DeviceSession> sessions) {
    sessions.stream()
        .map(
            session -> {
              Thread thread = new Thread(session::close, "closing " + session.device());
              thread.start();
              return thread;
            })
        .toList()
        .forEach(Rollout::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Does something with each device, all at once.
   *
   * @throws UserException the first failure
   * @throws CancellationException if the caller cancelled
   */
  void each(String step, List<String> devices, Consumer<String> work) {
    ExecutorService threads =
        Executors.newFixedThreadPool(devices.size(), task -> daemon(task, step));
    AtomicInteger done = new AtomicInteger();
    try {
      List<Future<?>> results = new ArrayList<>();
      for (String device : devices) {
        results.add(
            threads.submit(
                () -> {
                  attempt(device, work);
                  progress.report(step, (double) done.incrementAndGet() / devices.size());
                }));
      }
      collect(results);
    } finally {
      threads.shutdown();
    }
  }

  private void attempt(String device, Consumer<String> work) {
    try {
      work.accept(device);
    } catch (CancellationException e) {
      listener.device(device, Step.STOPPED, 1, "stopped");
      throw e;
    } catch (RuntimeException e) {
      failed.set(true);
      log.warn("{}: {}", device, e.getMessage(), e);
      listener.device(device, Step.FAILED, 1, e.getMessage());
      throw e;
    }
  }

  /** Waits for all; a real failure counts more than the stop of others that it caused. */
  private static void collect(List<Future<?>> results) {
    RuntimeException first = null;
    for (Future<?> result : results) {
      try {
        result.get();
      } catch (ExecutionException e) {
        RuntimeException cause = asRuntime(e.getCause());
        if (first == null || first instanceof CancellationException) {
          first = cause;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        first = new CancellationException("interrupted");
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static RuntimeException asRuntime(Throwable cause) {
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }

  private static Thread daemon(Runnable task, String step) {
    Thread thread = new Thread(task, step);
    thread.setDaemon(true);
    return thread;
  }

  /** The report of a device; its progress also ends when another device has failed. */
  private DeviceReport report(String device) {
    return new DeviceReport(
        device,
        listener,
        new Progress() {
          @Override
          public void report(String step, double fraction) {
            progress.report(step, fraction);
          }

          @Override
          public boolean cancelled() {
            return failed.get() || progress.cancelled();
          }
        });
  }
}
