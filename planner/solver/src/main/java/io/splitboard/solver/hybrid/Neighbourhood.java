package io.splitboard.solver.hybrid;

import io.splitboard.core.network.Block;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.channels.ChannelPartitions;
import io.splitboard.solver.sharing.Sharing;
import io.splitboard.solver.sharing.Stretch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Partitions near a given one: the layers between two places of the topological order are placed
 * anew, alike, or their shares are shifted. Pinned layers stay.
 */
final class Neighbourhood {

  private static final double[] STEPS = {0.2, 0.1, 0.05, 0.02};

  private final Problem problem;
  private final Network network;
  private final List<int[]> blocks = new ArrayList<>();
  private final Random random;
  private final StageMoves stages;

  Neighbourhood(Problem problem, Loads loads, long seed) {
    this.problem = problem;
    this.network = problem.network();
    this.random = new Random(seed);
    this.stages = new StageMoves(problem, loads, random);
    for (Block block : network.blocks()) {
      int first = Integer.MAX_VALUE;
      int last = 0;
      for (String id : block.layers()) {
        first = Math.min(first, network.layer(id).index());
        last = Math.max(last, network.layer(id).index());
      }
      blocks.add(new int[] {first, last + 1});
    }
  }

  /** A random neighbour. */
  Partition near(Partition at) {
    boolean streams = problem.objective() == Objective.THROUGHPUT;
    if (random.nextInt(10) < (streams ? 7 : 2)) {
      return stages.near(at);
    }
    if (random.nextInt(3) == 0) {
      return boundary(at);
    }
    int[] span = span();
    return switch (random.nextInt(6)) {
      case 0 -> whole(at, span, anyDevice());
      case 1, 2 -> shared(at, span, SplitKind.ROWS, sharing(span));
      case 3 -> paired(at, span, sharing(span));
      case 4 -> copied(at, span);
      default -> shifted(at, span);
    };
  }

  /** Some blocks in a row, or some layers. */
  private int[] span() {
    if (!blocks.isEmpty() && random.nextBoolean()) {
      int first = random.nextInt(blocks.size());
      int last = Math.min(blocks.size() - 1, first + random.nextInt(4));
      return new int[] {blocks.get(first)[0], blocks.get(last)[1]};
    }
    int from = random.nextInt(network.layers().size());
    int length = 1 + (int) (Math.abs(random.nextGaussian()) * network.layers().size() / 4);
    return new int[] {from, Math.min(network.layers().size(), from + length)};
  }

  private String anyDevice() {
    List<String> ids = problem.cluster().deviceIds();
    return ids.get(random.nextInt(ids.size()));
  }

  private Partition whole(Partition at, int[] span, String device) {
    Map<String, Placement> placements = new LinkedHashMap<>(at.placements());
    for (Layer layer : layers(span)) {
      placements.put(layer.id(), new Placement.Whole(device));
    }
    return at.placed(placements);
  }

  private Partition shared(Partition at, int[] span, SplitKind kind, Sharing sharing) {
    Map<String, Placement> placements = new LinkedHashMap<>(at.placements());
    for (Layer layer : layers(span)) {
      placements.put(layer.id(), sharing.place(network, layer, kind));
    }
    return at.placed(placements);
  }

  private Partition paired(Partition at, int[] span, Sharing sharing) {
    Map<String, Placement> placements = new LinkedHashMap<>(at.placements());
    placements.putAll(ChannelPartitions.pairs(network, layers(span), sharing));
    return at.placed(placements);
  }

  /** As the layer before the span is placed, or the one behind it. */
  private Partition copied(Partition at, int[] span) {
    int model = random.nextBoolean() ? span[0] - 1 : span[1];
    if (model < 0 || model >= network.layers().size()) {
      return whole(at, span, problem.cluster().source());
    }
    Layer layer = network.layers().get(model);
    Placement placement = at.of(layer.id());
    if (placement instanceof Placement.Whole whole) {
      return whole(at, span, whole.device());
    }
    Placement.Split split = (Placement.Split) placement;
    Sharing sharing = Sharing.of(split, Splits.extent(network, layer, split.kind()));
    return shared(at, span, split.kind(), sharing);
  }

  /** Gives a part of one device's share of all split layers in the span to another. */
  private Partition shifted(Partition at, int[] span) {
    Map<String, Placement> placements = new LinkedHashMap<>(at.placements());
    double by = STEPS[random.nextInt(STEPS.length)];
    double pick = random.nextDouble();
    double other = random.nextDouble();
    for (Layer layer : layers(span)) {
      if (at.of(layer.id()) instanceof Placement.Split split && split.shares().size() > 1) {
        int count = split.shares().size();
        int from = (int) (pick * count);
        int to = (from + 1 + (int) (other * (count - 1))) % count;
        Sharing sharing = Sharing.of(split, Splits.extent(network, layer, split.kind()));
        placements.put(
            layer.id(), sharing.shifted(from, to, by).place(network, layer, split.kind()));
      }
    }
    return at.placed(placements);
  }

  /**
   * Of layers that are split alike, moves a boundary by some rows, or lets one more device join.
   */
  private Partition boundary(Partition at) {
    List<Stretch> stretches = Stretch.all(network, at);
    if (stretches.isEmpty()) {
      return stages.near(at);
    }
    Stretch all = stretches.get(random.nextInt(stretches.size()));
    int size = all.layers().size();
    int from = random.nextInt(3) > 0 ? 0 : levelAfter(all, random.nextInt(size));
    boolean toEnd = from == size || random.nextBoolean();
    int to = toEnd ? size : levelAfter(all, from + random.nextInt(size - from));
    Stretch some = from < to ? all.part(network, from, to) : all;
    String device = anyDevice();
    if (some.devices().size() < 2 || (random.nextInt(3) == 0 && !some.devices().contains(device))) {
      double extent = Splits.extent(network, some.coarsest(), some.kind());
      double part = Math.min(0.5, (1 + random.nextInt(3)) / extent);
      return some.placed(network, at, some.joined(network, at, device, part, random.nextBoolean()));
    }
    int steps = (1 + random.nextInt(2)) * (random.nextBoolean() ? 1 : -1);
    return some.moved(network, at, random.nextInt(some.devices().size() - 1), steps);
  }

  /**
   * The next place of a stretch at which there are fewer rows than before, where fewer boundaries
   * need to be sent from; else its end.
   */
  private int levelAfter(Stretch stretch, int position) {
    List<Layer> layers = stretch.layers();
    int at = position + 1;
    while (at < layers.size()
        && Splits.extent(network, layers.get(at), stretch.kind())
            == Splits.extent(network, layers.get(at - 1), stretch.kind())) {
      at++;
    }
    return Math.min(at, layers.size());
  }

  /** Some of the devices, in some order, in proportion to their speed, or thereabouts. */
  private Sharing sharing(int[] span) {
    List<String> devices = new ArrayList<>(problem.cluster().deviceIds());
    if (random.nextInt(3) == 0) {
      Collections.shuffle(devices, random);
    }
    while (devices.size() > 2 && random.nextInt(3) == 0) {
      devices.remove(random.nextInt(devices.size()));
    }
    List<Double> weights = new ArrayList<>();
    for (String device : devices) {
      double ms = 0;
      for (Layer layer : layers(span)) {
        ms += problem.profile().layerMs(device, layer.id());
      }
      weights.add((0.7 + 0.6 * random.nextDouble()) / Math.max(ms, 1e-6));
    }
    return Sharing.byWeight(devices, weights);
  }

  private List<Layer> layers(int[] span) {
    return network.layers().subList(span[0], span[1]).stream()
        .filter(layer -> !problem.constraints().pins().containsKey(layer.id()))
        .toList();
  }
}
