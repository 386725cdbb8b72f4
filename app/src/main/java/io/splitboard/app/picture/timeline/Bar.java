package io.splitboard.app.picture.timeline;

/**
 * A task or a transfer on the timeline.
 *
 * @param device id of the row: who computes or sends
 * @param kind what it is
 * @param measured whether it was measured; otherwise predicted
 * @param id of the task or transfer in the program
 * @param request its number
 * @param startMs since the first shown request was worked on
 * @param endMs since the first shown request was worked on
 * @param label what it does, in a few words
 */
public record Bar(
    String device,
    Kind kind,
    boolean measured,
    String id,
    int request,
    double startMs,
    double endMs,
    String label) {

  /** What a bar stands for. */
  public enum Kind {
    TASK,
    TRANSFER
  }
}
