package io.splitboard.fleet;

import io.splitboard.core.cluster.Link;
import java.util.List;

/**
 * How a virtual device is made slower than this computer; real devices have none.
 *
 * @param slowdown wall time of a task divided by its CPU time
 * @param learningSeconds for how long its agent runs tasks, when they are loaded, to learn their
 *     CPU times, s; 0 for the agent's own choice
 * @param links its outgoing links with the rates and delays that its agent keeps to
 * @param sharedPort whether it sends one message at a time over all links together
 */
public record Shaping(
    double slowdown, double learningSeconds, List<Link> links, boolean sharedPort) {

  /** Leaves the learning time to the agent. */
  public static final double USUAL_LEARNING = 0;

  /** Copies the list. */
  public Shaping {
    links = List.copyOf(links);
  }
}
