package io.splitboard.app.window.model;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Wiring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A device as the user edits it.
 *
 * @param id short and unique
 * @param entry id of its catalogue entry
 * @param kind how it is reached
 * @param slowdown of a virtual device: its time divided by this computer's CPU time
 * @param host name or address, for SSH
 * @param port for SSH
 * @param user for SSH
 * @param keyFile for SSH; empty for the usual ones
 * @param link id of its link preset; {@link #AS_IT_IS} keeps the links that it has
 */
public record DeviceDraft(
    String id,
    String entry,
    Kind kind,
    double slowdown,
    String host,
    int port,
    String user,
    String keyFile,
    String link) {
  /** Stands for the links that a device has already. */
  public static final String AS_IT_IS = "as it is";

  /** How a device is reached. */
  public enum Kind {
    VIRTUAL("virtual, on this computer"),
    SSH("over SSH"),
    LOCAL("this computer itself");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A new virtual device. */
  public static DeviceDraft virtual(String id, String entry) {
    return new DeviceDraft(id, entry, Kind.VIRTUAL, 4, "", 22, "pi", "", firstLink(entry));
  }

  /** An existing device. */
  public static DeviceDraft of(Device device) {
    Connection connection = device.connection();
    if (connection instanceof Connection.Ssh ssh) {
      String key = ssh.keyFile() == null ? "" : ssh.keyFile();
      return new DeviceDraft(
          device.id(),
          device.model(),
          Kind.SSH,
          4,
          ssh.host(),
          ssh.port(),
          ssh.user(),
          key,
          AS_IT_IS);
    }
    Kind kind = connection instanceof Connection.Virtual ? Kind.VIRTUAL : Kind.LOCAL;
    double slowdown = connection instanceof Connection.Virtual virtual ? virtual.slowdown() : 4;
    return new DeviceDraft(device.id(), device.model(), kind, slowdown, "", 22, "pi", "", AS_IT_IS);
  }

  /** The first link preset that a model of device has a port for. */
  public static String firstLink(String entry) {
    return Catalogue.entry(entry).access().keySet().iterator().next();
  }

  /**
   * The cluster that drafts describe. Figures and links of devices that were not touched stay.
   *
   * @param before the cluster that is edited; empty for a new one
   * @throws UserException with a sentence if something is missing or does not fit
   */
  public static Cluster cluster(
      List<DeviceDraft> drafts, String source, Contention contention, Optional<Cluster> before) {
    List<Device> devices = new ArrayList<>();
    Map<String, String> presets = new HashMap<>();
    for (DeviceDraft draft : drafts) {
      draft.check();
      devices.add(draft.device(before));
      boolean kept = draft.link().equals(AS_IT_IS);
      presets.put(draft.id(), kept ? firstLink(draft.entry()) : draft.link());
    }
    List<Link> links = new ArrayList<>();
    for (Link wired : Wiring.allPairs(devices, presets)) {
      boolean kept = keeps(drafts, wired.from()) && keeps(drafts, wired.to());
      Optional<Link> old = before.flatMap(cluster -> cluster.link(wired.from(), wired.to()));
      if (!kept) {
        links.add(wired);
      } else {
        old.ifPresent(links::add);
      }
    }
    try {
      return new Cluster(devices, links, source, contention);
    } catch (IllegalArgumentException unfit) {
      throw new UserException(unfit.getMessage(), unfit);
    }
  }

  private static boolean keeps(List<DeviceDraft> drafts, String id) {
    return drafts.stream()
        .anyMatch(draft -> draft.id().equals(id) && draft.link().equals(AS_IT_IS));
  }

  private void check() {
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,30}")) {
      throw new UserException(
          "“" + id + "” cannot be a device's name: use letters, digits, dots and dashes.");
    }
    if (kind == Kind.SSH && (host.isBlank() || user.isBlank())) {
      throw new UserException("Device " + id + " is reached over SSH: give its host and user.");
    }
    if (kind == Kind.SSH && (port < 1 || port > 65535)) {
      throw new UserException("Device " + id + " has the port " + port + ": give 1 to 65535.");
    }
    if (kind == Kind.VIRTUAL && !(slowdown >= 1 && slowdown <= 1000)) {
      throw new UserException("Device " + id + " needs a slowdown between 1 and 1000.");
    }
  }

  private Device device(Optional<Cluster> before) {
    Optional<Device> old =
        before.flatMap(
            cluster ->
                cluster.devices().stream()
                    .filter(device -> device.id().equals(id) && device.model().equals(entry))
                    .findFirst());
    Device figures = old.orElseGet(() -> Catalogue.device(entry, id, connection(0)));
    int dataPort =
        old.map(Device::connection)
            .map(way -> way instanceof Connection.Ssh ssh ? ssh.dataPort() : 0)
            .orElse(0);
    return new Device(
        id,
        entry,
        figures.compute(),
        figures.power(),
        figures.memoryBytes(),
        figures.loadMegabytesPerSecond(),
        connection(dataPort));
  }

  private Connection connection(int dataPort) {
    return switch (kind) {
      case SSH -> new Connection.Ssh(host.strip(), port, user.strip(), keyFile.strip(), dataPort);
      case VIRTUAL -> new Connection.Virtual(slowdown);
      case LOCAL -> new Connection.Local();
    };
  }
}
