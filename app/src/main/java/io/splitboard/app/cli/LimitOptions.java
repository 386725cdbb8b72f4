package io.splitboard.app.cli;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.project.Constraints;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Limits that are added to those of a design. */
final class LimitOptions {

  @Option(names = "--max-devices", paramLabel = "K", description = "At most K devices compute.")
  private Integer maxDevices;

  @Option(
      names = "--share-limit",
      paramLabel = "DEVICE=SHARE",
      description =
          "Largest share of the network's multiply-accumulates, such as pi-a=0.3 or 30%%.")
  private Map<String, String> shares = Map.of();

  @Option(
      names = "--link-budget",
      paramLabel = "FROM:TO=BYTES",
      description = "Bytes that a link may carry for one request; kB and MB are understood.")
  private Map<String, String> budgets = Map.of();

  /**
   * A design's constraints with these limits.
   *
   * @throws UserException for what cannot be read or is not in the cluster
   */
  Constraints added(Constraints own, Cluster cluster) {
    List<String> ids = cluster.deviceIds();
    Map<String, Double> shareLimits = new LinkedHashMap<>(own.shareLimits());
    shares.forEach((device, text) -> shareLimits.put(known(device, ids), share(text)));
    Map<String, Long> linkBudgets = new LinkedHashMap<>(own.linkBudgets());
    budgets.forEach((link, text) -> linkBudgets.put(link(link, ids), bytes(text)));
    int most = maxDevices == null ? own.maxDevices() : maxDevices;
    if (maxDevices != null && maxDevices < 1) {
      throw new UserException("--max-devices must be 1 or more.");
    }
    return new Constraints(
        own.pins(), own.exclusions(), own.memoryBytes(), shareLimits, linkBudgets, most);
  }

  private static String known(String device, List<String> ids) {
    if (!ids.contains(device)) {
      throw new UserException(
          "The cluster has no device %s: choose from %s.".formatted(device, ids));
    }
    return device;
  }

  private static String link(String text, List<String> ids) {
    String[] ends = text.split("[:→]", -1);
    if (ends.length != 2) {
      throw new UserException("Write a link budget as FROM:TO=BYTES, not " + text + ".");
    }
    return known(ends[0], ids) + "→" + known(ends[1], ids);
  }

  private static double share(String text) {
    boolean percent = text.endsWith("%");
    double value = Quantities.number(percent ? text.substring(0, text.length() - 1) : text, text);
    double share = percent ? value / 100 : value;
    if (!(share >= 0 && share <= 1)) {
      throw new UserException("A share limit is from 0 to 1, or in percent, not " + text + ".");
    }
    return share;
  }

  private static long bytes(String text) {
    long bytes = Quantities.bytes(text);
    if (bytes < 0) {
      throw new UserException("A link budget is 0 bytes or more, not " + text + ".");
    }
    return bytes;
  }
}
