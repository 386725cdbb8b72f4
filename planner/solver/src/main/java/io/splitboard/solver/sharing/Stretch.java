package io.splitboard.solver.sharing;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Consecutive layers that are split in the same way over the same devices in the same order, so
 * that a boundary between two devices runs through all of them.
 *
 * @param kind how they are split
 * @param devices ids, in the order of the parts
 * @param layers at least one
 * @param coarsest the one with fewest parts to share out: boundaries move in its steps
 */
public record Stretch(SplitKind kind, List<String> devices, List<Layer> layers, Layer coarsest) {

  /** Copies the lists. */
  public Stretch {
    devices = List.copyOf(devices);
    layers = List.copyOf(layers);
  }

  /** All stretches of a partition, in the order of the network. */
  public static List<Stretch> all(Network network, Partition partition) {
    List<Stretch> stretches = new ArrayList<>();
    List<Layer> run = new ArrayList<>();
    for (Layer layer : network.layers()) {
      if (!run.isEmpty() && !alike(partition, run.get(run.size() - 1), layer)) {
        add(network, partition, run, stretches);
        run.clear();
      }
      run.add(layer);
    }
    if (!run.isEmpty()) {
      add(network, partition, run, stretches);
    }
    return stretches;
  }

  private static boolean alike(Partition partition, Layer a, Layer b) {
    return partition.of(a.id()) instanceof Placement.Split one
        && partition.of(b.id()) instanceof Placement.Split other
        && one.kind() == other.kind()
        && sequence(one).equals(sequence(other));
  }

  private static List<String> sequence(Placement.Split split) {
    return split.shares().stream().map(Placement.Share::device).toList();
  }

  private static void add(
      Network network, Partition partition, List<Layer> run, List<Stretch> stretches) {
    if (partition.of(run.get(0).id()) instanceof Placement.Split split) {
      Layer coarsest = run.get(0);
      for (Layer layer : run) {
        boolean fewer =
            Splits.extent(network, layer, split.kind())
                < Splits.extent(network, coarsest, split.kind());
        coarsest = fewer ? layer : coarsest;
      }
      stretches.add(new Stretch(split.kind(), sequence(split), run, coarsest));
    }
  }

  /** The same over some of its layers. */
  public Stretch part(Network network, int from, int to) {
    List<Layer> some = layers.subList(from, to);
    Layer fewest = some.get(0);
    for (Layer layer : some) {
      boolean fewer = Splits.extent(network, layer, kind) < Splits.extent(network, fewest, kind);
      fewest = fewer ? layer : fewest;
    }
    return new Stretch(kind, devices, some, fewest);
  }

  /** Where each part but the last ends, as a fraction, by the coarsest layer. */
  public double[] cuts(Network network, Partition partition) {
    Placement.Split split = (Placement.Split) partition.of(coarsest.id());
    double extent = Splits.extent(network, coarsest, kind);
    double[] cuts = new double[devices.size() - 1];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = split.shares().get(i).to() / extent;
    }
    return cuts;
  }

  /**
   * The partition with one boundary of this stretch moved in all of its layers. Overlapping shares
   * are drawn apart.
   *
   * @param boundary which, from 0
   * @param steps in rows or channels of the coarsest layer, towards the end if positive; stops at
   *     the next boundary
   */
  public Partition moved(Network network, Partition partition, int boundary, int steps) {
    double[] cuts = cuts(network, partition);
    double least = boundary == 0 ? 0 : cuts[boundary - 1];
    double most = boundary == cuts.length - 1 ? 1 : cuts[boundary + 1];
    double by = (double) steps / Splits.extent(network, coarsest, kind);
    cuts[boundary] = Math.max(least, Math.min(most, cuts[boundary] + by));
    return placed(network, partition, sharing(cuts));
  }

  /** The partition with this stretch shared out anew. */
  public Partition placed(Network network, Partition partition, Sharing sharing) {
    Map<String, Placement> placements = new LinkedHashMap<>(partition.placements());
    for (Layer layer : layers) {
      placements.put(layer.id(), sharing.place(network, layer, kind));
    }
    return partition.placed(placements);
  }

  private Sharing sharing(double[] cuts) {
    List<Double> fractions = new ArrayList<>();
    double at = 0;
    for (int i = 0; i <= cuts.length; i++) {
      double to = i < cuts.length ? cuts[i] : 1;
      fractions.add(Math.max(0, to - at));
      at = Math.max(at, to);
    }
    return new Sharing(devices, fractions);
  }

  /** With a device that takes a part at the beginning or at the end. */
  public Sharing joined(
      Network network, Partition partition, String device, double part, boolean end) {
    Sharing now = sharing(cuts(network, partition));
    List<String> ids = new ArrayList<>(devices);
    List<Double> fractions = new ArrayList<>();
    now.fractions().forEach(fraction -> fractions.add(fraction * (1 - part)));
    ids.add(end ? ids.size() : 0, device);
    fractions.add(end ? fractions.size() : 0, part);
    return new Sharing(ids, fractions);
  }
}
