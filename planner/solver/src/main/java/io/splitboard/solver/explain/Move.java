package io.splitboard.solver.explain;

import io.splitboard.core.partition.Partition;

/**
 * One change to a partition, judged by simulation.
 *
 * @param sentence what changes, as in {@code one row less on pi-c, one more on pi-b, in conv4_1 …}
 * @param partition what it leads to
 * @param value of the objective then
 * @param gain by how much the value gets smaller; negative if it grows
 */
public record Move(String sentence, Partition partition, double value, double gain) {}
