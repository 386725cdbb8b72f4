package io.splitboard.solver.pipeline;

import java.util.List;

/**
 * What a chain of stages comes to with enough requests in flight.
 *
 * @param stages in order
 * @param periodMs time between results
 * @param latencyMs time of a lone request, from the source and back to it
 * @param payloadBytes tensors between nodes for one result, without the input and the result
 * @param wireBytes what of these is on the wire
 * @param overheadMs time of packing and unpacking on all nodes for one result
 * @param bottleneck what is at work all the time: a device, or the dispatcher
 */
public record PipelineFigures(
    List<StageFigures> stages,
    double periodMs,
    double latencyMs,
    long payloadBytes,
    long wireBytes,
    double overheadMs,
    String bottleneck) {

  /** Copies the list. */
  public PipelineFigures {
    stages = List.copyOf(stages);
  }

  /** Results per second. */
  public double throughputPerSecond() {
    return 1000 / periodMs;
  }

  /** Mean energy of a node for one result, joule. */
  public double joulePerNode() {
    return stages.stream().mapToDouble(StageFigures::joule).average().orElse(0);
  }
}
