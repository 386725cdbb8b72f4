package io.splitboard.core.simulation;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Power;
import io.splitboard.core.cluster.Routes;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes a {@link Summary}; simulated and measured traces go the same way. */
final class Summarizer {

  private final Trace trace;
  private final Program program;
  private final Cluster cluster;
  private final int requests;
  private final double throughputPerSecond;
  private final double periodMs;

  Summarizer(Trace trace, Program program, Cluster cluster) {
    if (trace.requests().isEmpty()) {
      throw new IllegalArgumentException("no request of the trace completed");
    }
    this.trace = trace;
    this.program = program;
    this.cluster = cluster;
    this.requests = trace.requests().size();
    double seenMs = 1000 / Throughput.perSecond(trace.requests());
    // Measured rates stay as they are.
    this.periodMs =
        trace.measured() ? seenMs : Math.max(seenMs, Busiest.perRequestMs(trace, cluster));
    this.throughputPerSecond = 1000 / periodMs;
  }

  Summary summary() {
    double[] latencies =
        trace.requests().stream().mapToDouble(Trace.RequestRun::latencyMs).sorted().toArray();
    Map<String, Summary.DeviceUse> devices = devices();
    double energy =
        devices.values().stream().mapToDouble(Summary.DeviceUse::energyJoulePerRequest).sum();
    long bytes = trace.transfers().stream().mapToLong(Trace.TransferRun::bytes).sum();
    return new Summary(
        trace.measured(),
        requests,
        nearestRank(latencies, 0.50),
        nearestRank(latencies, 0.99),
        java.util.Arrays.stream(latencies).average().orElseThrow(),
        throughputPerSecond,
        energy,
        perRequest(bytes),
        devices,
        links());
  }

  private static double nearestRank(double[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }

  private long perRequest(long bytes) {
    return Math.round((double) bytes / requests);
  }

  private Map<String, Summary.DeviceUse> devices() {
    Map<String, Double> busyMs = new LinkedHashMap<>();
    program.devices().forEach(id -> busyMs.put(id, 0.0));
    trace
        .tasks()
        .forEach(run -> busyMs.merge(run.device(), run.endMs() - run.startMs(), Double::sum));
    Map<String, Summary.DeviceUse> uses = new LinkedHashMap<>();
    busyMs.forEach((id, sum) -> uses.put(id, device(id, sum / requests)));
    return uses;
  }

  private Summary.DeviceUse device(String id, double busyMs) {
    long weights = program.weightBytes(id);
    long working = 0;
    for (Task task : program.shard(id)) {
      working = Math.max(working, task.activationBytes());
    }
    Power power = cluster.device(id).power();
    double idleMs = Math.max(0, periodMs - busyMs);
    double joule = (power.loadWatt() * busyMs + power.idleWatt() * idleMs) / 1000;
    double share = Math.min(1, busyMs / periodMs);
    return new Summary.DeviceUse(busyMs, share, weights, weights + working, joule);
  }

  private Map<String, Summary.LinkUse> links() {
    Routes routes = new Routes(cluster.links());
    Map<String, LinkSum> sums = new LinkedHashMap<>();
    for (Transfer transfer : program.transfers()) {
      sums.computeIfAbsent(key(transfer.from(), transfer.to()), key -> new LinkSum());
    }
    for (Trace.TransferRun run : trace.transfers()) {
      LinkSum sum = sums.computeIfAbsent(key(run.from(), run.to()), key -> new LinkSum());
      sum.bytes += run.bytes();
      sum.wallMs += run.endMs() - run.startMs();
      Optional<Link> link = Optional.ofNullable(routes.direct(run.from(), run.to()));
      sum.occupiedMs += link.map(known -> known.occupiedMs(run.bytes())).orElse(0.0);
    }
    Map<String, Summary.LinkUse> uses = new LinkedHashMap<>();
    sums.forEach((key, sum) -> uses.put(key, link(sum)));
    return uses;
  }

  private Summary.LinkUse link(LinkSum sum) {
    double busyMs = sum.occupiedMs / requests;
    double rate =
        trace.measured() && sum.wallMs > 0 ? 8 * sum.bytes / (sum.wallMs * 1000) : Double.NaN;
    return new Summary.LinkUse(perRequest(sum.bytes), busyMs, Math.min(1, busyMs / periodMs), rate);
  }

  private static String key(String from, String to) {
    return from + "→" + to;
  }

  private static final class LinkSum {
    private long bytes;
    private double wallMs;
    private double occupiedMs;
  }
}
