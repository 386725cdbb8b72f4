package io.splitboard.app.window.model;

import io.splitboard.app.picture.network.NetworkOverlay;
import io.splitboard.app.picture.network.OverlayBuilder;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.fleet.DeviceTelemetry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Lays predicted times, and those that devices report, over the network's picture. */
public final class NetworkOverlays {
  private NetworkOverlays() {}

  /**
   * The overlay of a prediction.
   *
   * @param live latest reports of the devices that run this very program; empty while none does
   */
  public static NetworkOverlay of(
      Prediction prediction, Profile profile, Optional<Map<String, DeviceTelemetry>> live) {
    return new OverlayBuilder(prediction.program(), profile)
        .buildFrom(
            Optional.of(prediction.single()), live.map(NetworkOverlays::times), live.isPresent());
  }

  private static OverlayBuilder.Times times(Map<String, DeviceTelemetry> devices) {
    Map<String, Double> taskMs = new HashMap<>();
    Map<String, Double> transferMs = new HashMap<>();
    for (DeviceTelemetry telemetry : devices.values()) {
      taskMs.putAll(telemetry.taskMs());
      telemetry.transfers().forEach((transfer, rate) -> transferMs.put(transfer, rate.meanMs()));
    }
    return new OverlayBuilder.Times(taskMs, transferMs);
  }
}
