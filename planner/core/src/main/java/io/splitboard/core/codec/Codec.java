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
  ZFP("zfp"),
  /** 32-bit floats rounded to half precision: lossy, and used only where a person asks for it. */
  FLOAT16("float16");

  private final String word;

  Codec(String word) {
    this.word = word;
  }

  /** What commands, files and agents call it. */
  @JsonValue
  public String word() {
    return word;
  }

  /** Whether the same bits come out, always. */
  public boolean isLossless() {
    return this != FLOAT16;
  }

  /**
   * What it promises at the worst, where it packs at all: no element moves by more than 2⁻¹¹ of the
   * largest finite magnitude that travels with it.
   *
   * @throws IllegalStateException if the codec is lossless and needs no budget
   */
  public ErrorBudget guarantee() {
    if (isLossless()) {
      throw new IllegalStateException(word + " is lossless");
    }
    return ErrorBudget.relative(0x1p-11);
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
    throw new UserException("There is no codec " + word + ": choose none, lz4, zfp or float16.");
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
