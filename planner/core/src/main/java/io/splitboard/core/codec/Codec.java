package io.splitboard.core.codec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.splitboard.core.UserException;

/** How a tensor is packed on the wire. */
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
  @JsonValue
  public String word() {
    return word;
  }

  /**
   * The codec with this name.
   *
   * @throws UserException if there is none
   */
  public static Codec of(String word) {
    for (Codec codec : values()) {
      if (codec.word.equals(word)) {
        return codec;
      }
    }
    throw new UserException("There is no codec " + word + ": choose none, lz4 or zfp.");
  }

  /** As read from a file. */
  @JsonCreator
  static Codec read(String word) {
    try {
      return of(word);
    } catch (UserException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
