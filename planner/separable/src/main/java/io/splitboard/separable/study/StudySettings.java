package io.splitboard.separable.study;

import io.splitboard.separable.data.ShapesOnGratings;
import io.splitboard.separable.network.Architecture;
import io.splitboard.separable.policy.Resources;
import io.splitboard.separable.policy.SearchSettings;
import io.splitboard.separable.training.TrainingSettings;
import java.util.List;

/**
 * Everything that decides the outcome of a study.
 *
 * @param architecture of the network
 * @param trainingImages images that weights are learned from
 * @param validationImages images that the search judges policies with
 * @param testImages images of the final figures, used for nothing else
 * @param measuredImages training images that means and variances are measured on
 * @param superNetwork training of the weights that all policies share
 * @param fineTuning training of one policy from there, the same for each
 * @param search evolution
 * @param byteShares budgets of the searches, as shares of the full exchange's bytes
 * @param chosenShare the budget whose winner is fine-tuned
 * @param resources of the modelled latency
 * @param seed of data, weights, training and search
 */
public record StudySettings(
    Architecture architecture,
    int trainingImages,
    int validationImages,
    int testImages,
    int measuredImages,
    TrainingSettings superNetwork,
    TrainingSettings fineTuning,
    SearchSettings search,
    List<Double> byteShares,
    double chosenShare,
    Resources resources,
    long seed) {

  /** Copies the list. */
  public StudySettings {
    byteShares = List.copyOf(byteShares);
  }

  /**
   * The sample study: three stages of three blocks, with 8, 16 and 32 channels on each device.
   *
   * @param groups number of devices, 2 or 4
   * @param seed of everything random
   */
  public static StudySettings sample(int groups, long seed) {
    return new StudySettings(
        Architecture.staged(groups, ShapesOnGratings.shape(), 2, 8 * groups, List.of(3, 3, 3)),
        19_200,
        1_500,
        10_000,
        500,
        new TrainingSettings(4, 64, 0.006, seed),
        new TrainingSettings(4, 64, 0.003, seed + 1),
        SearchSettings.standard(seed),
        List.of(0.10, 0.25, 0.5),
        0.10,
        Resources.equal(groups, 7, 108, 0.2),
        seed);
  }

  /**
   * A study of a small network on few images that shows every step in seconds. What it reaches says
   * nothing about the method.
   *
   * @param groups number of devices, 2 or 4
   * @param seed of everything random
   */
  public static StudySettings quick(int groups, long seed) {
    return new StudySettings(
        Architecture.staged(groups, ShapesOnGratings.shape(), 2, 8, List.of(2, 2)),
        6_400,
        300,
        1_000,
        300,
        new TrainingSettings(3, 64, 0.01, seed),
        new TrainingSettings(1, 64, 0.005, seed + 1),
        new SearchSettings(10, 3, 4, 0.1, seed),
        List.of(0.5),
        0.2,
        Resources.equal(groups, 7, 108, 0.2),
        seed);
  }
}
