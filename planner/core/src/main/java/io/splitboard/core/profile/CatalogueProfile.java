package io.splitboard.core.profile;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Costs estimated from catalogue rates: a layer takes the longer of computing (MAC divided by the
 * rate for its kind) and moving bytes (inputs, outputs and weights divided by the memory's rate).
 * Dense layers move their weights only, as in HALP's time model, {@code max(MAC/C, 4·params/memory
 * bandwidth)}: their tensors are small and stay in cache.
 */
public final class CatalogueProfile {

  private CatalogueProfile() {}

  /** Estimated costs of every layer on every device of a cluster, and the cluster's own links. */
  public static Profile of(Network network, Cluster cluster) {
    Map<String, DeviceProfile> devices = new LinkedHashMap<>();
    for (Device device : cluster.devices()) {
      devices.put(device.id(), of(network, device));
    }
    return new Profile(devices, cluster.links());
  }

  /** Estimated costs of every layer on one device. */
  public static DeviceProfile of(Network network, Device device) {
    Map<String, Figure> layerMs = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      layerMs.put(layer.id(), new Figure(layerMs(network, layer, device), Origin.CATALOGUE));
    }
    Figure overhead = new Figure(device.compute().callOverheadMs(), Origin.CATALOGUE);
    return new DeviceProfile(overhead, layerMs, Map.of());
  }

  /** Estimated time of one layer on a device, without the overhead of a task, ms. */
  public static double layerMs(Network network, Layer layer, Device device) {
    if (LayerTraffic.isFree(layer)) {
      return 0;
    }
    double computeMs = layer.cost().macs() / (device.compute().gmacPerSecond(layer.kind()) * 1e6);
    double memoryMs =
        LayerTraffic.bytes(network, layer) / (device.compute().memoryMegabytesPerSecond() * 1e3);
    return Math.max(computeMs, memoryMs);
  }
}
