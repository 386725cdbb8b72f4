package io.splitboard.core.simulation;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;

/**
 * What a partition is expected to do.
 *
 * @param program the partition compiled
 * @param single trace of one request alone
 * @param stream trace of several requests in flight
 * @param latency summary of the request alone
 * @param throughput summary of the stream
 */
public record Prediction(
    Program program, Trace single, Trace stream, Summary latency, Summary throughput) {

  private static final int MOST_STEPS = 40_000;

  /**
   * Compiles and simulates.
   *
   * @throws UserException if the partition cannot be compiled
   */
  public static Prediction of(
      Network network, Cluster cluster, Profile profile, Partition partition) {
    Program program = Compiler.compile(network, cluster, partition, profile);
    Cluster profiled = profiled(cluster, profile);
    Trace single = Simulator.simulate(program, profile, profiled, Load.SINGLE);
    Trace stream = Simulator.simulate(program, profile, profiled, streamOf(program));
    return new Prediction(
        program,
        single,
        stream,
        Summary.of(single, program, profiled),
        Summary.of(stream, program, profiled));
  }

  /**
   * Enough requests to reach the steady state: two in flight per device, and twelve times as many
   * in all, fewer where the program is so large that an edit would be felt.
   */
  static Load streamOf(Program program) {
    int inFlight = 2 * program.devices().size();
    int steps = Math.max(1, program.tasks().size() + program.transfers().size());
    int requests = Math.min(12 * inFlight, Math.max(3 * inFlight, MOST_STEPS / steps));
    return new Load(requests, inFlight);
  }

  private static Cluster profiled(Cluster cluster, Profile profile) {
    return new Cluster(
        cluster.devices(), profile.linksOf(cluster), cluster.source(), cluster.contention());
  }
}
