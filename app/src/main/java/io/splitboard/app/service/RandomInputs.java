package io.splitboard.app.service;

import io.splitboard.core.network.Network;
import io.splitboard.core.tensor.RandomTensors;
import io.splitboard.core.tensor.TensorData;
import java.util.Map;

/** Random numbers that the same seed gives again. */
public record RandomInputs(long seed) implements InputSource {

  /** Most different inputs that are made for one run, so that checking its results stays cheap. */
  static final int MOST = 10;

  @Override
  public int distinct(Network network, int requests) {
    return Math.max(1, Math.min(requests, MOST));
  }

  @Override
  public Map<String, TensorData> input(Network network, int index) {
    return RandomTensors.request(network, seed, index);
  }

  @Override
  public String description() {
    return "random, seed " + seed;
  }
}
