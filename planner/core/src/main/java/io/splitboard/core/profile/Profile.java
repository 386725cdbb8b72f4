package io.splitboard.core.profile;

import io.splitboard.core.cluster.Link;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cost of each layer on each device and of each link, and where each figure came from. Immutable.
 *
 * @param devices by device id
 * @param links rate and delay of every link of the cluster
 */
public record Profile(Map<String, DeviceProfile> devices, List<Link> links) {

  /** Copies the collections. */
  public Profile {
    devices = Collections.unmodifiableMap(new LinkedHashMap<>(devices));
    links = List.copyOf(links);
  }

  /**
   * Costs on one device.
   *
   * @throws IllegalArgumentException if the profile does not know the device
   */
  public DeviceProfile device(String id) {
    DeviceProfile device = devices.get(id);
    if (device == null) {
      throw new IllegalArgumentException("the profile has no device " + id);
    }
    return device;
  }

  /** Time of a layer on a device, without the overhead of a task, ms. */
  public double layerMs(String device, String layer) {
    Figure figure = device(device).layerMs().get(layer);
    if (figure == null) {
      throw new IllegalArgumentException("the profile has no layer " + layer + " on " + device);
    }
    return figure.value();
  }

  /**
   * Time of a task on a device, ms: as measured where this very bundle of layers was, else overhead
   * plus the sum of its layers.
   */
  public double taskMs(String device, List<String> layers) {
    DeviceProfile costs = device(device);
    Figure bundle = costs.bundleMs().get(DeviceProfile.bundleKey(layers));
    if (bundle != null) {
      return bundle.value();
    }
    double sum = costs.overheadMs().value();
    for (String layer : layers) {
      sum += layerMs(device, layer);
    }
    return sum;
  }
}
