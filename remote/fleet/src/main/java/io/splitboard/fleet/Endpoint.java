package io.splitboard.fleet;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Link;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a device of a cluster is reached, with all that a login needs but secrets. */
public sealed interface Endpoint {

  /** Id of the device in the cluster. */
  String device();

  /** Port on which its agent receives tensors; 0 for any free one. */
  int dataPort();

  /** How its agent slows itself down; empty for anything but a virtual device. */
  Optional<Shaping> shaping();

  /** What people call the place: {@code pi-a (pi@192.168.1.20)}. */
  String title();

  /**
   * A device behind an SSH server.
   *
   * @param keyFile private key to try first; without it the SSH agent, the usual files and a
   *     password are tried
   * @param knownHosts file with the keys of trusted hosts; a new host that the user accepts is
   *     added to it
   */
  record Ssh(
      String device,
      String host,
      int port,
      String user,
      Optional<Path> keyFile,
      Path knownHosts,
      int dataPort,
      Optional<Shaping> shaping)
      implements Endpoint {

    @Override
    public String title() {
      String where = user + "@" + host + (port == 22 ? "" : ":" + port);
      return device + " (" + where + ")";
    }
  }

  /**
   * This computer, without SSH.
   *
   * @param home folder under which {@code .splitboard} is made
   */
  record Local(String device, Path home, int dataPort) implements Endpoint {

    @Override
    public Optional<Shaping> shaping() {
      return Optional.empty();
    }

    @Override
    public String title() {
      return device + " (this computer)";
    }
  }

  /** This computer, with the user's own home. */
  static Endpoint local(String device) {
    return new Local(device, Path.of(System.getProperty("user.home")), 0);
  }

  /** A device on the network, as the cluster describes it. */
  static Endpoint ssh(String device, Connection.Ssh connection, Path knownHosts) {
    Optional<Path> keyFile =
        connection.keyFile() == null || connection.keyFile().isBlank()
            ? Optional.empty()
            : Optional.of(expandHome(connection.keyFile()));
    return new Ssh(
        device,
        connection.host(),
        connection.port(),
        connection.user(),
        keyFile,
        knownHosts,
        connection.dataPort(),
        Optional.empty());
  }

  /**
   * A device of the virtual lab, slowed down as its cluster says.
   *
   * @param reached the running device's SSH server and login; its own shaping does not matter
   * @param learningSeconds see {@link Shaping}
   * @throws IllegalArgumentException if the cluster's device is not virtual
   */
  static Endpoint virtual(Cluster cluster, Ssh reached, double learningSeconds) {
    if (!(cluster.device(reached.device()).connection() instanceof Connection.Virtual connection)) {
      throw new IllegalArgumentException(reached.device() + " is not virtual");
    }
    List<Link> links =
        cluster.links().stream().filter(link -> link.from().equals(reached.device())).toList();
    Shaping shaping =
        new Shaping(
            connection.slowdown(),
            learningSeconds,
            links,
            cluster.contention() == Contention.PER_PORT);
    return new Ssh(
        reached.device(),
        reached.host(),
        reached.port(),
        reached.user(),
        reached.keyFile(),
        reached.knownHosts(),
        reached.dataPort(),
        Optional.of(shaping));
  }

  private static Path expandHome(String file) {
    return file.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), file.substring(2))
        : Path.of(file);
  }
}
