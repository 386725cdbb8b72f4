package io.splitboard.core.program;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Routes;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.partition.CutMessages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The way of each tensor to the devices that need it: once to each, over relays where needed. */
final class TransferPlan {

  /** One hop of a tensor. */
  record Hop(String tensor, Link link) {}

  private final Network network;
  private final Assignment assignment;
  private final Routes routes;

  TransferPlan(Network network, Assignment assignment, Routes routes) {
    this.network = network;
    this.assignment = assignment;
    this.routes = routes;
  }

  /**
   * Hops of a tensor, each after the one that brings the tensor to its sender; empty if only its
   * home needs it. A device receives the tensor once, even if it both uses and relays it.
   *
   * @throws UserException if the tensor cannot be sent, or no links lead to a device that needs it
   */
  List<Hop> hops(String name) {
    Set<String> receivers = assignment.receivers(name);
    if (receivers.isEmpty()) {
      return List.of();
    }
    Tensor tensor = network.tensor(name);
    String home = assignment.home(name);
    if (!tensor.type().canTravel()) {
      throw new UserException(CutMessages.cannotTravel(tensor, producer(name), reader(name, home)));
    }
    List<Hop> hops = new ArrayList<>();
    Set<String> reached = new HashSet<>(Set.of(home));
    for (String receiver : directFirst(home, receivers)) {
      List<Link> route = routes.route(home, receiver, tensor.bytes());
      if (route.isEmpty()) {
        throw new UserException(CutMessages.noRoute(tensor, home, receiver));
      }
      for (Link link : afterLastReached(route, reached)) {
        hops.add(new Hop(name, link));
        reached.add(link.to());
      }
    }
    return hops;
  }

  private Set<String> directFirst(String home, Set<String> receivers) {
    Set<String> ordered = new LinkedHashSet<>();
    receivers.stream().filter(to -> routes.direct(home, to) != null).forEach(ordered::add);
    ordered.addAll(receivers);
    return ordered;
  }

  private static List<Link> afterLastReached(List<Link> route, Set<String> reached) {
    int from = route.size();
    while (from > 0 && !reached.contains(route.get(from - 1).to())) {
      from--;
    }
    return route.subList(from, route.size());
  }

  private Layer producer(String tensor) {
    return network.producer(tensor).orElse(null);
  }

  private Layer reader(String tensor, String home) {
    return assignment.readers(tensor).stream()
        .filter(reader -> !assignment.device(reader).equals(home))
        .findFirst()
        .orElse(null);
  }
}
