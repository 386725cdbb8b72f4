package io.splitboard.fleet;

import io.splitboard.core.UserException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/**
 * Addresses at which agents receive tensors from each other. If all devices are on this computer,
 * agents listen on its loopback interface only.
 */
final class DataAddresses {

  private static final String LOOPBACK = "127.0.0.1";
  private static final List<String> HERE = List.of(LOOPBACK, "localhost", "::1");
  private static final int ANY_PORT = 9;

  private final Map<String, Endpoint> endpoints;
  private final boolean allHere;

  /**
   * Looks at where the devices are.
   *
   * @throws UserException if some are reached through the loopback interface and others are not
   */
  DataAddresses(Map<String, Endpoint> endpoints) {
    this.endpoints = Map.copyOf(endpoints);
    List<Endpoint> away =
        endpoints.values().stream().filter(endpoint -> !isHere(endpoint)).toList();
    this.allHere = away.isEmpty();
    for (Endpoint endpoint : endpoints.values()) {
      if (!allHere && endpoint instanceof Endpoint.Ssh && isHere(endpoint)) {
        throw new UserException(
            "%s is on this computer and %s is not, so they cannot reach each other: use virtual devices only, or none."
                .formatted(endpoint.title(), away.get(0).title()));
      }
    }
  }

  /** Address on which an agent listens. */
  String listen() {
    return allHere ? LOOPBACK : "0.0.0.0";
  }

  /** Address of a device as another one sees it. */
  String of(String device, String seenFrom) {
    if (allHere) {
      return LOOPBACK;
    }
    if (endpoints.get(device) instanceof Endpoint.Ssh ssh) {
      return ssh.host();
    }
    return ofThisComputer(((Endpoint.Ssh) endpoints.get(seenFrom)).host());
  }

  private static boolean isHere(Endpoint endpoint) {
    return !(endpoint instanceof Endpoint.Ssh ssh) || HERE.contains(ssh.host());
  }

  /** The address from which packets to a host leave; nothing is sent. */
  private static String ofThisComputer(String towards) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(towards), ANY_PORT));
      return socket.getLocalAddress().getHostAddress();
    } catch (SocketException | UnknownHostException e) {
      throw new UserException(
          "This computer has no address that %s could reach: check its network.".formatted(towards),
          e);
    }
  }
}
