package io.splitboard.solver.pipeline;

import io.splitboard.core.network.Network;
import io.splitboard.core.profile.Profile;

/**
 * What copying tensors between engine and network takes a stage, see {@link
 * io.splitboard.core.program.TaskTime}: for all that its task reads from elsewhere and makes for
 * others, in proportion to the bytes. What only passes a stage is not copied there.
 */
final class Copies {

  private static final double MEGA = 1e6;

  private final Network network;
  private final Profile profile;
  private final boolean[] needed;

  Copies(Network network, Profile profile) {
    this.network = network;
    this.profile = profile;
    this.needed = Cuts.needed(network);
  }

  /** Whether it takes any device any time. */
  boolean any() {
    return profile.devices().values().stream().anyMatch(one -> one.perMegabyteMs().value() > 0);
  }

  /** Time for a device, ms. */
  double ms(String device, double bytes) {
    return profile.device(device).perMegabyteMs().value() * bytes / MEGA;
  }

  /** Bytes that the stage between two cuts copies. */
  long bytes(Cut from, Cut to) {
    long sum = 0;
    for (String tensor : from.tensors()) {
      sum += isReadBetween(tensor, from, to) ? network.tensor(tensor).bytes() : 0;
    }
    for (String tensor : to.tensors()) {
      sum += isMadeBehind(tensor, from) ? network.tensor(tensor).bytes() : 0;
    }
    return sum;
  }

  private boolean isReadBetween(String tensor, Cut from, Cut to) {
    return network.consumers(tensor).stream()
        .filter(reader -> needed[reader.index()])
        .anyMatch(reader -> reader.index() >= from.position() && reader.index() < to.position());
  }

  private boolean isMadeBehind(String tensor, Cut from) {
    return network.producer(tensor).stream().anyMatch(one -> one.index() >= from.position());
  }
}
