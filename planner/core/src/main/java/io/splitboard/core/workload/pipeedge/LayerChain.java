package io.splitboard.core.workload.pipeedge;

import io.splitboard.core.UserException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A plan without weights: a chain of profiled layers and the hosts that may run parts of it.
 *
 * @param name of the model
 * @param dtype type of numbers in the profile, as PyTorch calls it
 * @param batchSize requests in one batch; times are for one batch
 * @param inputElements numbers that one request feeds the first layer
 * @param layers first to last
 * @param deviceTypes the types of which there is a profile
 */
public record LayerChain(
    String name,
    String dtype,
    int batchSize,
    long inputElements,
    List<Layer> layers,
    List<DeviceType> deviceTypes) {

  /**
   * One layer.
   *
   * @param memoryMb what its weights take, in 2²⁰ bytes
   * @param outputElements numbers that it makes for one request
   */
  public record Layer(double memoryMb, long outputElements) {}

  /**
   * Devices that are alike.
   *
   * @param name of the type
   * @param bandwidthMbps what one of them can send or receive, in 2²⁰ bit/s as PipeEdge counts
   * @param memoryMb what one of them has, in 2²⁰ bytes
   * @param seconds time of each layer for one batch
   * @param hosts names of the devices; may be empty
   */
  public record DeviceType(
      String name,
      double bandwidthMbps,
      double memoryMb,
      List<Double> seconds,
      List<String> hosts) {

    /** Takes copies. */
    public DeviceType {
      seconds = List.copyOf(seconds);
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * Takes copies and checks them.
   *
   * @throws UserException if lengths do not agree, a figure is negative or a host is named twice
   */
  public LayerChain {
    layers = List.copyOf(layers);
    deviceTypes = List.copyOf(deviceTypes);
    if (batchSize < 1 || inputElements < 0) {
      throw new UserException("The batch size must be at least 1 and parameters_in at least 0.");
    }
    for (Layer layer : layers) {
      requireAmount(layer.memoryMb(), "mem_MB of a layer");
      requireAmount(layer.outputElements(), "parameters_out of a layer");
    }
    Set<String> hosts = new HashSet<>();
    for (DeviceType type : deviceTypes) {
      requireAmount(type.bandwidthMbps(), "bw_Mbps of " + type.name());
      requireAmount(type.memoryMb(), "mem_MB of " + type.name());
      type.seconds().forEach(time -> requireAmount(time, "time_s of " + type.name()));
      if (type.seconds().size() != layers.size()) {
        throw new UserException(
            "The device type %s has %d times for the %d layers of %s: profile it again."
                .formatted(type.name(), type.seconds().size(), layers.size(), name));
      }
      for (String host : type.hosts()) {
        if (!hosts.add(host)) {
          throw new UserException("The host " + host + " is named twice: remove one.");
        }
      }
    }
  }

  private static void requireAmount(double value, String what) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new UserException("The " + what + " is " + value + ": it must be 0 or more.");
    }
  }
}
