package io.splitboard.core.partition;

/**
 * Why a partition cannot run or does not keep its constraints.
 *
 * @param layer id of the layer where the picture shows it; empty if it belongs to a device
 * @param device id of the device where the picture shows it; empty if it belongs to no one device
 * @param sentence what is wrong and what to do
 */
public record Violation(String layer, String device, String sentence) {}
