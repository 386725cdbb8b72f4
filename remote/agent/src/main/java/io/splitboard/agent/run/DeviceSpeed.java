package io.splitboard.agent.run;

import io.splitboard.agent.PreciseWait;
import io.splitboard.agent.engine.TaskSession;
import io.splitboard.protocol.wire.WireTensor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long tasks last on this device. A real device's take their time.
 *
 * <p>On a virtual device with slowdown f a task lasts f × the least CPU time that it ever took, in
 * a few runs in a row, which are made when it is loaded, or in any run since: what else runs on
 * this computer's host may have slowed all of the first ones. So neither the other devices, which
 * share this computer's processors and caches, nor the pauses that the stretching itself makes are
 * taken for work of the device. A run whose CPU time is far from that did other work, by a loop or
 * a condition in it: it lasts f × its own CPU time.
 *
 * <p>This needs one compute thread, so that all work is on the calling thread. Its limits: caches
 * and memory bandwidth are this computer's, so memory-bound layers are stretched by the same factor
 * as others; and if this computer is so busy that the wall time is longer than that, the device
 * appears slower than it is meant to be.
 */
public final class DeviceSpeed {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int LEAST_RUNS = 3;

  /** The first twenty or so still run code that is not compiled. */
  private static final int MOST_RUNS = 150;

  /** For all tasks of a shard together, and for one; each is learned twice. */
  private static final long SHARD_NANOS = 1_000_000_000;

  private static final long MOST_NANOS = 150_000_000;

  /** Disturbance does not go so far. */
  private static final double OTHER_WORK = 3;

  private final double slowdown;
  private final long learningNanos;
  private final Map<String, Long> cpuNanos = new ConcurrentHashMap<>();

  /**
   * Makes the speed of a device.
   *
   * @param slowdown 0 or less for a real device
   * @param tasks number of tasks of the shard
   */
  public DeviceSpeed(double slowdown, int tasks) {
    this.slowdown = slowdown;
    this.learningNanos = Math.min(MOST_NANOS, SHARD_NANOS / Math.max(1, tasks));
  }

  /** Whether the device is a virtual one. */
  public boolean isVirtual() {
    return slowdown > 0;
  }

  /**
   * Runs a task some times to learn its CPU time, on virtual devices only. What was learned before
   * is kept if it was less.
   */
  public void learn(String task, TaskSession session, Map<String, WireTensor> inputs) {
    if (slowdown <= 0) {
      return;
    }
    long begin = System.nanoTime();
    long least = Long.MAX_VALUE;
    for (int i = 0;
        i < LEAST_RUNS || (i < MOST_RUNS && System.nanoTime() - begin < learningNanos);
        i++) {
      long before = THREADS.getCurrentThreadCpuTime();
      session.run(inputs);
      least = Math.min(least, THREADS.getCurrentThreadCpuTime() - before);
    }
    remember(task, least);
  }

  /** Runs a task on the calling thread, for as long as the device takes for it. */
  public TimedRun run(String task, TaskSession session, Map<String, WireTensor> inputs)
      throws InterruptedException {
    long before = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    Map<String, WireTensor> outputs = session.run(inputs);
    if (slowdown > 0) {
      long cpu = THREADS.getCurrentThreadCpuTime() - before;
      PreciseWait.until(start + Math.round(slowdown * work(task, cpu)));
    }
    return new TimedRun(outputs, start, System.nanoTime());
  }

  /** CPU time that a run of a task counts for, ns: the least so far, unless it did other work. */
  long work(String task, long runNanos) {
    Long least =
        cpuNanos.computeIfPresent(
            task,
            (id, before) -> isSameWork(runNanos, before) ? Math.min(runNanos, before) : before);
    return least != null && isSameWork(runNanos, least) ? least : runNanos;
  }

  /** Remembers the CPU time of a run. */
  void remember(String task, long runNanos) {
    cpuNanos.merge(task, runNanos, Math::min);
  }

  private static boolean isSameWork(long one, long other) {
    return one < OTHER_WORK * other && other < OTHER_WORK * one;
  }
}
