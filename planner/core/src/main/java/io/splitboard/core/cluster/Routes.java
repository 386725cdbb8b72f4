package io.splitboard.core.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ways of tensors over the links of a cluster: the direct link where there is one, else the
 * quickest way over other devices, each of which receives the whole tensor before it sends it on.
 */
public final class Routes {

  private final Map<String, Map<String, Link>> links = new HashMap<>();

  /** Indexes the links. Where two have the same ends, the later one counts. */
  public Routes(List<Link> links) {
    for (Link link : links) {
      this.links.computeIfAbsent(link.from(), from -> new HashMap<>()).put(link.to(), link);
    }
  }

  /** The direct link, or null. */
  public Link direct(String from, String to) {
    return links.getOrDefault(from, Map.of()).get(to);
  }

  /**
   * The links to follow, in order; empty if {@code to} cannot be reached (or is {@code from}).
   * Dijkstra's algorithm over the transfer times of a message of this size; on a tie the first
   * device by id, so that the way never depends on chance.
   */
  public List<Link> route(String from, String to, long bytes) {
    Link direct = direct(from, to);
    if (direct != null) {
      return List.of(direct);
    }
    Map<String, Link> cameBy = new HashMap<>();
    Map<String, Double> reachedMs = new HashMap<>(Map.of(from, 0.0));
    Set<String> settled = new HashSet<>();
    while (true) {
      String next = nearest(reachedMs, settled);
      if (next == null || next.equals(to)) {
        return backwards(cameBy, from, to);
      }
      settled.add(next);
      for (Link link : links.getOrDefault(next, Map.of()).values()) {
        double at = reachedMs.get(next) + link.transferMs(bytes);
        if (at < reachedMs.getOrDefault(link.to(), Double.POSITIVE_INFINITY)) {
          reachedMs.put(link.to(), at);
          cameBy.put(link.to(), link);
        }
      }
    }
  }

  /** Time from sending to the arrival of the last byte on idle links; infinite without a way. */
  public double transferMs(String from, String to, long bytes) {
    if (from.equals(to)) {
      return 0;
    }
    List<Link> route = route(from, to, bytes);
    return route.isEmpty()
        ? Double.POSITIVE_INFINITY
        : route.stream().mapToDouble(link -> link.transferMs(bytes)).sum();
  }

  private static String nearest(Map<String, Double> reachedMs, Set<String> settled) {
    String best = null;
    for (Map.Entry<String, Double> entry : reachedMs.entrySet()) {
      if (settled.contains(entry.getKey())) {
        continue;
      }
      int order = best == null ? -1 : Double.compare(entry.getValue(), reachedMs.get(best));
      if (order < 0 || (order == 0 && entry.getKey().compareTo(best) < 0)) {
        best = entry.getKey();
      }
    }
    return best;
  }

  private static List<Link> backwards(Map<String, Link> cameBy, String from, String to) {
    List<Link> route = new ArrayList<>();
    for (String at = to; !at.equals(from); at = route.get(route.size() - 1).from()) {
      Link link = cameBy.get(at);
      if (link == null) {
        return List.of();
      }
      route.add(link);
    }
    Collections.reverse(route);
    return route;
  }
}
