package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares pieces with the whole, with both settings of ONNX Runtime's graph optimization. */
final class PiecesEqual {

  static final int SEEDS = 20;

  private PiecesEqual() {}

  /** Two to eight devices. */
  static int devices(int seed) {
    return 2 + seed % 7;
  }

  static void check(OpenModel model, PlacementMix mix, int devices, long seed) {
    check(model, mix, devices, seed, false);
  }

  static void check(OpenModel model, PlacementMix mix, int devices, long seed, boolean optimize) {
    try (PiecewiseCheck check =
        PiecewiseCheck.open(model, mix, devices, seed, optimize, (step, fraction) -> {})) {
      assertThat(check.random())
          .as("%d devices, seed %d, optimization %s", devices, seed, optimize)
          .satisfies(outcome -> assertThat(outcome.equal()).isTrue());
    }
  }
}
