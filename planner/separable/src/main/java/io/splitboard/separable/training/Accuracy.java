package io.splitboard.separable.training;

import ai.djl.ndarray.NDArray;

/** Counting right answers. */
final class Accuracy {

  private Accuracy() {}

  /** Number of rows whose largest logit is the label's. */
  static long right(NDArray logits, NDArray labels) {
    long[] answers = logits.argMax(1).toLongArray();
    int[] expected = labels.toIntArray();
    long right = 0;
    for (int i = 0; i < expected.length; i++) {
      right += answers[i] == expected[i] ? 1 : 0;
    }
    return right;
  }
}
