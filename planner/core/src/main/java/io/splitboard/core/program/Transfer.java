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
    NONE("none"),
    /** LZ4 blocks. */
    LZ4("lz4"),
    /** ZFP in its reversible mode. */
    ZFP("zfp");

    private final String word;

    Codec(String word) {
      this.word = word;
    }

    /** What commands, files and agents call it. */
    public String word() {
      return word;
    }

    /**
     * The codec with this name.
     *
     * @throws io.splitboard.core.UserException if there is none
     */
    public static Codec of(String word) {
      for (Codec codec : values()) {
        if (codec.word.equals(word)) {
          return codec;
        }
      }
      throw new io.splitboard.core.UserException(
          "There is no codec " + word + ": choose none, lz4 or zfp.");
    }
  }

  /** The same packed in another way. */
  public Transfer withCodec(Codec other) {
    return new Transfer(id, fragment, from, to, other, priority);
  }

  /** Bytes before packing: on the wire with a codec there are fewer, known only when it runs. */
  public long bytes() {
    return fragment.bytes();
  }
}
