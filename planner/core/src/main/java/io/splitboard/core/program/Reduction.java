package io.splitboard.core.program;

import io.splitboard.core.network.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the summands of a tensor are added up. */
final class Reduction {

  private Reduction() {}

  /**
   * The device that should add up all summands and pass the sum on; null if it costs no more bytes
   * that each reader receives the summands of what it reads.
   *
   * @param demands bytes that each device reads of the tensor
   */
  static String owner(Tensor tensor, List<PieceNode> summands, Map<String, Long> demands) {
    long least = 0;
    for (Map.Entry<String, Long> demand : demands.entrySet()) {
      least += remote(summands, demand.getKey()) * demand.getValue();
    }
    Set<String> candidates = new LinkedHashSet<>(demands.keySet());
    summands.forEach(summand -> candidates.add(summand.device()));
    String owner = null;
    for (String candidate : candidates) {
      long bytes = remote(summands, candidate) * tensor.bytes();
      for (Map.Entry<String, Long> demand : demands.entrySet()) {
        bytes += demand.getKey().equals(candidate) ? 0 : demand.getValue();
      }
      if (bytes < least) {
        least = bytes;
        owner = candidate;
      }
    }
    return owner;
  }

  private static long remote(List<PieceNode> summands, String device) {
    return summands.stream().filter(summand -> !summand.device().equals(device)).count();
  }
}
