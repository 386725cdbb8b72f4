package io.splitboard.fleet.run;

import io.splitboard.core.Progress;
import io.splitboard.core.program.Program;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.RunListener;
import io.splitboard.fleet.RunResult;
import io.splitboard.fleet.agent.AgentProcess;
import io.splitboard.fleet.agent.DeviceSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of requests through live devices, from the first input to the trace. */
public final class Run {

  private static final Logger log = LoggerFactory.getLogger(Run.class);
  private static final long LOOK_AGAIN_MS = 100;
  private static final long REPORTS_LIMIT_MS = 3_000;
  private static final long AFTER_FAILURE_MS = 3_000;
  private static final int CLOCK_PERIOD_SECONDS = 5;

  private final Program program;
  private final String deployment;
  private final Map<String, DeviceSession> sessions;
  private final KeptInputs kept;
  private final int firstRequest;
  private final RunListener listener;
  private final Progress progress;
  private final Map<String, AgentClock> clocks = new LinkedHashMap<>();
  private final Ledger ledger;
  private final Timings timings;
  private volatile boolean over;

  /**
   * Prepares a run.
   *
   * @param program what the devices have loaded
   * @param deployment id that the agents know
   * @param sessions live devices, by id
   * @param kept inputs that the source has
   * @param firstRequest a number larger than that of any request before
   */
  public Run(
      Program program,
      String deployment,
      Map<String, DeviceSession> sessions,
      KeptInputs kept,
      int firstRequest,
      RunListener listener,
      Progress progress) {
    this.program = program;
    this.deployment = deployment;
    this.sessions = sessions;
    this.kept = kept;
    this.firstRequest = firstRequest;
    this.listener = listener;
    this.progress = progress;
    sessions.keySet().forEach(device -> clocks.put(device, new AgentClock()));
    this.ledger = new Ledger(listener);
    this.timings = new Timings(program, clocks, firstRequest);
  }

  /**
   * Runs requests and returns when all are complete, or the run broke off or was cancelled. What
   * was complete by then is kept.
   *
   * @param requests inputs by tensor name; asked for one by one
   * @throws io.splitboard.core.UserException if a request's inputs are not those of the network
   */
  public RunResult execute(Iterable<Map<String, TensorData>> requests) {
    watchAgents();
    sessions.forEach((device, session) -> clocks.get(device).measure(session.client()));
    ScheduledExecutorService clockwork =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "clocks");
              thread.setDaemon(true);
              return thread;
            });
    List<TelemetryReader> telemetry = new ArrayList<>();
    DeviceSession source = sessions.get(program.source());
    ResultReader results =
        new ResultReader(program, source.client(), firstRequest, ledger, timings);
    boolean cancelled = false;
    try {
      for (DeviceSession session : sessions.values()) {
        TelemetryReader reader = new TelemetryReader(session, timings, ledger, listener);
        reader.open();
        telemetry.add(reader);
      }
      results.open();
      clockwork.scheduleAtFixedRate(
          this::measureClocks, CLOCK_PERIOD_SECONDS, CLOCK_PERIOD_SECONDS, TimeUnit.SECONDS);
      feedAndAwait(source, requests);
    } catch (CancellationException e) {
      cancelled = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancelled = true;
    } finally {
      results.close();
      awaitReports();
      clockwork.shutdownNow();
      telemetry.forEach(TelemetryReader::close);
      over = true;
    }
    ledger.handOverRest();
    // What was on its way when the user stopped the run is given up, not lost.
    int lost = cancelled ? ledger.failedCount() : ledger.lostCount();
    return new RunResult(
        timings.trace(),
        timings.codecErrors(),
        ledger.completedCount(),
        lost,
        ledger.problems(),
        cancelled);
  }

  /** A number larger than that of any request of this run. */
  public int nextRequest() {
    return firstRequest + ledger.begunCount();
  }

  private void feedAndAwait(DeviceSession source, Iterable<Map<String, TensorData>> requests)
      throws InterruptedException {
    new Feeder(program, deployment, kept, firstRequest, ledger)
        .feed(source.client(), requests, progress);
    ledger.allSubmitted();
    long failureSeen = 0;
    while (!ledger.isOver() && !ledger.isBroken()) {
      progress.check();
      ledger.await(LOOK_AGAIN_MS);
      if (ledger.failedCount() > 0) {
        failureSeen = failureSeen == 0 ? System.nanoTime() : failureSeen;
        if (System.nanoTime() - failureSeen > AFTER_FAILURE_MS * 1_000_000) {
          break;
        }
      }
    }
    if (ledger.failedCount() > 0 && !ledger.isBroken()) {
      nameDeadAgent();
    }
  }

  /** Peers may tell of a device's end before its own connection does, so that one is awaited. */
  private void nameDeadAgent() throws InterruptedException {
    List<AgentProcess> agents = sessions.values().stream().map(DeviceSession::process).toList();
    CompletableFuture<?>[] ends =
        agents.stream().map(AgentProcess::ended).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.anyOf(ends).get(AFTER_FAILURE_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.debug("requests failed, but all agents are there", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    agents.stream()
        .filter(agent -> agent.ended().isDone())
        .findFirst()
        .ifPresent(agent -> ledger.breakOff(agent.reason().getMessage()));
  }

  private void watchAgents() {
    for (DeviceSession session : sessions.values()) {
      session
          .process()
          .ended()
          .thenRunAsync(
              () -> {
                if (!over) {
                  ledger.breakOff(session.process().reason().getMessage());
                }
              });
    }
  }

  private void measureClocks() {
    sessions.forEach((device, session) -> clocks.get(device).measure(session.client()));
  }

  private void awaitReports() {
    try {
      if (!ledger.isBroken() && !timings.awaitReports(REPORTS_LIMIT_MS)) {
        log.warn("some measurements of deployment {} did not arrive", deployment);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
