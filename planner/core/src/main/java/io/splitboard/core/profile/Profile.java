package io.splitboard.core.profile;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.codec.TensorCodecs;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Cost of each layer on each device and of each link, and where each figure came from. Immutable.
 *
 * @param devices by device id
 * @param links rate and delay of every link of the cluster
 * @param codecs what packing costs and saves on the network's tensors, always measured
 * @param calibration what the measured figures tell of others, and how far they may be off
 */
public record Profile(
    Map<String, DeviceProfile> devices,
    List<Link> links,
    TensorCodecs codecs,
    Calibration calibration) {

  /** Copies the collections. */
  public Profile {
    devices = Collections.unmodifiableMap(new LinkedHashMap<>(devices));
    links = List.copyOf(links);
  }

  /** A profile in which no codec was measured. */
  public Profile(Map<String, DeviceProfile> devices, List<Link> links) {
    this(devices, links, TensorCodecs.NONE, Calibration.NONE);
  }

  /** The same with other measurements of codecs. */
  public Profile with(TensorCodecs others) {
    return new Profile(devices, links, others, calibration);
  }

  /** The same with another calibration. */
  public Profile with(Calibration other) {
    return new Profile(devices, links, codecs, other);
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

  /** The same with a device's figures overlaid by newer ones, as {@link DeviceProfile#with}. */
  public Profile with(String device, DeviceProfile newer) {
    Map<String, DeviceProfile> changed = new LinkedHashMap<>(devices);
    changed.merge(device, newer, DeviceProfile::with);
    return new Profile(changed, links, codecs, calibration);
  }

  /** The same with some links' figures replaced by newer ones. */
  public Profile withLinks(List<Link> newer) {
    Map<List<String>, Link> changed = new LinkedHashMap<>();
    links.forEach(link -> changed.put(List.of(link.from(), link.to()), link));
    newer.forEach(link -> changed.put(List.of(link.from(), link.to()), link));
    return new Profile(devices, List.copyOf(changed.values()), codecs, calibration);
  }

  /**
   * The same with times stretched or shrunk, 2 for twice as long.
   *
   * @param deviceFactors of all times on a device, by its id; 1 for those left out
   * @param linkFactor of all times on a link
   */
  public Profile stretched(Map<String, Double> deviceFactors, ToDoubleFunction<Link> linkFactor) {
    Map<String, DeviceProfile> changed = new LinkedHashMap<>(devices);
    changed.replaceAll((id, costs) -> costs.times(deviceFactors.getOrDefault(id, 1.0)));
    List<Link> slower =
        links.stream().map(link -> stretched(link, linkFactor.applyAsDouble(link))).toList();
    return new Profile(changed, slower, codecs, calibration);
  }

  private static Link stretched(Link link, double factor) {
    return new Link(
        link.from(),
        link.to(),
        link.mbitPerSecond() / factor,
        link.delayMs() * factor,
        link.origin());
  }

  /**
   * The links of a cluster with this profile's figures where it has them: a link that was added
   * after profiling keeps its own.
   */
  public List<Link> linksOf(Cluster cluster) {
    Map<List<String>, Link> known = new LinkedHashMap<>();
    links.forEach(link -> known.put(List.of(link.from(), link.to()), link));
    return cluster.links().stream()
        .map(link -> known.getOrDefault(List.of(link.from(), link.to()), link))
        .toList();
  }
}
