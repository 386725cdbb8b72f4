package io.splitboard.app.service;

import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Network;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Region;

/** How far results may be from the whole network's, over its largest output. */
final class Tolerance {

  /** Where layers are split. */
  static final double SPLIT = 1e-6;

  /** Where partial sums are added up. */
  static final double SUMS = 1e-5;

  /** With graph optimization on. */
  static final double OPTIMIZED = 1e-4;

  /** From results that another ONNX Runtime stored. */
  static final double STORED = 1e-5;

  /**
   * Of networks in 16-bit floating point. ONNX Runtime computes neighbouring layers in 32 bits and
   * rounds to 16 (by up to 5e-4 of a value, 4e-3 in bfloat16) only where a value leaves them; so
   * each cut rounds where the whole network does not.
   */
  static final double HALF = 1e-2;

  private Tolerance() {}

  /** Of pieces run on the ONNX Runtime that runs the whole; 0 asks for the same bits. */
  static double of(Network network, Program program, boolean optimize) {
    return isHalf(network) ? HALF : of(program, optimize);
  }

  /** The same for a network in 32-bit floating point. */
  static double of(Program program, boolean optimize) {
    if (optimize) {
      return OPTIMIZED;
    }
    double tolerance = 0;
    for (var task : program.tasks()) {
      for (var piece : task.pieces()) {
        boolean sum = piece.region() instanceof Region.Summand;
        tolerance = Math.max(tolerance, sum ? SUMS : piece.isWhole() ? 0 : SPLIT);
      }
    }
    return tolerance;
  }

  /** Of pieces from results that were stored with the model. */
  static double stored(Network network, boolean optimize) {
    return isHalf(network) ? HALF : optimize ? OPTIMIZED : STORED;
  }

  private static boolean isHalf(Network network) {
    return network.tensors().values().stream()
        .anyMatch(
            tensor ->
                tensor.type() == ElementType.FLOAT16 || tensor.type() == ElementType.BFLOAT16);
  }
}
