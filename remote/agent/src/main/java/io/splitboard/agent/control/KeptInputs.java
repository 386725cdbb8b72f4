package io.splitboard.agent.control;

import io.splitboard.protocol.wire.WireTensor;
import java.util.Map;

/** Inputs that are here already, so that a request only needs to name them. Thread-safe. */
final class KeptInputs {

  private volatile Map<Integer, Map<String, WireTensor>> byNumber = Map.of();

  /** Replaces what is kept. */
  void replace(Map<Integer, Map<String, WireTensor>> inputs) {
    byNumber = Map.copyOf(inputs);
  }

  /**
   * Inputs by fragment key.
   *
   * @throws IllegalArgumentException with a sentence, if there are none of that number
   */
  Map<String, WireTensor> get(int number) {
    Map<String, WireTensor> inputs = byNumber.get(number);
    if (inputs == null) {
      throw new IllegalArgumentException(
          "A request repeats inputs " + number + ", but they were not kept here.");
    }
    return inputs;
  }
}
