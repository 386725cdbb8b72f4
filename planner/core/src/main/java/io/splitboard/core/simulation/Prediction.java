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
 * @param latency summary of the request alone; where devices take turns, of as many requests one
 *     after another as there are turns
 * @param throughput summary of the stream
 */
public record Prediction(
    Program program, Trace single, Trace stream, Summary latency, Summary throughput) {

  private static final int MOST_STEPS = 10_000;
  private static final int MOST_IN_FLIGHT = 64;

  /**
   * Compiles and simulates.
   *
   * @throws UserException if the partition cannot be compiled
   */
  public static Prediction of(
      Network network, Cluster cluster, Profile profile, Partition partition) {
    return of(Compiler.compile(network, cluster, partition, profile), cluster, profile);
  }

  /** Simulates a program that has been compiled for this cluster and profile. */
  public static Prediction of(Program program, Cluster cluster, Profile profile) {
    Cluster profiled = profiled(cluster, profile);
    Trace single = Simulator.simulate(program, profile, profiled, Load.SINGLE);
    Summary latency = alone(single, program, profile, profiled);
    Load load = streamOf(program, streamInFlight(latency, cluster));
    Trace stream = Simulator.simulate(program, profile, profiled, load);
    return new Prediction(program, single, stream, latency, Summary.of(stream, program, profiled));
  }

  /**
   * How many requests a stream of this program has in flight: as many as keep its busiest device or
   * link at work, and not many more, since each of them makes all others wait. That one is busy for
   * a share of a lone request's time; 1 / share requests would fill it if they met no others
   * (Little's law), twice as many make up for their meeting.
   *
   * @return 2 to 64
   */
  public static int streamInFlight(Program program, Cluster cluster, Profile profile) {
    Cluster profiled = profiled(cluster, profile);
    Trace single = Simulator.simulate(program, profile, profiled, Load.SINGLE);
    return streamInFlight(alone(single, program, profile, profiled), cluster);
  }

  /** What requests that never meet come to, all turns alike. */
  private static Summary alone(Trace single, Program program, Profile profile, Cluster profiled) {
    int turns = program.turns();
    Trace trace =
        turns == 1 ? single : Simulator.simulate(program, profile, profiled, new Load(turns, 1));
    return Summary.of(trace, program, profiled);
  }

  private static int streamInFlight(Summary single, Cluster cluster) {
    double busiestShare = Bottleneck.of(single, cluster.contention()).busyShare();
    return (int) Math.ceil(2 / Math.max(busiestShare, 2.0 / MOST_IN_FLIGHT));
  }

  /**
   * A load that reaches the steady state; shorter where the program is so large that an edit would
   * be felt. Each device that takes turns has as many as the others.
   */
  private static Load streamOf(Program program, int inFlight) {
    int steps = Math.max(1, program.tasks().size() + program.transfers().size());
    int affordable = Math.max(2 * inFlight, MOST_STEPS / steps);
    int turns = program.turns();
    int rounds = (Math.min(10 * inFlight, affordable) + turns - 1) / turns;
    return new Load(rounds * turns, inFlight);
  }

  private static Cluster profiled(Cluster cluster, Profile profile) {
    return new Cluster(
        cluster.devices(), profile.linksOf(cluster), cluster.source(), cluster.contention());
  }
}
