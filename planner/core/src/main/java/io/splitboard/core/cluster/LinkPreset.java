package io.splitboard.core.cluster;

/**
 * A usual kind of connection.
 *
 * @param id for example {@code ethernet} or {@code 4g}
 * @param name what people call it
 * @param downMbitPerSecond rate from the far device; 0 where the devices' own ports give the rate
 * @param upMbitPerSecond rate to the far device; 0 where the devices' own ports give the rate
 * @param roundTripMs time of an empty message and its answer
 * @param source where the figures came from
 */
public record LinkPreset(
    String id,
    String name,
    double downMbitPerSecond,
    double upMbitPerSecond,
    double roundTripMs,
    String source) {

  /** Whether it leads out of the local network and has rates of its own. */
  public boolean uplink() {
    return upMbitPerSecond > 0;
  }
}
