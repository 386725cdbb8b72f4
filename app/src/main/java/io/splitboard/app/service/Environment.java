package io.splitboard.app.service;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.program.LinkError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run took place in, for whoever repeats it. */
final class Environment {

  private static final Logger log = LoggerFactory.getLogger(Environment.class);

  private Environment() {}

  static Map<String, String> of(
      Cluster cluster, InputSource inputs, int inFlight, int requests, List<LinkError> linkErrors) {
    long virtual =
        cluster.devices().stream()
            .filter(device -> device.connection() instanceof Connection.Virtual)
            .count();
    Map<String, String> environment = new TreeMap<>();
    environment.put("devices", cluster.devices().size() + ", " + virtual + " of them virtual");
    environment.put("inputs", inputs.description());
    environment.put("requests", Integer.toString(requests));
    environment.put("in flight at most", Integer.toString(inFlight));
    environment.put("onnx runtime", OpenModel.ENGINE);
    environment.put("host", host());
    environment.put("system", property("os.name") + " " + property("os.arch"));
    environment.put("java", property("java.version"));
    environment.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    linkErrors.forEach(link -> environment.put("link " + link.link(), link.words()));
    return environment;
  }

  /** What this computer is called. */
  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      log.debug("this computer has no name", e);
      return "this computer";
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
