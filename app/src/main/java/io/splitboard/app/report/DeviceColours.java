package io.splitboard.app.report;

import java.util.List;

/**
 * A colour for each device. The first eight are Okabe and Ito's, made to be told apart by
 * colour-blind people; further devices repeat them.
 */
public record DeviceColours(List<String> devices) {

  private static final List<String> COLOURS =
      List.of(
          "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a900", "#777777");

  /** The colour of one of them, as CSS writes it. */
  public String of(String device) {
    int index = Math.max(0, devices.indexOf(device));
    return COLOURS.get(index % COLOURS.size());
  }
}
