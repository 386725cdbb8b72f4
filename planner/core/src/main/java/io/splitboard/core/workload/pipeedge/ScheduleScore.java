package io.splitboard.core.workload.pipeedge;

import io.splitboard.core.UserException;
import io.splitboard.core.workload.pipeedge.LayerChain.DeviceType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a schedule costs by PipeEdge's model: the longest of all stages' compute times and of all
 * transfers between neighbouring stages, each over the slower of both ends.
 *
 * @param seconds time between two batches
 */
public record ScheduleScore(double seconds) {

  private static final double BITS_PER_MEGABIT = 1024 * 1024;

  private static final Map<String, Integer> BYTES =
      Map.of(
          "torch.float64", 8,
          "torch.float32", 4,
          "torch.float16", 2,
          "torch.bfloat16", 2,
          "torch.int64", 8,
          "torch.int32", 4,
          "torch.int16", 2,
          "torch.int8", 1,
          "torch.uint8", 1);

  /**
   * Judges a schedule.
   *
   * @throws UserException if stages leave out layers, overlap, or use a host twice or one unknown
   */
  public static ScheduleScore of(LayerChain chain, Schedule schedule) {
    Map<String, DeviceType> free = new HashMap<>();
    chain.deviceTypes().forEach(type -> type.hosts().forEach(host -> free.put(host, type)));
    double slowest = 0;
    int next = 1;
    DeviceType before = null;
    for (Schedule.Stage stage : schedule.stages()) {
      DeviceType type = free.remove(stage.host());
      if (type == null) {
        throw new UserException(
            "The host " + stage.host() + " is unknown or used twice: mend the schedule.");
      }
      if (stage.first() != next
          || stage.last() < stage.first()
          || stage.last() > chain.layers().size()) {
        throw new UserException(
            "The stage on %s has layers %d to %d where layer %d comes next: mend the schedule."
                .formatted(stage.host(), stage.first(), stage.last(), next));
      }
      if (before != null) {
        slowest = Math.max(slowest, transferSeconds(chain, next - 1, before, type));
      }
      double compute = 0;
      for (int layer = stage.first(); layer <= stage.last(); layer++) {
        compute += type.seconds().get(layer - 1);
      }
      slowest = Math.max(slowest, compute);
      next = stage.last() + 1;
      before = type;
    }
    if (next != chain.layers().size() + 1) {
      throw new UserException("No stage has layer " + next + ": mend the schedule.");
    }
    return new ScheduleScore(slowest);
  }

  private static double transferSeconds(
      LayerChain chain, int layer, DeviceType from, DeviceType to) {
    double bits = 8.0 * bytesOut(chain, layer);
    return bits / (Math.min(from.bandwidthMbps(), to.bandwidthMbps()) * BITS_PER_MEGABIT);
  }

  /** Bytes that a layer makes for one batch. */
  static double bytesOut(LayerChain chain, int layer) {
    return (double) elementBytes(chain.dtype())
        * chain.layers().get(layer - 1).outputElements()
        * chain.batchSize();
  }

  /**
   * Bytes of one number.
   *
   * @throws UserException if the type is not known
   */
  static int elementBytes(String dtype) {
    Integer bytes = BYTES.get(dtype);
    if (bytes == null) {
      throw new UserException(
          "The dtype " + dtype + " is not known: use one of " + Set.copyOf(BYTES.keySet()) + ".");
    }
    return bytes;
  }
}
