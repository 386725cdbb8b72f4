package io.splitboard.core.cluster;

/**
 * A computer that can run tasks.
 *
 * @param id short and unique in the cluster, for example {@code pi-a}
 * @param model id of the catalogue entry that its figures came from, for example {@code pi-4b}
 * @param compute speed
 * @param power electric power
 * @param memoryBytes memory that weights and tensors may take
 * @param loadMegabytesPerSecond rate of loading weights from storage
 * @param connection how it is reached
 */
public record Device(
    String id,
    String model,
    Compute compute,
    Power power,
    long memoryBytes,
    double loadMegabytesPerSecond,
    Connection connection) {

  /** Time of loading so many bytes of weights from storage, ms. */
  public double loadMs(long bytes) {
    return bytes / (loadMegabytesPerSecond * 1000.0);
  }
}
