package io.splitboard.core.cluster;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Usual figures of one model of device. Every figure can be edited once a device has been made from
 * it, and none was measured here.
 *
 * @param id for example {@code pi-4b}
 * @param name what people call it
 * @param compute speed
 * @param power electric power
 * @param memoryBytes memory that weights and tensors may take
 * @param loadMegabytesPerSecond rate of loading weights from storage
 * @param access payload rate in Mbit/s by the id of the link preset that the device has a port for
 * @param source where each figure came from, by its name
 */
public record CatalogueEntry(
    String id,
    String name,
    Compute compute,
    Power power,
    long memoryBytes,
    double loadMegabytesPerSecond,
    Map<String, Double> access,
    Map<String, String> source) {

  /** Copies the maps, keeping their order. */
  public CatalogueEntry {
    access = Collections.unmodifiableMap(new LinkedHashMap<>(access));
    source = Collections.unmodifiableMap(new LinkedHashMap<>(source));
  }

  /** A device with these figures. */
  public Device device(String deviceId, Connection connection) {
    return new Device(
        deviceId, id, compute, power, memoryBytes, loadMegabytesPerSecond, connection);
  }
}
