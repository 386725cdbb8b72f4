package io.splitboard.app.picture.network;

import io.splitboard.app.picture.paint.Colour;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.core.partition.Partition;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
        .filter(known -> known.placements().containsKey(layer))
        .filter(
            known ->
                known.of(layer).devices().stream()
                    .anyMatch(own -> known.team(own).contains(device)))
        .isPresent();
  }

  /** The devices that take turns with some layers, each team once; empty where none do. */
  public List<List<String>> teams(Collection<String> layers) {
    if (partition.isEmpty() || partition.get().replicas().isEmpty()) {
      return List.of();
    }
    Partition known = partition.get();
    return layers.stream()
        .map(known.placements()::get)
        .filter(Objects::nonNull)
        .flatMap(placement -> placement.devices().stream())
        .distinct()
        .filter(known.replicas()::containsKey)
        .map(known::team)
        .toList();
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
