package io.splitboard.agent.run;

import io.splitboard.agent.PreciseWait;
import io.splitboard.agent.UsualTime;
import io.splitboard.agent.engine.TaskSession;
import io.splitboard.protocol.wire.WireTensor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long tasks last on this device. A real device's take their time.
 *
 * <p>On a virtual device with slowdown f a task lasts f × its {@link UsualTime usual} CPU time,
 * which is learned by running all tasks in turn when they are loaded. So neither the other devices,
 * which share this computer's processors and caches, nor the pauses that the stretching itself
 * makes are taken for work of the device. A run whose CPU time is far from that did other work, by
 * a loop or a condition in it: it lasts f × its own CPU time.
 *
 * <p>The host of a virtual machine may slow it by half and more, for moments or for seconds, when
 * others use the same cores. The least time of many runs would be that of a moment of peace, but
 * short tasks find one far more often than long ones, so that parts would seem quicker than their
 * whole. That is why the usual time is learned, over a time that is long for such moments, and put
 * in proportion to what a {@link Yardstick} takes meanwhile.
 *
 * <p>This needs one compute thread, so that all work is on the calling thread. Its limits: caches
 * and memory bandwidth are this computer's, so memory-bound layers are stretched by the same factor
 * as others; and if this computer is so busy that the wall time is longer than that, the device
 * appears slower than it is meant to be.
 */
public final class DeviceSpeed {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** The first twenty or so runs still meet code that is not compiled. */
  private static final long WARM_UP_NANOS = 300_000_000;

  /** Disturbance does not go so far. */
  private static final double OTHER_WORK = 3;

  /** A short task takes several times as long where caches are cold, but not so much more. */
  private static final long OTHER_WORK_NANOS = 2_000_000;

  private final double slowdown;
  private final Map<String, Long> cpuNanos = new ConcurrentHashMap<>();

  /**
   * Makes the speed of a device.
   *
   * @param slowdown 0 or less for a real device
   */
  public DeviceSpeed(double slowdown) {
    this.slowdown = slowdown;
  }

  /** Whether the device is a virtual one. */
  public boolean isVirtual() {
    return slowdown > 0;
  }

  /**
   * Runs tasks in turn to learn their CPU times, on virtual devices only.
   *
   * @param runs what runs a task once on the calling thread, by task id
   * @param seconds for how long, s; less if they are over very soon
   */
  public void learn(Map<String, Runnable> runs, double seconds, Yardstick yardstick) {
    if (slowdown <= 0 || runs.isEmpty()) {
      return;
    }
    TurnTimer timer = new TurnTimer(runs, yardstick);
    timer.warmUp(WARM_UP_NANOS);
    timer.usualNanos(Math.round(1e9 * seconds)).forEach(this::remember);
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

  /** CPU time that a run of a task counts for, ns: the usual one, unless it did other work. */
  long work(String task, long runNanos) {
    Long usual = cpuNanos.get(task);
    return usual != null && isSameWork(runNanos, usual) ? usual : runNanos;
  }

  /** Remembers the usual CPU time of a task. */
  void remember(String task, long usualNanos) {
    cpuNanos.put(task, usualNanos);
  }

  private static boolean isSameWork(long one, long other) {
    return Math.abs(one - other) < OTHER_WORK_NANOS
        || (one < OTHER_WORK * other && other < OTHER_WORK * one);
  }
}
