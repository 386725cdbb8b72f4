package io.splitboard.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's process. It reads its token as the first line of standard input, says on standard
 * output in one line that it is ready, and ends when standard input does (so a lost SSH connection
 * leaves no process), when the workbench asks it to, or on SIGTERM.
 *
 * <p>Exit codes: 0 ended as asked, 2 wrong options or store, 3 a port is taken.
 */
public final class AgentMain {

  private static final int WRONG_OPTIONS = 2;
  private static final int PORT_TAKEN = 3;
  private static final int LONGEST_TOKEN = 1000;

  private AgentMain() {}

  /** Runs an agent until it is to end. */
  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run(List.of(arguments), System.in, System.out, System.err));
  }

  static int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err)
      throws InterruptedException {
    try {
      AgentOptions options = AgentOptions.parse(arguments);
      AgentLogging.configure(options.log());
      try (Agent agent = Agent.start(options, readToken(in))) {
        Thread shutdown = new Thread(agent::close, "shutdown");
        Runtime.getRuntime().addShutdownHook(shutdown);
        endWith(in, agent);
        out.println(
            "splitboard-agent ready control="
                + agent.controlPort()
                + " data="
                + agent.dataPort()
                + " pid="
                + ProcessHandle.current().pid());
        out.flush();
        agent.awaitStop();
        return 0;
      }
    } catch (PortTakenException e) {
      err.println(e.getMessage());
      return PORT_TAKEN;
    } catch (AgentException e) {
      err.println(e.getMessage());
      return WRONG_OPTIONS;
    }
  }

  private static String readToken(InputStream in) {
    StringBuilder token = new StringBuilder();
    try {
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        token.append((char) c);
        if (token.length() > LONGEST_TOKEN) {
          throw new AgentException("The token on standard input is too long.");
        }
      }
    } catch (IOException e) {
      throw new AgentException("The token could not be read from standard input.", e);
    }
    return token.toString().strip();
  }

  /** Ends the agent when whoever started it is gone. */
  private static void endWith(InputStream in, Agent agent) {
    Logger log = LoggerFactory.getLogger(AgentMain.class);
    Thread watcher =
        new Thread(
            () -> {
              try {
                in.transferTo(java.io.OutputStream.nullOutputStream());
                log.info("standard input ended");
              } catch (IOException e) {
                log.info("standard input broke", e);
              }
              agent.close();
            },
            "standard input");
    watcher.setDaemon(true);
    watcher.start();
  }
}
