package io.splitboard.app.service;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Device;
import io.splitboard.fleet.Endpoint;
import io.splitboard.fleet.Shaping;
import io.splitboard.lab.VirtualDevice;
import io.splitboard.lab.VirtualLab;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the devices of a cluster are reached. Virtual ones are started by the first call that needs
 * them and run until this is closed; a cluster with other virtual devices restarts them. Safe for
 * several threads.
 */
public final class LabService implements AutoCloseable {

  private final Path folder;
  private final KnownHosts knownHosts;
  private VirtualLab lab;
  private List<String> running = List.of();
  private double learningSeconds = Shaping.USUAL_LEARNING;

  /**
   * A service that has started nothing yet.
   *
   * @param folder where virtual devices keep their homes and keys
   * @param knownHosts keys of trusted real devices
   */
  public LabService(Path folder, KnownHosts knownHosts) {
    this.folder = folder;
    this.knownHosts = knownHosts;
  }

  /**
   * Where each device of a cluster is reached, by device id.
   *
   * @throws io.splitboard.core.UserException if the virtual devices cannot be started here
   */
  public synchronized Map<String, Endpoint> endpoints(Cluster cluster) {
    start(cluster);
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    for (Device device : cluster.devices()) {
      endpoints.put(device.id(), endpoint(cluster, device));
    }
    return endpoints;
  }

  /**
   * Lets virtual devices learn for longer how long their tasks take, where tasks are loaded from
   * now on: on a computer that others use, too, that makes what is measured on them more exact.
   *
   * @param seconds for the tasks that a device loads together
   */
  public synchronized void learnFor(double seconds) {
    learningSeconds = seconds;
  }

  /** The virtual devices that run now, for whoever wants to log in by hand. */
  public synchronized List<VirtualDevice> devices() {
    return lab == null ? List.of() : lab.devices();
  }

  private void start(Cluster cluster) {
    List<String> virtual =
        cluster.devices().stream()
            .filter(device -> device.connection() instanceof Connection.Virtual)
            .map(Device::id)
            .toList();
    if (running.equals(virtual)) {
      return;
    }
    close();
    if (!virtual.isEmpty()) {
      lab = VirtualLab.start(cluster, folder);
      running = virtual;
    }
  }

  private Endpoint endpoint(Cluster cluster, Device device) {
    if (device.connection() instanceof Connection.Ssh ssh) {
      return Endpoint.ssh(device.id(), ssh, knownHosts.file());
    }
    if (device.connection() instanceof Connection.Virtual) {
      return Endpoint.virtual(cluster, login(lab.device(device.id())), learningSeconds);
    }
    return Endpoint.local(device.id());
  }

  private static Endpoint.Ssh login(VirtualDevice device) {
    return new Endpoint.Ssh(
        device.id(),
        device.host(),
        device.port(),
        device.user(),
        Optional.of(device.keyFile()),
        device.knownHosts(),
        0,
        Optional.empty());
  }

  @Override
  public synchronized void close() {
    if (lab != null) {
      lab.close();
      lab = null;
      running = List.of();
    }
  }
}
