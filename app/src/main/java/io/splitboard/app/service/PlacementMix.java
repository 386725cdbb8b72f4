package io.splitboard.app.service;

import io.splitboard.core.partition.SplitKind;
import java.util.List;
import java.util.Locale;

/** Which placements a random partition draws from. */
public enum PlacementMix {
  /** Layers whole on a device. */
  LAYERS(List.of()),
  /** Rows wherever a layer has any that can be split, now and then columns. */
  ROWS(List.of(SplitKind.ROWS, SplitKind.ROWS, SplitKind.ROWS, SplitKind.COLUMNS)),
  /** Output or input channels. */
  CHANNELS(List.of(SplitKind.CHANNELS, SplitKind.CHANNELS, SplitKind.INPUT_CHANNELS)),
  /** All of these and whole layers. */
  MIXED(List.of(SplitKind.values()));

  private final List<SplitKind> kinds;

  PlacementMix(List<SplitKind> kinds) {
    this.kinds = kinds;
  }

  /** Ways to split, each as often as it is likely; empty for whole layers only. */
  List<SplitKind> kinds() {
    return kinds;
  }

  /** As on the command line: {@code rows}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
