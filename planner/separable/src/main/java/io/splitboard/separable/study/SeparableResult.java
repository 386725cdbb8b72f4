package io.splitboard.separable.study;

import io.splitboard.separable.policy.Candidate;
import java.nio.file.Path;
import java.util.List;

/**
 * What a study found. Accuracies of {@code full}, {@code chosen} and {@code none} are measured on
 * the held-out test images after the same fine-tuning; those of {@code front} are the search's, on
 * the validation images and the shared weights. Latencies are modelled.
 *
 * @param groups number of devices
 * @param seed of everything random
 * @param testImages number of held-out images
 * @param full exchange everywhere
 * @param chosen winner of the search
 * @param none no exchange
 * @param front policies that no other judged policy beats in accuracy, bytes and latency
 * @param judged every policy that the search judged
 * @param chosenModel the winner as an ONNX file, one group of layers a device
 * @param fullModel the full exchange as an ONNX file
 * @param seconds that this run took; a resumed run counts from where it went on
 */
public record SeparableResult(
    int groups,
    long seed,
    int testImages,
    Candidate full,
    Candidate chosen,
    Candidate none,
    List<Candidate> front,
    List<Candidate> judged,
    Path chosenModel,
    Path fullModel,
    double seconds) {

  /** Copies the lists. */
  public SeparableResult {
    front = List.copyOf(front);
    judged = List.copyOf(judged);
  }

  /** Share of the full exchange's bytes that the winner does without, 0 to 1. */
  public double bytesReduction() {
    return 1 - (double) chosen.bytes() / full.bytes();
  }

  /** Percentage points of test accuracy that the winner loses against the full exchange. */
  public double accuracyLossPoints() {
    return 100 * (full.accuracy() - chosen.accuracy());
  }
}
