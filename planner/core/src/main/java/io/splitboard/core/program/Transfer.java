package io.splitboard.core.program;

/**
 * A fragment's way over one link.
 *
 * @param id unique in the program
 * @param fragment what is sent
 * @param from id of the sender
 * @param to id of the receiver
 * @param codec how it is packed
 * @param priority larger goes first among fragments that wait for the same link
 */
public record Transfer(
    String id, Fragment fragment, String from, String to, Codec codec, int priority) {

  /** How a fragment is packed on the wire. */
  public enum Codec {
    /** As it is. */
    NONE
  }

  /** Bytes on the wire, as far as they are known before running. */
  public long bytes() {
    return fragment.bytes();
  }
}
