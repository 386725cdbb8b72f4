package io.splitboard.solver.rows.halp;

import io.splitboard.core.network.Range;
import java.util.List;

/**
 * When one request's rows are computed and sent, in HALP's order.
 *
 * @param chunks rows computed together, by stage and device
 * @param messages rows sent together, in the order in which they were handed over
 * @param headStartMs when the host has all rows of the last stage
 * @param latencyMs when the host has run the head
 */
public record Timeline(
    List<Chunk> chunks, List<Message> messages, double headStartMs, double latencyMs) {

  /** What a message carries. */
  public enum Carries {
    /** Rows of the image, from the host. */
    IMAGE,
    /** Boundary rows that a neighbour needs. */
    HALO,
    /** The secondaries' rows of the last stage, to the host. */
    GATHER
  }

  /**
   * Rows of one stage that a device computes without a pause.
   *
   * @param rows ascending; several where what lies between them was computed before
   */
  public record Chunk(int stage, Role role, List<Range> rows, double startMs, double endMs) {
    /** Copies the list. */
    public Chunk {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Rows on their way.
   *
   * @param stage the stage that made them; −1 for the image
   * @param startMs when the sender begins to send
   * @param sentMs when sender and receiver are free for the next
   * @param arrivalMs when the receiver has them
   */
  public record Message(
      Carries carries,
      int stage,
      Role from,
      Role to,
      Range rows,
      long bytes,
      double startMs,
      double sentMs,
      double arrivalMs) {}

  /** Copies the lists. */
  public Timeline {
    chunks = List.copyOf(chunks);
    messages = List.copyOf(messages);
  }

  /** Bytes of all messages of a kind. */
  public long bytes(Carries carries) {
    return messages.stream()
        .filter(message -> message.carries() == carries)
        .mapToLong(Message::bytes)
        .sum();
  }

  /** Bytes of all messages. */
  public long bytes() {
    return messages.stream().mapToLong(Message::bytes).sum();
  }

  /** How long a device computes rows; the head is not counted. */
  public double busyMs(Role role) {
    return chunks.stream()
        .filter(chunk -> chunk.role() == role)
        .mapToDouble(chunk -> chunk.endMs() - chunk.startMs())
        .sum();
  }
}
