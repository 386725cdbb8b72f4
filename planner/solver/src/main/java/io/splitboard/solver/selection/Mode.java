package io.splitboard.solver.selection;

import java.util.Locale;

/** How a model runs. */
public enum Mode {
  /** Whole on one device. */
  STAND_ALONE,
  /** Shared out over several devices. */
  DISTRIBUTED;

  /** For people and files: {@code stand-alone}, {@code distributed}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
