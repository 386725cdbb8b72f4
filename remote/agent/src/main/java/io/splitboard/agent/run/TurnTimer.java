package io.splitboard.agent.run;

import io.splitboard.agent.UsualTime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Runs tasks in turn, and a {@link Yardstick} between them, to find their {@link UsualTime usual}
 * CPU times at this computer's usual pace. In turn, so that all of them meet the same moments of
 * this computer, and each other's caches, as they do in requests.
 */
final class TurnTimer {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int LEAST_ROUNDS = 3;

  /** What is over so soon is not worth more: nobody notices its share of a request. */
  private static final int MOST_ROUNDS = 1000;

  /** Time for the yardstick over time for the tasks. */
  private static final double YARDSTICK_SHARE = 0.5;

  private final Map<String, Runnable> runs;
  private final Yardstick yardstick;
  private final Map<String, DoubleStream.Builder> cpuNanos = new LinkedHashMap<>();
  private final DoubleStream.Builder yardstickNanos = DoubleStream.builder();

  /**
   * A timer that has run nothing yet.
   *
   * @param runs what runs a task once on the calling thread, by task id
   */
  TurnTimer(Map<String, Runnable> runs, Yardstick yardstick) {
    this.runs = runs;
    this.yardstick = yardstick;
  }

  /** Runs them for some time without looking at how long they take. */
  void warmUp(long nanos) {
    long begin = System.nanoTime();
    for (int round = 0; round < MOST_ROUNDS && System.nanoTime() - begin < nanos; round++) {
      runs.values().forEach(Runnable::run);
    }
    for (int round = 0; round < LEAST_ROUNDS; round++) {
      yardstick.work().run();
    }
  }

  /**
   * Runs them for some time, three rounds at least.
   *
   * @return usual CPU time of each, ns
   */
  Map<String, Long> usualNanos(long nanos) {
    long begin = System.nanoTime();
    double ofTasks = 0;
    double ofYardstick = 0;
    for (int round = 0; !isEnough(round, System.nanoTime() - begin, nanos); round++) {
      for (Map.Entry<String, Runnable> run : runs.entrySet()) {
        double taken = cpuNanos(run.getValue());
        cpuNanos.computeIfAbsent(run.getKey(), any -> DoubleStream.builder()).add(taken);
        ofTasks += taken;
        while (ofYardstick < YARDSTICK_SHARE * ofTasks) {
          double more = cpuNanos(yardstick.work());
          yardstickNanos.add(more);
          ofYardstick += more;
        }
      }
    }
    return inProportion();
  }

  private Map<String, Long> inProportion() {
    double now = UsualTime.of(yardstickNanos.build().toArray());
    double factor = yardstick.usualNanos().applyAsLong(Math.round(now)) / now;
    Map<String, Long> usual = new LinkedHashMap<>();
    cpuNanos.forEach(
        (task, all) -> usual.put(task, Math.round(factor * UsualTime.of(all.build().toArray()))));
    return usual;
  }

  private static boolean isEnough(int rounds, long nanos, long wantedNanos) {
    return rounds >= MOST_ROUNDS || (rounds >= LEAST_ROUNDS && nanos >= wantedNanos);
  }

  private static double cpuNanos(Runnable run) {
    long before = THREADS.getCurrentThreadCpuTime();
    run.run();
    return THREADS.getCurrentThreadCpuTime() - before;
  }
}
