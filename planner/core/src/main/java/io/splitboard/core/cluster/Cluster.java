package io.splitboard.core.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;

/**
 * Devices and the links between them.
 *
 * @param devices at least one, ids unique
 * @param links directed, at most one per ordered pair
 * @param source id of the device that holds inputs and receives outputs
 * @param contention what messages on different links share
 */
public record Cluster(
    List<Device> devices, List<Link> links, String source, Contention contention) {

  /**
   * Checks ids.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public Cluster {
    devices = List.copyOf(devices);
    links = List.copyOf(links);
    if (devices.isEmpty()) {
      throw new IllegalArgumentException("The cluster has no devices: add at least one.");
    }
    List<String> ids = devices.stream().map(Device::id).toList();
    if (ids.stream().distinct().count() != ids.size()) {
      throw new IllegalArgumentException("Two devices of the cluster have the same id: " + ids);
    }
    if (!ids.contains(source)) {
      throw new IllegalArgumentException("The source device " + source + " is not among " + ids);
    }
    for (Link link : links) {
      if (!ids.contains(link.from()) || !ids.contains(link.to())) {
        throw new IllegalArgumentException(
            "The link " + link.from() + " → " + link.to() + " names a device not among " + ids);
      }
    }
  }

  /**
   * The device with this id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Device device(String id) {
    return devices.stream()
        .filter(device -> device.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The cluster has no device " + id + "."));
  }

  /** The link from one device to another, if there is one. */
  public Optional<Link> link(String from, String to) {
    return links.stream()
        .filter(link -> link.from().equals(from) && link.to().equals(to))
        .findFirst();
  }

  /** Ids of all devices, in the order of the cluster. */
  @JsonIgnore
  public List<String> deviceIds() {
    return devices.stream().map(Device::id).toList();
  }
}
