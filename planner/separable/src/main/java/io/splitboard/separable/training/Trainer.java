package io.splitboard.separable.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.splitboard.core.Progress;
import io.splitboard.separable.data.LabelledImages;
import io.splitboard.separable.network.Architecture;
import io.splitboard.separable.network.Checkpoint;
import io.splitboard.separable.network.ImageShape;
import io.splitboard.separable.network.Parameters;
import io.splitboard.separable.policy.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;

/**
 * Trains a super-network, or one policy of it. Every random choice of a step follows from seed and
 * step alone, so a training that was stopped after any step and goes on from its checkpoint ends
 * with the same weights, bit for bit, as one that was never stopped (same machine, same number of
 * threads). Several may train at the same time, each on a thread of its own.
 */
public final class Trainer {

  private final Architecture architecture;
  private final LabelledImages images;
  private final TrainingSettings settings;
  private final TrainingListener listener;

  /** Makes one for these images. */
  public Trainer(
      Architecture architecture,
      LabelledImages images,
      TrainingSettings settings,
      TrainingListener listener) {
    this.architecture = architecture;
    this.images = images;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Trains, going on from the file if it is there.
   *
   * @param purpose what is trained, for the listener and the file
   * @param initial where a new training starts
   * @param sampler policies of each batch
   * @param file checkpoint, written after each epoch and when cancelled
   * @param progress told each step
   * @throws CancellationException if cancelled; the file then holds where it stopped
   * @throws io.splitboard.core.UserException if the file cannot be written, is damaged or belongs
   *     to another training
   */
  public Parameters train(
      String purpose, Parameters initial, PolicySampler sampler, Path file, Progress progress) {
    String identity = purpose + " " + architecture + " " + settings + " " + images.count();
    Checkpoint start =
        Files.exists(file)
            ? Checkpoint.read(file, identity, initial)
            : Checkpoint.start(identity, initial);
    Engine engine = TorchEngine.get();
    return Gradients.unrecorded(
        () -> {
          try (NDManager manager = engine.newBaseManager()) {
            Run run = new Run(manager, start, sampler);
            finish(run, purpose, identity, file, progress);
            return run.network.values();
          }
        });
  }

  private void finish(Run run, String purpose, String identity, Path file, Progress progress) {
    while (run.step < steps()) {
      if (progress.cancelled()) {
        run.checkpoint(identity).write(file);
        progress.check();
      }
      progress.report(purpose, (double) run.step / steps());
      run.next();
      if (run.step % stepsPerEpoch() == 0) {
        run.tell(purpose);
        run.checkpoint(identity).write(file);
      }
    }
  }

  private long stepsPerEpoch() {
    return images.count() / settings.batch();
  }

  private long steps() {
    return stepsPerEpoch() * settings.epochs();
  }

  /** One training in memory. */
  private final class Run {

    private final NDManager manager;
    private final MaskedNetwork network;
    private final Adam optimizer;
    private final PolicySampler sampler;
    private long step;
    private int[] order = {};
    private double lossSum;
    private double rightSum;
    private int answers;

    Run(NDManager manager, Checkpoint start, PolicySampler sampler) {
      this.manager = manager;
      this.sampler = sampler;
      this.step = start.step();
      network = new MaskedNetwork(manager, architecture, start.parameters());
      optimizer = new Adam(manager, start.firstMoment(), start.secondMoment());
    }

    void next() {
      int[] batch = batch();
      ImageShape shape = images.shape();
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray pixels =
            manager.create(
                images.pixels(batch),
                new Shape(batch.length, shape.channels(), shape.size(), shape.size()));
        NDArray labels = manager.create(images.labels(batch));
        for (Policy policy : sampler.sample(random(2 * step))) {
          learn(pixels, labels, policy);
        }
        optimizer.step(network.parameters(), step + 1, settings.rate(step, steps()));
      }
      step++;
    }

    private void learn(NDArray pixels, NDArray labels, Policy policy) {
      NDArray target = labels.oneHot(architecture.classes(), DataType.FLOAT32);
      NDArray loss =
          Gradients.backward(
              () -> {
                NDArray logits = network.forward(pixels, policy, Normalization.ofBatch());
                rightSum += Accuracy.right(logits, labels);
                return logits.logSoftmax(1).mul(target).sum().div(-labels.size());
              });
      lossSum += loss.getFloat() * labels.size();
      answers += (int) labels.size();
    }

    void tell(String purpose) {
      int epoch = (int) (step / stepsPerEpoch());
      listener.epoch(purpose, epoch, lossSum / answers, rightSum / answers);
      lossSum = 0;
      rightSum = 0;
      answers = 0;
    }

    Checkpoint checkpoint(String identity) {
      return new Checkpoint(
          identity, step, network.values(), optimizer.firstMoment(), optimizer.secondMoment());
    }

    private int[] batch() {
      long epoch = step / stepsPerEpoch();
      int position = (int) (step % stepsPerEpoch()) * settings.batch();
      if (position == 0 || order.length == 0) {
        order = shuffled(images.count(), random(2 * epoch + 1));
      }
      return Arrays.copyOfRange(order, position, position + settings.batch());
    }

    private Random random(long stream) {
      return new Random(settings.seed() * 0x9E3779B97F4A7C15L + stream * 0xD1B54A32D192ED03L);
    }
  }

  private static int[] shuffled(int count, Random random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
