package io.splitboard.agent;

/** A port that the agent was told to use is in use, or not of this device. */
public final class PortTakenException extends AgentException {

  private static final long serialVersionUID = 1L;

  /** Makes one from its sentence and the technical cause for the log. */
  public PortTakenException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
