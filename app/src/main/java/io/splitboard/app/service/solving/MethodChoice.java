package io.splitboard.app.service.solving;

import io.splitboard.solver.preload.LoadingMode;
import java.util.List;

/**
 * A method with its options; those of other methods are ignored.
 *
 * @param method which
 * @param replicate pipeline: whether several devices may take turns with a stage; hybrid lets them
 *     anyway
 * @param pack pipeline: whether links may pack. Codecs are tried first where nobody did; the hybrid
 *     search, too, then knows what they bring, and packs wherever that is known
 * @param fuse rows: whether blocks of layers may exchange once
 * @param byHand pipeline: devices of the cut by hand, in order; empty for a search
 * @param weights preload: when weights are loaded
 */
public record MethodChoice(
    Method method,
    boolean replicate,
    boolean pack,
    boolean fuse,
    List<String> byHand,
    LoadingMode weights) {

  /** Copies the list. */
  public MethodChoice {
    byHand = List.copyOf(byHand);
  }

  /** A method as it is. */
  public static MethodChoice of(Method method) {
    return new MethodChoice(method, false, false, false, List.of(), LoadingMode.AHEAD);
  }

  /** The same with other turns and packing. */
  public MethodChoice with(boolean turns, boolean packing) {
    return new MethodChoice(method, turns, packing, fuse, byHand, weights);
  }

  /** Whether packing was asked of a method that can propose it. */
  boolean packs() {
    boolean chain = method == Method.PIPELINE && byHand.isEmpty();
    return pack && (chain || method == Method.HYBRID);
  }
}
