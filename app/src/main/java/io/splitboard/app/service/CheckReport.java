package io.splitboard.app.service;

import java.util.Optional;

/**
 * How the pieces of one partition, run in this process, compare with the whole network.
 *
 * @param outcome of the outputs
 * @param tolerance allowed difference over the largest element; 0 asks for the same bits
 * @param divergence where results first differ; empty if the outputs agree, or nothing that tasks
 *     hand out differs
 * @param lossy what lossy codecs on links do besides; empty if there are none. The outcome is
 *     without them
 */
public record CheckReport(
    PiecewiseCheck.Outcome outcome,
    double tolerance,
    Optional<Divergence> divergence,
    Optional<LossyEffect> lossy) {}
