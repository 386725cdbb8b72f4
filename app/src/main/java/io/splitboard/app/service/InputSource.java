package io.splitboard.app.service;

import io.splitboard.core.network.Network;
import io.splitboard.core.tensor.TensorData;
import java.util.Map;

/** Where the inputs of requests come from. Requests go through the distinct inputs in turn. */
public sealed interface InputSource permits RandomInputs, ImageInputs, TensorInputs {

  /** How many different inputs a run of this many requests uses, at least 1. */
  int distinct(Network network, int requests);

  /**
   * One input.
   *
   * @param index from 0, below {@link #distinct}
   * @return the network's inputs by tensor name
   * @throws io.splitboard.core.UserException if a file cannot be read or does not fit the network
   */
  Map<String, TensorData> input(Network network, int index);

  /** What it is, for the list of experiments. */
  String description();
}
