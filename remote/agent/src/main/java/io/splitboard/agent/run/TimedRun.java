package io.splitboard.agent.run;

import io.splitboard.agent.PreciseWait;
import io.splitboard.agent.engine.TaskSession;
import io.splitboard.protocol.wire.WireTensor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;

/**
 * One run of a task, as long as the device takes for it.
 *
 * <p>A virtual device with slowdown f lasts max(wall time, f × CPU time of the calling thread).
 * This needs one compute thread, so that all work is on the calling thread. Its limits: caches and
 * memory bandwidth are this computer's, so memory-bound layers are stretched by the same factor as
 * others; and if other programs keep this computer so busy that the wall time exceeds f × CPU time,
 * the device appears slower than it is meant to be.
 *
 * @param outputs values by the sub-model's output names
 */
public record TimedRun(Map<String, WireTensor> outputs, long startNanos, long endNanos) {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * Runs a session on the calling thread.
   *
   * @param slowdown how much longer than its CPU time it lasts; 0 or less for a real device
   */
  public static TimedRun of(TaskSession session, Map<String, WireTensor> inputs, double slowdown)
      throws InterruptedException {
    long cpuBefore = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    Map<String, WireTensor> outputs = session.run(inputs);
    if (slowdown > 0) {
      long cpu = THREADS.getCurrentThreadCpuTime() - cpuBefore;
      PreciseWait.until(start + Math.round(slowdown * cpu));
    }
    return new TimedRun(outputs, start, System.nanoTime());
  }

  /** How long it lasted, ms. */
  public double wallMs() {
    return (endNanos - startNanos) / 1e6;
  }
}
