package io.splitboard.app.picture.network;

import java.util.List;

/**
 * An arrow of the network's picture.
 *
 * @param from id of the box that makes the tensors
 * @param to id of the box that reads them
 * @param tensors names of the tensors, at least one
 * @param bytes of all of them
 */
public record ShownEdge(String from, String to, List<String> tensors, long bytes) {

  /** Copies the list. */
  public ShownEdge {
    tensors = List.copyOf(tensors);
  }

  /** Unique in the picture. */
  public String id() {
    return from + "\n" + to;
  }
}
