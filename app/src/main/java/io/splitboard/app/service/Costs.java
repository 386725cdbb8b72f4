package io.splitboard.app.service;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.profile.Calibration;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.profile.CostModel;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.profile.TaskDeviation;
import io.splitboard.core.profile.Uncertainty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    return costs
        .withLinks(measured.get().linksOf(cluster))
        .with(measured.get().codecs())
        .with(measured.get().calibration());
  }

  /**
   * Costs of another network than the one that was measured: as fitted to that by kind and size of
   * layer, else the catalogue's.
   */
  static Profile fitted(Network network, Cluster cluster, Optional<Profile> measured) {
    Profile costs = CatalogueProfile.of(network, cluster);
    if (measured.isEmpty()) {
      return costs;
    }
    Calibration known = measured.get().calibration();
    Map<String, TaskDeviation> deviations = new LinkedHashMap<>();
    for (String device : cluster.deviceIds()) {
      CostModel model = known.models().get(device);
      DeviceProfile base = measured.get().devices().get(device);
      if (model != null && base != null) {
        costs = costs.with(device, fitted(network, model, base));
        TaskDeviation own = known.uncertainty().devices().get(device);
        if (own != null) {
          deviations.put(device, own.and(model.relativeError(network)));
        }
      }
    }
    Uncertainty uncertainty = new Uncertainty(deviations, known.uncertainty().links());
    return costs
        .withLinks(measured.get().linksOf(cluster))
        .with(new Calibration(known.models(), uncertainty));
  }

  private static DeviceProfile fitted(Network network, CostModel model, DeviceProfile base) {
    Map<String, Figure> layerMs = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      model.layerMs(network, layer).ifPresent(ms -> layerMs.put(layer.id(), ms));
    }
    return base.with(layerMs, Map.of());
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
    return new Profile(
        devices,
        links,
        measured.codecs(),
        unchanged(measured.calibration(), devices.keySet(), links));
  }

  private static Calibration unchanged(
      Calibration measured, Set<String> devices, List<Link> links) {
    Map<String, CostModel> models = new LinkedHashMap<>(measured.models());
    models.keySet().retainAll(devices);
    Map<String, TaskDeviation> ofDevices = new LinkedHashMap<>(measured.uncertainty().devices());
    ofDevices.keySet().retainAll(devices);
    Map<String, Double> ofLinks = new LinkedHashMap<>(measured.uncertainty().links());
    ofLinks.keySet().retainAll(links.stream().map(Link::id).toList());
    return new Calibration(models, new Uncertainty(ofDevices, ofLinks));
  }
}
