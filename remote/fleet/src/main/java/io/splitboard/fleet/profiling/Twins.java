package io.splitboard.fleet.profiling;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.profile.DeviceProfile;
import java.util.Map;
import java.util.Set;

/** Devices that could not be measured, but are of the same make as one that was. */
final class Twins {

  private Twins() {}

  /**
   * Gives each device that was not measured the costs of its twin, as fitted figures. Virtual
   * devices are no twins of others: what they cost depends on this computer.
   */
  static void fill(Map<String, DeviceProfile> costs, Cluster cluster, Set<String> measured) {
    for (Device device : cluster.devices()) {
      if (!measured.contains(device.id())) {
        cluster.devices().stream()
            .filter(other -> measured.contains(other.id()) && areTwins(device, other))
            .findFirst()
            .ifPresent(twin -> costs.put(device.id(), costs.get(twin.id()).asFitted()));
      }
    }
  }

  private static boolean areTwins(Device device, Device other) {
    return device.model().equals(other.model())
        && device.compute().equals(other.compute())
        && !(device.connection() instanceof Connection.Virtual)
        && !(other.connection() instanceof Connection.Virtual);
  }
}
