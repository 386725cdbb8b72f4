package io.splitboard.core.simulation;

import io.splitboard.core.cluster.Contention;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What limits the throughput of a design.
 *
 * @param kind what it is
 * @param id of the device, or {@code a→b}; for a port, of its device
 * @param busyShare share of the time that it is busy, 0 to 1
 * @param sentence for the user
 */
public record Bottleneck(Kind kind, String id, double busyShare, String sentence) {

  /** What can be one. */
  public enum Kind {
    /** A device's compute lane. */
    DEVICE("%s computes %s of the time: it limits the throughput."),
    /** One direction of a connection. */
    LINK("The link %s is in use %s of the time: it limits the throughput."),
    /** All that one device sends. */
    PORT_OUT("%s sends %s of the time: its network port limits the throughput."),
    /** All that one device receives. */
    PORT_IN("%s receives %s of the time: its network port limits the throughput.");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }
  }

  /**
   * The device, link or port that is busiest with many requests in flight.
   *
   * @param contention what the cluster's links share
   */
  public static Bottleneck of(Prediction prediction, Contention contention) {
    return of(prediction.throughput(), contention);
  }

  /** The busiest of a summary; devices before links and ports on a tie. */
  public static Bottleneck of(Summary summary, Contention contention) {
    Map<String, Double> devices = new LinkedHashMap<>();
    summary.devices().forEach((id, use) -> devices.put(id, use.busyShare()));
    Bottleneck busiest = busiest(Kind.DEVICE, devices);
    if (contention == Contention.PER_LINK) {
      Map<String, Double> links = new LinkedHashMap<>();
      summary.links().forEach((id, use) -> links.put(id, use.busyShare()));
      return busier(busiest, busiest(Kind.LINK, links));
    }
    Map<String, Double> out = new LinkedHashMap<>();
    Map<String, Double> in = new LinkedHashMap<>();
    summary
        .links()
        .forEach(
            (id, use) -> {
              String[] ends = id.split("→");
              out.merge(ends[0], use.busyShare(), Double::sum);
              in.merge(ends[1], use.busyShare(), Double::sum);
            });
    return busier(busier(busiest, busiest(Kind.PORT_OUT, out)), busiest(Kind.PORT_IN, in));
  }

  private static Bottleneck busier(Bottleneck a, Bottleneck b) {
    return b.busyShare > a.busyShare + 1e-9 ? b : a;
  }

  private static Bottleneck busiest(Kind kind, Map<String, Double> shares) {
    String id = "";
    double share = -1;
    for (Map.Entry<String, Double> entry : shares.entrySet()) {
      if (entry.getValue() > share) {
        id = entry.getKey();
        share = Math.min(1, entry.getValue());
      }
    }
    String percent = String.format(Locale.ROOT, "%.0f %%", 100 * share);
    return new Bottleneck(kind, id, share, kind.sentence.formatted(id, percent));
  }
}
