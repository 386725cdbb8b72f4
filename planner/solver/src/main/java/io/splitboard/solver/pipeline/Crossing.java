package io.splitboard.solver.pipeline;

import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Routes;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import java.util.List;

/**
 * What passing a cut's tensors from one device to the next takes.
 *
 * @param occupiedMs time for which the busiest link of the way is in use: bytes over rate, and
 *     packing where a codec is worth it; infinite if there is no way
 * @param portMs time for which it takes a port: bytes over rate; that of the busiest link where it
 *     is relayed
 * @param travelMs time from the first byte leaving to the last arriving when nothing else is sent
 * @param wireBytes bytes on the first link
 * @param relayed whether the way leads over other devices, or there is none
 */
record Crossing(
    double occupiedMs, double portMs, double travelMs, long wireBytes, boolean relayed) {

  static final Crossing NONE = new Crossing(0, 0, 0, 0, false);
  private static final double NEVER = Double.POSITIVE_INFINITY;
  private static final Crossing IMPOSSIBLE = new Crossing(NEVER, NEVER, NEVER, 0, true);

  /**
   * All tensors of a cut, one after another. Without a direct link the way leads over other
   * devices, whose own traffic is not counted.
   *
   * @param packing what each link does with them
   */
  static Crossing of(
      Network network, Routes routes, LinkPacking packing, Cut cut, String from, String to) {
    if (from.equals(to)) {
      return NONE;
    }
    if (!cut.canTravel()) {
      return IMPOSSIBLE;
    }
    Link direct = routes.direct(from, to);
    return direct == null
        ? relayed(network, routes, packing, cut, from, to)
        : direct(packing.of(direct, tensors(network, cut)), direct, cut.bytes());
  }

  /** Costs are proportional to bytes, so that of all tensors together is that of their sum. */
  private static Crossing direct(CodecCost codec, Link link, long bytes) {
    double occupiedMs = codec.busyMs(link, bytes);
    long wireBytes = codec.wireBytes(bytes);
    return new Crossing(
        occupiedMs, link.occupiedMs(wireBytes), codec.transferMs(link, bytes), wireBytes, false);
  }

  static List<Tensor> tensors(Network network, Cut cut) {
    return cut.tensors().stream().map(network::tensor).toList();
  }

  private static Crossing relayed(
      Network network, Routes routes, LinkPacking packing, Cut cut, String from, String to) {
    double occupiedMs = 0;
    double delayMs = 0;
    double relayedMs = 0;
    long wireBytes = 0;
    for (String name : cut.tensors()) {
      Tensor tensor = network.tensor(name);
      List<Link> way = routes.route(from, to, tensor.bytes());
      if (way.isEmpty()) {
        return IMPOSSIBLE;
      }
      double slowestMs = 0;
      double wholeMs = 0;
      double delaysMs = 0;
      for (Link link : way) {
        CodecCost codec = packing.of(link, List.of(tensor));
        slowestMs = Math.max(slowestMs, codec.busyMs(link, tensor.bytes()));
        wholeMs += codec.transferMs(link, tensor.bytes()) - link.delayMs();
        delaysMs += link.delayMs();
      }
      occupiedMs += slowestMs;
      relayedMs = Math.max(relayedMs, wholeMs - slowestMs);
      delayMs = Math.max(delayMs, delaysMs);
      wireBytes += packing.of(way.get(0), List.of(tensor)).wireBytes(tensor.bytes());
    }
    return new Crossing(occupiedMs, occupiedMs, occupiedMs + relayedMs + delayMs, wireBytes, true);
  }
}
