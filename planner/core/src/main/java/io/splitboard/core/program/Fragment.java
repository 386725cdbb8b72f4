package io.splitboard.core.program;

/**
 * A region of a tensor: what tasks read and make, and what transfers carry.
 *
 * @param tensor name of the tensor in the network
 * @param region which part
 * @param bytes size when sent uncompressed
 */
public record Fragment(String tensor, Region region, long bytes) {

  /** Name under which the fragment is stored on a device: unique per tensor and region. */
  public String key() {
    if (region instanceof Region.Rows rows) {
      return tensor + "#rows" + rows.from() + "-" + rows.to();
    }
    if (region instanceof Region.Channels channels) {
      return tensor + "#channels" + channels.from() + "-" + channels.to();
    }
    if (region instanceof Region.PartialSum sum) {
      return tensor + "#sum" + sum.index() + "of" + sum.of();
    }
    return tensor;
  }
}
