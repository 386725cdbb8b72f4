package io.splitboard.agent;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * How an agent is started.
 *
 * @param store folder with sub-models and, in {@code blobs}, their weights
 * @param controlPort port on 127.0.0.1 for the workbench; 0 for any free one
 * @param dataHost address on which other agents are listened to
 * @param dataPort port for them; 0 for any free one
 * @param log file for the log; empty for standard error
 */
public record AgentOptions(
    Path store, int controlPort, String dataHost, int dataPort, Optional<Path> log) {

  /** What the command line takes. */
  public static final String USAGE =
      "--store DIR --control-port N --data-host ADDRESS --data-port N --token-stdin [--log FILE]";

  /**
   * Reads a command line.
   *
   * @throws AgentException in a sentence
   */
  static AgentOptions parse(List<String> arguments) {
    Path store = null;
    int controlPort = -1;
    String dataHost = null;
    int dataPort = -1;
    Path log = null;
    boolean token = false;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--store" -> store = Path.of(value(option, rest));
        case "--control-port" -> controlPort = port(option, rest);
        case "--data-host" -> dataHost = value(option, rest);
        case "--data-port" -> dataPort = port(option, rest);
        case "--log" -> log = Path.of(value(option, rest));
        case "--token-stdin" -> token = true;
        default -> throw new AgentException("Unknown option " + option + ". Options: " + USAGE);
      }
    }
    if (store == null || controlPort < 0 || dataHost == null || dataPort < 0 || !token) {
      throw new AgentException("Some options are missing. Options: " + USAGE);
    }
    return new AgentOptions(store, controlPort, dataHost, dataPort, Optional.ofNullable(log));
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new AgentException("Option " + option + " needs a value. Options: " + USAGE);
    }
    return rest.next();
  }

  private static int port(String option, Iterator<String> rest) {
    String text = value(option, rest);
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
      throw new AgentException("Option " + option + " needs a port from 0 to 65535, not " + text);
    }
    return Integer.parseInt(text);
  }
}
