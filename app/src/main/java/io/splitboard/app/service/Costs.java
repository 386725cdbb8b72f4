package io.splitboard.app.service;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.network.Network;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measured costs over the catalogue's. */
final class Costs {

  private Costs() {}

  /** Costs of every layer on every device: measured where they were, else the catalogue's. */
  static Profile of(Network network, Cluster cluster, Optional<Profile> measured) {
    Profile costs = CatalogueProfile.of(network, cluster);
    if (measured.isEmpty()) {
      return costs;
    }
    for (String device : cluster.deviceIds()) {
      DeviceProfile newer = measured.get().devices().get(device);
      if (newer != null) {
        costs = costs.with(device, newer);
      }
    }
    return costs.withLinks(measured.get().linksOf(cluster)).with(measured.get().codecs());
  }

  /** What of a measured profile still holds when the cluster changes. */
  static Profile unchanged(Profile measured, Cluster before, Cluster after) {
    Map<String, DeviceProfile> devices = new LinkedHashMap<>();
    measured
        .devices()
        .forEach(
            (id, costs) -> {
              if (after.deviceIds().contains(id)
                  && before.deviceIds().contains(id)
                  && before.device(id).equals(after.device(id))) {
                devices.put(id, costs);
              }
            });
    List<Link> links =
        measured.links().stream()
            .filter(link -> after.link(link.from(), link.to()).isPresent())
            .filter(
                link ->
                    after.link(link.from(), link.to()).equals(before.link(link.from(), link.to())))
            .toList();
    return new Profile(devices, links, measured.codecs());
  }
}
