package io.splitboard.core.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What measurements tell beyond what was measured.
 *
 * @param models by device id: what layers cost there that were not measured, of any network
 * @param uncertainty how far predictions from the measured figures may be off
 */
public record Calibration(Map<String, CostModel> models, Uncertainty uncertainty) {

  /** Nothing was measured. */
  public static final Calibration NONE = new Calibration(Map.of(), Uncertainty.UNKNOWN);

  /** Copies the map. */
  public Calibration {
    models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
  }
}
