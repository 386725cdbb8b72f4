package io.splitboard.app.picture.network;

import io.splitboard.app.picture.paint.Colour;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.core.partition.Partition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All that the picture of a network depends on besides the places of its boxes.
 *
 * @param palette theme
 * @param deviceColours by device id, in the order of the cluster
 * @param partition where the layers are; empty before there is one
 * @param compared where the layers were before; empty unless two partitions are compared
 * @param overlay figures and problems
 * @param heat what the bands show
 * @param logarithmic whether the heat scale is logarithmic
 */
public record NetworkLook(
    Palette palette,
    Map<String, Colour> deviceColours,
    Optional<Partition> partition,
    Optional<Partition> compared,
    NetworkOverlay overlay,
    HeatMode heat,
    boolean logarithmic) {

  /** Copies the map, keeping its order. */
  public NetworkLook {
    deviceColours = Collections.unmodifiableMap(new LinkedHashMap<>(deviceColours));
  }

  /** Whether a device computes a layer, at least in part. */
  public boolean placedOn(String layer, String device) {
    return partition
        .map(known -> known.placements().get(layer))
        .filter(placement -> placement.devices().contains(device))
        .isPresent();
  }

  /** Whether a layer is placed differently in the partition that is compared. */
  public boolean moved(String layer) {
    return compared.isPresent()
        && partition.isPresent()
        && !Objects.equals(
            compared.get().placements().get(layer), partition.get().placements().get(layer));
  }

  /** Colour of a device; that of muted writing for one that is not in the cluster. */
  public Colour device(String id) {
    return deviceColours.getOrDefault(id, palette.muted());
  }
}
