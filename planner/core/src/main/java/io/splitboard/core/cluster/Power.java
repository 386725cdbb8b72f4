package io.splitboard.core.cluster;

/**
 * What a device draws.
 *
 * @param idleWatt while it waits
 * @param loadWatt while it computes
 */
public record Power(double idleWatt, double loadWatt) {}
