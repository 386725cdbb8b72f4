package io.splitboard.solver.preload;

/** When a layer's weights come into the memory of its device. */
public enum LoadingMode {
  /**
   * For each request anew, ahead of the layer's inputs: a device with one weight buffer loads the
   * next layer's weights as soon as its previous layer is finished.
   */
  AHEAD,
  /** For each request anew, once the layer's inputs are there: the baseline without pre-loading. */
  ON_ARRIVAL,
  /** Once for all requests: loading takes no time of a request. */
  RESIDENT
}
