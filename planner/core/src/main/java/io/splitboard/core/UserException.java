package io.splitboard.core;

/**
 * Something that the user can mend. The message is one clear sentence that says what is wrong,
 * where, and what to do; it is shown as it is. The cause, if any, goes to the log only.
 */
public class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes one from its sentence. */
  public UserException(String sentence) {
    super(sentence);
  }

  /** Makes one from its sentence and the technical cause for the log. */
  public UserException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
