package io.splitboard.agent;

/**
 * Something that went wrong on this device. The message is one clear sentence for the user; the
 * cause goes to the log only.
 */
public class AgentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes one from its sentence. */
  public AgentException(String sentence) {
    super(sentence);
  }

  /** Makes one from its sentence and the technical cause for the log. */
  public AgentException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
