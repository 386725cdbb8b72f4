package io.splitboard.core.project;

import java.time.Instant;
import java.util.Optional;

/**
 * What a list of experiments shows, without the traces.
 *
 * @param id unique in the project
 * @param name what people call it
 * @param when start of the run
 * @param design name of the design at the time
 * @param optimize whether ONNX Runtime's graph optimization was on
 * @param requests completed requests
 * @param lost requests without a result
 * @param latencyP50Ms measured median latency
 * @param throughputPerSecond measured
 * @param maxAbsDiff largest difference from the whole network's outputs; empty if not verified
 */
public record ExperimentHeader(
    String id,
    String name,
    Instant when,
    String design,
    boolean optimize,
    int requests,
    int lost,
    double latencyP50Ms,
    double throughputPerSecond,
    Optional<Double> maxAbsDiff) {}
