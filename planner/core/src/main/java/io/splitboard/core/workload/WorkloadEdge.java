package io.splitboard.core.workload;

/**
 * The output of one node is read by another.
 *
 * @param source id of the node that makes it
 * @param target id of the node that reads it
 * @param costMs time to move it between an accelerator and the host's memory, ms; the same for all
 *     edges of a source
 */
public record WorkloadEdge(long source, long target, double costMs) {}
