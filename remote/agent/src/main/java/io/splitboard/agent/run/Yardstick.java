package io.splitboard.agent.run;

import java.util.function.LongUnaryOperator;

/**
 * Work that tells how quick this computer is at a moment. What a virtual device learns is put in
 * proportion to it, so that a device is as quick in a slow moment as in a quick one.
 *
 * @param work what does it once, on the calling thread
 * @param usualNanos from the CPU time that it takes now to the one that it takes at this computer's
 *     usual pace, ns
 */
public record Yardstick(Runnable work, LongUnaryOperator usualNanos) {}
