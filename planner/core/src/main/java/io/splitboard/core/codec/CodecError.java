package io.splitboard.core.codec;

/**
 * The largest error that a codec made, of all messages that were looked at.
 *
 * @param absolute largest difference of any element
 * @param relative largest such difference over the largest finite magnitude in its own message
 */
public record CodecError(double absolute, double relative) {

  /** No error. */
  public static final CodecError NONE = new CodecError(0, 0);

  /**
   * Of one message.
   *
   * @param maxAbsError largest difference of any element
   * @param maxAbsValue largest finite magnitude of any element
   */
  public static CodecError of(double maxAbsError, double maxAbsValue) {
    return new CodecError(maxAbsError, maxAbsError == 0 ? 0 : maxAbsError / maxAbsValue);
  }

  /** The worse of both. */
  public CodecError and(CodecError other) {
    return new CodecError(Math.max(absolute, other.absolute), Math.max(relative, other.relative));
  }
}
