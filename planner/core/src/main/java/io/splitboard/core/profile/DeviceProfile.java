package io.splitboard.core.profile;

import io.splitboard.core.cluster.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Costs of one network on one device, all in ms.
 *
 * @param overheadMs what each task takes besides its layers
 * @param perMegabyteMs what a task takes besides for each 10⁶ bytes that it reads and makes: copies
 *     between the engine and the network
 * @param perPieceMs what computing any piece of a split layer takes at least: starting it and
 *     fetching its weights. It is in {@code layerMs} once
 * @param layerMs time of each layer, by layer id
 * @param bundleMs measured time of whole tasks, overhead included, by {@link #bundleKey}: a fused
 *     run takes less than the sum of its layers
 */
public record DeviceProfile(
    Figure overheadMs,
    Figure perMegabyteMs,
    Figure perPieceMs,
    Map<String, Figure> layerMs,
    Map<String, Figure> bundleMs) {

  /** Copies the maps. */
  public DeviceProfile {
    layerMs = Collections.unmodifiableMap(new LinkedHashMap<>(layerMs));
    bundleMs = Collections.unmodifiableMap(new LinkedHashMap<>(bundleMs));
  }

  /** Costs without any for copying or for pieces. */
  public DeviceProfile(
      Figure overheadMs, Map<String, Figure> layerMs, Map<String, Figure> bundleMs) {
    this(
        overheadMs,
        new Figure(0, Origin.CATALOGUE),
        new Figure(0, Origin.CATALOGUE),
        layerMs,
        bundleMs);
  }

  /** The same with other times of layers and bundles. */
  public DeviceProfile with(Map<String, Figure> layers, Map<String, Figure> bundles) {
    return new DeviceProfile(overheadMs, perMegabyteMs, perPieceMs, layers, bundles);
  }

  /**
   * The same overlaid by newer figures: each figure that the newer profile has replaces the one
   * here, its overheads always do, and all others stay. Bundles measured before stay only while no
   * newer layer figure contradicts them, that is, if the newer profile has no layers.
   */
  public DeviceProfile with(DeviceProfile newer) {
    Map<String, Figure> layers = new LinkedHashMap<>(layerMs);
    layers.putAll(newer.layerMs);
    Map<String, Figure> bundles =
        new LinkedHashMap<>(newer.layerMs.isEmpty() ? bundleMs : Map.of());
    bundles.putAll(newer.bundleMs);
    return newer.with(layers, bundles);
  }

  /** Costs that are taken for those of another device of the same make: fitted, not measured. */
  public DeviceProfile asFitted() {
    Map<String, Figure> layers = new LinkedHashMap<>(layerMs);
    layers.replaceAll((layer, figure) -> new Figure(figure.value(), Origin.FITTED));
    return new DeviceProfile(
        new Figure(overheadMs.value(), Origin.FITTED),
        new Figure(perMegabyteMs.value(), Origin.FITTED),
        new Figure(perPieceMs.value(), Origin.FITTED),
        layers,
        Map.of());
  }

  /** The same with every time multiplied. */
  public DeviceProfile times(double factor) {
    return new DeviceProfile(
        overheadMs.times(factor),
        perMegabyteMs.times(factor),
        perPieceMs.times(factor),
        times(layerMs, factor),
        times(bundleMs, factor));
  }

  private static Map<String, Figure> times(Map<String, Figure> figures, double factor) {
    Map<String, Figure> changed = new LinkedHashMap<>(figures);
    changed.replaceAll((key, figure) -> figure.times(factor));
    return changed;
  }

  /** Key of a task that covers these layers, in topological order. */
  public static String bundleKey(List<String> layers) {
    return String.join("\n", layers);
  }
}
