package io.splitboard.fleet.run;

import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.RunListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which requests of a run are under way, complete or failed, and whether the run can go on. Hands
 * completed ones to the listener in the order of their numbers. Thread-safe.
 */
final class Ledger {

  private static final Logger log = LoggerFactory.getLogger(Ledger.class);

  private final RunListener listener;
  private final TreeMap<Integer, Runnable> held = new TreeMap<>();
  private final Map<Integer, String> failed = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private int submitted;
  private int completed;
  private int nextToHandOver;
  private boolean allSubmitted;
  private boolean broken;

  Ledger(RunListener listener) {
    this.listener = listener;
  }

  /** A request was given to the source. */
  synchronized void submitted() {
    submitted++;
  }

  /** No more requests will be given. */
  synchronized void allSubmitted() {
    allSubmitted = true;
    notifyAll();
  }

  /** A request is complete. */
  synchronized void completed(int request, double latencyMs, Map<String, TensorData> outputs) {
    completed++;
    held.put(request, () -> listener.completed(request, latencyMs, outputs));
    handOver();
    notifyAll();
  }

  /** A request will never be complete. */
  synchronized void failed(int request, String sentence) {
    if (failed.put(request, sentence) == null) {
      problem(sentence);
    }
    handOver();
    notifyAll();
  }

  /** Something went wrong; the run goes on if it can. */
  synchronized void problem(String sentence) {
    if (!problems.contains(sentence)) {
      log.warn("{}", sentence);
      problems.add(sentence);
    }
  }

  /** The run cannot go on; this is why, before anything else that followed from it. */
  synchronized void breakOff(String sentence) {
    broken = true;
    problems.remove(sentence);
    problems.add(0, sentence);
    notifyAll();
  }

  private void handOver() {
    while (held.containsKey(nextToHandOver) || failed.containsKey(nextToHandOver)) {
      Runnable next = held.remove(nextToHandOver++);
      if (next != null) {
        next.run();
      }
    }
  }

  /** Hands over what is held back only because a request before it never came. */
  synchronized void handOverRest() {
    held.values().forEach(Runnable::run);
    held.clear();
  }

  /** Whether more requests should be given. */
  synchronized boolean wantsMore() {
    return !broken && failed.isEmpty();
  }

  synchronized boolean isBroken() {
    return broken;
  }

  /** Whether every submitted request is complete or failed, and no more will come. */
  synchronized boolean isOver() {
    return allSubmitted && completed + failed.size() >= submitted;
  }

  /** Waits for a change, no longer than the limit. */
  synchronized void await(long limitMs) throws InterruptedException {
    if (!isOver() && !broken) {
      wait(limitMs);
    }
  }

  synchronized int completedCount() {
    return completed;
  }

  synchronized int failedCount() {
    return failed.size();
  }

  /** Number of requests of which the source has received anything. */
  synchronized int begunCount() {
    return submitted;
  }

  synchronized int lostCount() {
    return submitted - completed;
  }

  synchronized List<String> problems() {
    return List.copyOf(problems);
  }
}
