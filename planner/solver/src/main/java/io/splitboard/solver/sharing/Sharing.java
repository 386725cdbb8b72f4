package io.splitboard.solver.sharing;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.ChannelUnits;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import java.util.ArrayList;
import java.util.List;

/**
 * How some layers are shared out, whatever their sizes.
 *
 * @param devices ids, in the order of the parts
 * @param fractions of each device, adding up to 1
 */
public record Sharing(List<String> devices, List<Double> fractions) {

  /** Copies the lists. */
  public Sharing {
    devices = List.copyOf(devices);
    fractions = List.copyOf(fractions);
  }

  /** In proportion to weights. */
  public static Sharing byWeight(List<String> devices, List<Double> weights) {
    double all = weights.stream().mapToDouble(Double::doubleValue).sum();
    return new Sharing(devices, weights.stream().map(weight -> weight / all).toList());
  }

  /** The sharing of a split layer; the extent is what there is to share out. */
  public static Sharing of(Placement.Split split, long extent) {
    List<String> devices = new ArrayList<>();
    List<Double> fractions = new ArrayList<>();
    for (Placement.Share share : split.shares()) {
      devices.add(share.device());
      fractions.add((double) (share.to() - share.from()) / extent);
    }
    return byWeight(devices, fractions);
  }

  /** With a part of one device's share given to another. */
  public Sharing shifted(int from, int to, double by) {
    List<Double> changed = new ArrayList<>(fractions);
    double given = Math.min(by, changed.get(from));
    changed.set(from, changed.get(from) - given);
    changed.set(to, changed.get(to) + given);
    return new Sharing(devices, changed);
  }

  /** The device with the largest part. */
  public String main() {
    int largest = 0;
    for (int i = 1; i < devices.size(); i++) {
      largest = fractions.get(i) > fractions.get(largest) ? i : largest;
    }
    return devices.get(largest);
  }

  /**
   * A layer shared out this way, channels in whole heads or groups, or whole on the main device if
   * it cannot be.
   */
  public Placement place(Network network, Layer layer, SplitKind kind) {
    if (Splits.whyNot(network, layer, kind).isPresent()) {
      return new Placement.Whole(main());
    }
    double[] ends = new double[devices.size()];
    double at = 0;
    for (int i = 0; i < ends.length; i++) {
      at += fractions.get(i);
      ends[i] = i == ends.length - 1 ? 1 : at;
    }
    List<Placement.Share> shares =
        ChannelUnits.shares(
            network, layer, kind, devices, (i, units) -> Math.round(ends[i] * units));
    return Placement.split(kind, shares);
  }
}
