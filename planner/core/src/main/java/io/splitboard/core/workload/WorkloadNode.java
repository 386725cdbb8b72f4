package io.splitboard.core.workload;

import java.util.OptionalLong;

/**
 * One layer or operator of a profiled workload.
 *
 * @param id unique in the workload
 * @param name for people; empty where the file has none
 * @param acceleratorAllowed whether it may run on an accelerator
 * @param cpuMs time on a CPU, ms
 * @param acceleratorMs time on an accelerator, ms
 * @param bytes memory that it takes on an accelerator
 * @param backward whether it belongs to the backward pass of a training step
 * @param colorClass nodes of the same class stay on the same device
 */
public record WorkloadNode(
    long id,
    String name,
    boolean acceleratorAllowed,
    double cpuMs,
    double acceleratorMs,
    double bytes,
    boolean backward,
    OptionalLong colorClass) {}
