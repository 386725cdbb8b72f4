package io.splitboard.core.codec;

import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;

/**
 * A codec, as it was measured on tensors of some kind.
 *
 * @param codec which one
 * @param ratio bytes on the wire over bytes of the tensor, 1 at most: what would not get smaller
 *     travels as it is
 * @param packMsPerMegabyte time of packing a million bytes of tensor on the sender
 * @param unpackMsPerMegabyte time of unpacking them on the receiver
 */
public record CodecCost(
    Codec codec, double ratio, double packMsPerMegabyte, double unpackMsPerMegabyte) {

  /** Tensors as they are. */
  public static final CodecCost NONE = new CodecCost(Codec.NONE, 1, 0, 0);

  private static final double MEGA = 1e6;

  /** Checks the numbers. */
  public CodecCost {
    if (!(ratio > 0 && ratio <= 1) || !(packMsPerMegabyte >= 0) || !(unpackMsPerMegabyte >= 0)) {
      throw new IllegalArgumentException(
          "a codec needs a ratio above 0 and at most 1, and times of 0 or more");
    }
  }

  /** Bytes on the wire. */
  public long wireBytes(long bytes) {
    return Math.round(ratio * bytes);
  }

  /**
   * How long a message of so many tensor bytes keeps its sender or its receiver at work, ms: the
   * sender packs one message before it sends it, the receiver unpacks one while the next is on its
   * way.
   */
  public double busyMs(Link link, long bytes) {
    return Math.max(packMs(bytes) + link.occupiedMs(wireBytes(bytes)), unpackMs(bytes));
  }

  /** Time from the start of packing to the end of unpacking on an idle link, ms. */
  public double transferMs(Link link, long bytes) {
    return packMs(bytes) + link.transferMs(wireBytes(bytes)) + unpackMs(bytes);
  }

  /**
   * The rate of a link below which the codec makes transfers shorter, Mbit/s: where what it saves
   * on the wire, {@code 8·(1 − ratio)/rate} for a byte, is what packing and unpacking take. 0 if it
   * never does; infinite if it always does.
   */
  public double breakEvenMbitPerSecond() {
    double handlingMs = packMsPerMegabyte + unpackMsPerMegabyte;
    double savedBits = 8 * (1 - ratio) * MEGA;
    return savedBits == 0 ? 0 : savedBits / handlingMs / 1000;
  }

  /** The same on devices that pack and unpack more slowly by factors. */
  public CodecCost slowed(double packing, double unpacking) {
    return new CodecCost(
        codec, ratio, packing * packMsPerMegabyte, unpacking * unpackMsPerMegabyte);
  }

  /**
   * The same between two devices, as measured on this computer: virtual devices pack as much more
   * slowly as they compute; others are taken to be as fast as this computer, which they seldom are.
   */
  public CodecCost between(Device sender, Device receiver) {
    return slowed(slowdown(sender), slowdown(receiver));
  }

  private static double slowdown(Device device) {
    return device.connection() instanceof Connection.Virtual virtual
        ? Math.max(1, virtual.slowdown())
        : 1;
  }

  /** Time of packing so many bytes of tensor, ms. */
  public double packMs(long bytes) {
    return packMsPerMegabyte * bytes / MEGA;
  }

  /** Time of unpacking them, ms. */
  public double unpackMs(long bytes) {
    return unpackMsPerMegabyte * bytes / MEGA;
  }
}
