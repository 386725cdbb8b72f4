package io.splitboard.separable.policy;

/**
 * A place where channel groups may mix, with the part of the body that belongs to it.
 *
 * @param name of the block
 * @param channels of the tensor that an exchange gathers, all groups together
 * @param height of that tensor
 * @param width of that tensor
 * @param exchangeMacs MACs of one device for this part of the body if the point exchanges
 * @param localMacs the same if it does not
 */
public record MixingPoint(
    String name, int channels, int height, int width, long exchangeMacs, long localMacs) {

  /** Elements of the tensor, all groups together. */
  public long elements() {
    return (long) channels * height * width;
  }

  /** Bytes that all devices together send when it exchanges: (K−1)·C·H·W·4. */
  public long exchangeBytes(int groups) {
    return (groups - 1) * elements() * Float.BYTES;
  }
}
