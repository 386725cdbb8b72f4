package io.splitboard.app.window.model;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.program.Program;
import java.util.Locale;

/** Sentences about deployments and runs. */
final class DeploymentText {
  private DeploymentText() {}

  static String summary(Program program, double seconds) {
    int devices = program.devices().size();
    return String.format(
        Locale.ROOT,
        "Deployed on %s in %.1f s · %s, %s",
        devices(devices),
        seconds,
        count(program.tasks().size(), "task"),
        count(program.transfers().size(), "transfer"));
  }

  static String running(int devices, long completed) {
    return "Running on " + devices(devices) + " · " + requests(completed);
  }

  static String ready(int devices, long completed, int lost) {
    String live = "Live on " + devices(devices);
    if (completed == 0 && lost == 0) {
      return live + " · ready for requests";
    }
    return live + " · " + requests(completed) + ", " + (lost == 0 ? "none lost" : lost + " lost");
  }

  private static String devices(int count) {
    return count(count, "device");
  }

  private static String requests(long count) {
    return count(count, "request");
  }

  private static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** How many of the devices are virtual; empty if none is. */
  static String virtual(Cluster cluster) {
    long virtual =
        cluster.devices().stream()
            .filter(device -> device.connection() instanceof Connection.Virtual)
            .count();
    return virtual == 0 ? "" : " · " + virtual + " virtual, on this computer";
  }
}
