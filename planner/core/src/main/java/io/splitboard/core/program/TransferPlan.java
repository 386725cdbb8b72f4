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

/** The way of each fragment to the devices that need it: once to each, over relays where needed. */
final class TransferPlan {

  /** A fragment's way over one link. */
  record Hop(Fragment fragment, Link link) {}

  private final Network network;
  private final Routes routes;

  TransferPlan(Network network, Routes routes) {
    this.network = network;
    this.routes = routes;
  }

  /**
   * Hops of a fragment, each after the one that brings the fragment to its sender. A device
   * receives the fragment once, even if it both uses and relays it.
   *
   * @throws UserException if the tensor cannot be sent, or no links lead to a device that needs it
   */
  List<Hop> hops(PieceNode.Shipment shipment) {
    Fragment fragment = shipment.fragment();
    Tensor tensor = network.tensor(fragment.tensor());
    String home = shipment.from().device();
    if (!tensor.type().canTravel()) {
      throw new UserException(CutMessages.cannotTravel(tensor, producer(tensor), reader(tensor)));
    }
    List<Hop> hops = new ArrayList<>();
    Set<String> reached = new HashSet<>(Set.of(home));
    for (String receiver : directFirst(home, shipment.receivers())) {
      List<Link> route = routes.route(home, receiver, fragment.bytes());
      if (route.isEmpty()) {
        throw new UserException(CutMessages.noRoute(tensor, home, receiver));
      }
      for (Link link : afterLastReached(route, reached)) {
        hops.add(new Hop(fragment, link));
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

  private Layer producer(Tensor tensor) {
    return network.producer(tensor.name()).orElse(null);
  }

  private Layer reader(Tensor tensor) {
    return network.consumers(tensor.name()).stream().findFirst().orElse(null);
  }
}
