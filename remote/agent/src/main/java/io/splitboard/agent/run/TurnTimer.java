package io.splitboard.agent.run;

import io.splitboard.agent.UsualTime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Runs tasks in turn to find their {@link UsualTime usual} CPU times. In turn, so that all of them
 * meet the same moments of this computer, and each other's caches, as they do in requests.
 */
final class TurnTimer {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int LEAST_ROUNDS = 3;

  /** What is over so soon is not worth more: nobody notices its share of a request. */
  private static final int MOST_ROUNDS = 1000;

  private final Map<String, Runnable> runs;
  private final Map<String, DoubleStream.Builder> cpuNanos = new LinkedHashMap<>();

  /**
   * A timer that has run nothing yet.
   *
   * @param runs what runs a task once on the calling thread, by task id
   */
  TurnTimer(Map<String, Runnable> runs) {
    this.runs = runs;
  }

  /** Runs them for some time without looking at how long they take. */
  void warmUp(long nanos) {
    long begin = System.nanoTime();
    for (int round = 0; round < MOST_ROUNDS && System.nanoTime() - begin < nanos; round++) {
      runs.values().forEach(Runnable::run);
    }
  }

  /**
   * Runs them for some time, three rounds at least.
   *
   * @return usual CPU time of each, ns
   */
  Map<String, Long> usualNanos(long nanos) {
    long begin = System.nanoTime();
    for (int round = 0; !isEnough(round, System.nanoTime() - begin, nanos); round++) {
      runs.keySet().forEach(this::time);
    }
    Map<String, Long> usual = new LinkedHashMap<>();
    cpuNanos.forEach(
        (task, all) -> usual.put(task, Math.round(UsualTime.of(all.build().toArray()))));
    return usual;
  }

  private static boolean isEnough(int rounds, long nanos, long wantedNanos) {
    return rounds >= MOST_ROUNDS || (rounds >= LEAST_ROUNDS && nanos >= wantedNanos);
  }

  private void time(String task) {
    long before = THREADS.getCurrentThreadCpuTime();
    runs.get(task).run();
    cpuNanos
        .computeIfAbsent(task, any -> DoubleStream.builder())
        .add(THREADS.getCurrentThreadCpuTime() - before);
  }
}
