package io.splitboard.core.codec;

import io.splitboard.core.cluster.Link;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The codecs that may be chosen from, link by link.
 *
 * @param costs besides sending tensors as they are
 */
public record CodecCosts(List<CodecCost> costs) {

  /** No codec: tensors travel as they are. */
  public static final CodecCosts NONE = new CodecCosts(List.of());

  private static final long MEGABYTE = 1_000_000;

  /** Copies the list. */
  public CodecCosts {
    costs = List.copyOf(costs);
  }

  /**
   * What makes transfers over a link shortest without loss; as they are on a tie. A lossy codec is
   * never proposed, however quick it is.
   */
  public CodecCost best(Link link) {
    return Stream.concat(Stream.of(CodecCost.NONE), costs.stream())
        .filter(cost -> cost.codec().isLossless())
        .min(Comparator.comparingDouble(cost -> cost.transferMs(link, MEGABYTE)))
        .orElseThrow();
  }
}
