package io.splitboard.lab;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Virtual devices on this computer: an SSH server per device with its own host key, user key and
 * home, that runs commands and takes files. Whoever deploys to them does exactly what he would do
 * with a device on the network.
 *
 * <p>Needs a POSIX shell and POSIX file permissions, so Linux or macOS. All devices share this
 * computer's processors, memory and disk; how slow a device computes and sends is played by its
 * agent. Keys are kept in the folder, so a device has the same host key after each start.
 */
public final class VirtualLab implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(VirtualLab.class);

  private final List<DeviceServer> servers = new CopyOnWriteArrayList<>();

  private VirtualLab() {}

  /**
   * Starts the virtual devices of a cluster; others are left alone.
   *
   * @param cluster whose devices with a virtual connection are started
   * @param folder where their homes and keys are; made if missing
   * @throws UserException if this computer cannot play them
   */
  public static VirtualLab start(Cluster cluster, Path folder) {
    return start(cluster, folder, Map.of());
  }

  /**
   * Starts the virtual devices of a cluster, some of them with special traits.
   *
   * @param traits by device id; devices that are not in it have nothing special
   * @throws UserException if this computer cannot play them
   */
  public static VirtualLab start(Cluster cluster, Path folder, Map<String, DeviceTraits> traits) {
    if (!Files.isExecutable(Path.of("/bin/sh"))) {
      throw new UserException(
          "The virtual lab needs a POSIX shell (/bin/sh), which this computer lacks: use Linux,"
              + " macOS or real devices.");
    }
    VirtualLab lab = new VirtualLab();
    try {
      for (Device device : cluster.devices()) {
        if (device.connection() instanceof Connection.Virtual) {
          lab.servers.add(
              DeviceServer.start(
                  device.id(), folder, traits.getOrDefault(device.id(), DeviceTraits.USUAL)));
        }
      }
      return lab;
    } catch (IOException | GeneralSecurityException e) {
      lab.close();
      throw new UserException(
          "The virtual lab could not start in %s (%s): check that the folder can be written and try again."
              .formatted(folder, e.getMessage()),
          e);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  /** The running devices, in the order of the cluster. */
  public List<VirtualDevice> devices() {
    return servers.stream().map(DeviceServer::device).toList();
  }

  /**
   * The running device with this id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public VirtualDevice device(String id) {
    return devices().stream()
        .filter(device -> device.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the lab has no device " + id));
  }

  /**
   * Takes a device away as if its plug were pulled: its connections break and its processes end.
   *
   * @throws IllegalArgumentException if there is no such device
   */
  public void unplug(String id) {
    DeviceServer server =
        servers.stream()
            .filter(one -> one.device().id().equals(id))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the lab has no device " + id));
    stop(server);
    servers.remove(server);
  }

  /** Stops all servers and ends every process that was started through them. */
  @Override
  public void close() {
    servers.forEach(VirtualLab::stop);
    servers.clear();
  }

  private static void stop(DeviceServer server) {
    try {
      server.close();
    } catch (IOException e) {
      log.warn("stopping virtual device {}", server.device().id(), e);
    }
  }
}
