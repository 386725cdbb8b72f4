package io.splitboard.core.program;

import io.splitboard.core.codec.Codec;

/**
 * A fragment's way over one link.
 *
 * @param id unique in the program
 * @param fragment what is sent
 * @param from id of the sender
 * @param to id of the receiver
 * @param codec how it is packed
 * @param priority larger goes first among fragments that wait for the same link
 * @param turn for which requests it is sent
 */
public record Transfer(
    String id, Fragment fragment, String from, String to, Codec codec, int priority, Turn turn) {

  /** A transfer of every request. */
  public Transfer(String id, Fragment fragment, String from, String to, Codec codec, int priority) {
    this(id, fragment, from, to, codec, priority, Turn.ALWAYS);
  }

  /** The same fragment under another name, over another link, in some turn. */
  public Transfer inTurn(String otherId, String sender, String receiver, Turn other) {
    return new Transfer(otherId, fragment, sender, receiver, codec, priority, other);
  }

  /** The same packed in another way. */
  public Transfer withCodec(Codec other) {
    return new Transfer(id, fragment, from, to, other, priority, turn);
  }

  /** Bytes before packing for one request, on average over all turns. */
  public double bytesPerRequest() {
    return (double) bytes() / turn.every();
  }

  /** Bytes before packing: on the wire with a codec there are fewer, known only when it runs. */
  public long bytes() {
    return fragment.bytes();
  }
}
