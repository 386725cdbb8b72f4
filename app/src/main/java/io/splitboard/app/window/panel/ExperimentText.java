package io.splitboard.app.window.panel;

import io.splitboard.app.window.model.Units;
import io.splitboard.core.project.ExperimentHeader;

/** An experiment in a few lines. */
final class ExperimentText {
  private ExperimentText() {}

  static String of(ExperimentHeader header) {
    return header.name()
        + "\ndesign "
        + header.design()
        + "\n"
        + header.requests()
        + " requests, "
        + (header.lost() == 0 ? "none lost" : header.lost() + " lost")
        + "\nmeasured p50 "
        + Units.ms(header.latencyP50Ms())
        + ", "
        + Units.perSecond(header.throughputPerSecond())
        + header.maxAbsDiff().map(diff -> "\nmax |diff| " + diff).orElse("\nnot verified")
        + "\n\nClick two experiments to compare them.";
  }
}
