package io.splitboard.app.service;

import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Device;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether this computer could be all the virtual devices of a run at once. */
final class LabConditions {

  /** With less to spare, messages wait for a processor. */
  private static final double MOST_BUSY = 0.95;

  /** Half a second of two processors; shorter ones tell nothing. */
  private static final long LEAST_TICKS = 100;

  private LabConditions() {}

  /**
   * What to know about the figures of a run.
   *
   * @param devices that took part
   * @return empty if none is virtual, or if the computer had something to spare
   */
  static Optional<String> caution(List<Device> devices, ProcessorTime.Use use) {
    boolean virtual =
        devices.stream().anyMatch(device -> device.connection() instanceof Connection.Virtual);
    if (!virtual || use.ticks() < LEAST_TICKS || use.busy() < MOST_BUSY) {
      return Optional.empty();
    }
    return Optional.of(
        "This computer's processors were %s busy during the run, so that its virtual devices were slower than they are meant to be: give the devices a larger slowdown, use fewer, or end what else runs here."
            .formatted(percent(use.busy())));
  }

  /** The use as it is kept with a run. */
  static Map<String, String> words(ProcessorTime.Use use) {
    return Map.of(
        "processors busy", percent(use.busy()) + " of the time",
        "taken by their host", percent(use.stolen()) + " of what was wanted");
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }
}
