package io.splitboard.solver.preload;

import io.splitboard.core.cluster.Link;
import java.util.Map;

/** What the radios on a link draw for a message. */
@FunctionalInterface
public interface RadioEnergy {

  /** Cables: nothing. */
  RadioEnergy NONE = (link, bytes) -> 0;

  /** Energy of a message of so many bytes on a link, J. */
  double joule(Link link, long bytes);

  /** The same energy for each bit on every link, J. */
  static RadioEnergy perBit(double joule) {
    return (link, bytes) -> 8.0 * bytes * joule;
  }

  /**
   * Radios by device id; devices without one are on a cable. The sender's radio sends and the
   * receiver's receives while the message occupies the link.
   */
  static RadioEnergy of(Map<String, Radio> radios) {
    Map<String, Radio> known = Map.copyOf(radios);
    return (link, bytes) -> {
      Radio sender = known.get(link.from());
      Radio receiver = known.get(link.to());
      double rate = link.mbitPerSecond();
      double watt =
          (sender == null ? 0 : sender.sendingWatt(rate))
              + (receiver == null ? 0 : receiver.receivingWatt(rate));
      return watt * link.occupiedMs(bytes) / 1e3;
    };
  }
}
