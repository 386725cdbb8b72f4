package io.splitboard.separable.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.splitboard.core.Progress;
import io.splitboard.separable.data.LabelledImages;
import io.splitboard.separable.network.Architecture;
import io.splitboard.separable.network.ImageShape;
import io.splitboard.separable.network.Parameters;
import io.splitboard.separable.network.Statistics;
import io.splitboard.separable.policy.Policy;
import java.util.stream.IntStream;

/**
 * Runs trained parameters under any policy, as one masked network. Not safe for several threads.
 */
public final class Evaluator implements AutoCloseable {

  private static final int BATCH = 500;

  private final NDManager manager;
  private final MaskedNetwork network;

  /**
   * Makes one.
   *
   * @throws io.splitboard.core.UserException if the engine is not there for this computer
   */
  public Evaluator(Architecture architecture, Parameters parameters) {
    manager = TorchEngine.get().newBaseManager();
    network = new MaskedNetwork(manager, architecture, parameters);
  }

  /**
   * Measures means and variances under a policy.
   *
   * @param images training images, all run as one batch
   */
  public Statistics measure(Policy policy, LabelledImages images) {
    Normalization.Measuring measuring = new Normalization.Measuring();
    flatLogits(policy, measuring, images, 0, images.count());
    return measuring.statistics();
  }

  /** Logits of every image, one row an image. */
  public float[][] logits(Policy policy, Statistics statistics, LabelledImages images) {
    int classes = images.shape().classes();
    float[][] logits = new float[images.count()][classes];
    for (int from = 0; from < images.count(); from += BATCH) {
      int to = Math.min(images.count(), from + BATCH);
      float[] flat = flatLogits(policy, Normalization.fixed(statistics), images, from, to);
      for (int i = from; i < to; i++) {
        System.arraycopy(flat, (i - from) * classes, logits[i], 0, classes);
      }
    }
    return logits;
  }

  /**
   * Share of right answers, 0 to 1.
   *
   * @param policy which points exchange
   * @param statistics measured under that policy
   * @param images to answer
   * @param progress can cancel between batches of work
   */
  public double accuracy(
      Policy policy, Statistics statistics, LabelledImages images, Progress progress) {
    progress.check();
    float[][] logits = logits(policy, statistics, images);
    long right =
        IntStream.range(0, images.count())
            .filter(image -> largest(logits[image]) == images.labels()[image])
            .count();
    return (double) right / images.count();
  }

  @Override
  public void close() {
    manager.close();
  }

  private float[] flatLogits(
      Policy policy, Normalization normalization, LabelledImages images, int from, int to) {
    return Gradients.unrecorded(
        () -> {
          try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return network.forward(batch(images, from, to), policy, normalization).toFloatArray();
          }
        });
  }

  private NDArray batch(LabelledImages images, int from, int to) {
    ImageShape shape = images.shape();
    return manager.create(
        images.pixels(IntStream.range(from, to).toArray()),
        new Shape(to - from, shape.channels(), shape.size(), shape.size()));
  }

  private static int largest(float[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }
}
