package io.splitboard.separable.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import io.splitboard.separable.network.Statistics;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a batch normalization takes its means and variances from. */
interface Normalization {

  /** Normalizes the output of a convolution. */
  NDArray apply(String convolution, NDArray output, NDArray gamma, NDArray beta);

  /** From the batch itself. */
  static Normalization ofBatch() {
    return (convolution, output, gamma, beta) -> {
      Shape channels = gamma.getShape();
      NDArray mean = output.getManager().zeros(channels);
      NDArray variance = output.getManager().ones(channels);
      return normalize(output, mean, variance, gamma, beta, true);
    };
  }

  /** From values measured before. */
  static Normalization fixed(Statistics statistics) {
    return (convolution, output, gamma, beta) -> {
      NDArray mean = output.getManager().create(statistics.means().get(convolution));
      NDArray variance = output.getManager().create(statistics.variances().get(convolution));
      return normalize(output, mean, variance, gamma, beta, false);
    };
  }

  private static NDArray normalize(
      NDArray output,
      NDArray mean,
      NDArray variance,
      NDArray gamma,
      NDArray beta,
      boolean fromBatch) {
    return BatchNorm.batchNorm(
            output, mean, variance, gamma, beta, 1, 0.9f, Statistics.EPSILON, fromBatch)
        .singletonOrThrow();
  }

  /** From the batch itself, remembering what was measured. */
  final class Measuring implements Normalization {

    private final Map<String, float[]> means = new LinkedHashMap<>();
    private final Map<String, float[]> variances = new LinkedHashMap<>();

    @Override
    public NDArray apply(String convolution, NDArray output, NDArray gamma, NDArray beta) {
      Shape shape = output.getShape();
      NDArray flat = output.reshape(shape.get(0), shape.get(1), -1);
      NDArray mean = flat.mean(new int[] {2}).mean(new int[] {0});
      NDArray centred = flat.sub(mean.reshape(1, shape.get(1), 1));
      NDArray variance = centred.square().mean(new int[] {2}).mean(new int[] {0});
      means.put(convolution, mean.toFloatArray());
      variances.put(convolution, variance.toFloatArray());
      return normalize(output, mean, variance, gamma, beta, false);
    }

    Statistics statistics() {
      return new Statistics(means, variances);
    }
  }
}
