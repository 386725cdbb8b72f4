package io.splitboard.app.window.model;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.simulation.Bottleneck;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.Summary;
import java.util.stream.Collectors;

/** Sentences about the open project. */
final class SessionText {
  private SessionText() {}

  static String macs(long macs) {
    return macs >= 1_000_000_000
        ? Units.digits(macs / 1e9) + " GMAC"
        : Units.digits(macs / 1e6) + " MMAC";
  }

  static String count(long count) {
    return count >= 1_000_000 ? Units.digits(count / 1e6) + " M" : Units.digits(count / 1e3) + " k";
  }

  /** Where one request's time goes, and what limits many. */
  static String whyHere(Prediction prediction, Cluster cluster) {
    Summary single = prediction.latency();
    String computing =
        single.devices().entrySet().stream()
            .filter(use -> use.getValue().busyMsPerRequest() > 0)
            .map(use -> Units.ms(use.getValue().busyMsPerRequest()) + " on " + use.getKey())
            .collect(Collectors.joining(", "));
    double sendingMs =
        single.links().values().stream().mapToDouble(Summary.LinkUse::busyMsPerRequest).sum();
    String sending = sendingMs > 0 ? " and " + Units.ms(sendingMs) + " on links" : "";
    return "Predicted: "
        + computing
        + sending
        + ". "
        + Bottleneck.of(prediction, cluster.contention()).sentence();
  }
}
