package io.splitboard.solver.pipeline;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Routes;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.WorkingMemory;
import io.splitboard.core.project.Constraints;
import io.splitboard.solver.Problem;
import java.util.List;
import java.util.Set;

/**
 * Costs of stages between given cuts on every device, by numbers: cut 0 is before the first layer,
 * the last cut behind the last layer. Times in ms.
 */
final class StageCosts {

  private static final double ROUNDING = 1e-12;

  private final Problem problem;
  private final StageModel model;
  private final LinkPacking packing;
  private final List<String> devices;
  private final List<Cut> cuts;
  private final boolean[] needed;
  private final double[][] before;

  /** Bytes that a stage between two cuts copies; null where copying takes no time. */
  private final long[][] copied;

  private final double[] copyMs;
  private final double[] overheadMs;
  private final int[][] furthest;
  private final Crossing[][][] between;
  private final Crossing[] in;
  private final Crossing[] out;

  /**
   * Reads the costs.
   *
   * @param options for the model of a node and the codecs
   * @param devices ids of those that may compute
   * @param cuts the first before all layers, the last behind them, ascending
   */
  StageCosts(Problem problem, PipelineOptions options, List<String> devices, List<Cut> cuts) {
    this.problem = problem;
    this.model = options.model();
    this.packing = options.packing();
    this.devices = List.copyOf(devices);
    this.cuts = List.copyOf(cuts);
    this.needed = Cuts.needed(problem.network());
    this.before = new double[devices.size()][];
    this.overheadMs = new double[devices.size()];
    this.copyMs = new double[devices.size()];
    Copies copies = new Copies(problem.network(), problem.profile());
    this.copied = copies.any() ? copied(copies) : null;
    this.furthest = new int[devices.size()][];
    this.between = new Crossing[devices.size()][devices.size()][];
    this.in = new Crossing[devices.size()];
    this.out = new Crossing[devices.size()];
    for (int device = 0; device < devices.size(); device++) {
      before[device] = computing(devices.get(device));
      overheadMs[device] = problem.profile().device(devices.get(device)).overheadMs().value();
      copyMs[device] = copies.ms(devices.get(device), 1);
      furthest[device] = furthest(devices.get(device), 1);
    }
    readCrossings();
  }

  private long[][] copied(Copies copies) {
    long[][] bytes = new long[cuts.size()][cuts.size()];
    for (int from = 0; from < cuts.size(); from++) {
      for (int to = from + 1; to < cuts.size(); to++) {
        bytes[from][to] = copies.bytes(cuts.get(from), cuts.get(to));
      }
    }
    return bytes;
  }

  /** Sums of the layers' times up to each cut. */
  private double[] computing(String device) {
    double[] sums = new double[cuts.size()];
    double sum = 0;
    int at = 0;
    for (int cut = 0; cut < sums.length; cut++) {
      for (; at < cuts.get(cut).position(); at++) {
        Layer layer = problem.network().layers().get(at);
        sum += needed[at] ? problem.profile().layerMs(device, layer.id()) : 0;
      }
      sums[cut] = sum;
    }
    return sums;
  }

  /**
   * How far a stage from each cut may go at most, by pins, exclusions, memory and share limits.
   *
   * @param turns how many devices do it in turns; one pins a layer to a device alone
   */
  int[] furthest(String device, int turns) {
    long[] working = WorkingMemory.bytes(problem.network());
    List<Layer> layers = problem.network().layers();
    boolean[] allowed = new boolean[layers.size()];
    double mostMacs =
        problem.constraints().shareLimits().getOrDefault(device, 1.0)
            * turns
            * problem.network().cost().macs()
            * (1 + ROUNDING);
    long[] weightBytes = new long[layers.size()];
    for (Layer layer : layers) {
      allowed[layer.index()] = allowed(layer, device, turns);
      weightBytes[layer.index()] = layer.cost().weightBytes();
    }
    int[] positions = cuts.stream().mapToInt(Cut::position).toArray();
    long memory = memoryBytes(device);
    int[] result = new int[positions.length];
    for (int from = 0; from < result.length; from++) {
      long weights = 0;
      long largest = 0;
      long macs = 0;
      int at = positions[from];
      boolean fits = true;
      int to = from;
      while (fits && to + 1 < positions.length) {
        for (; fits && at < positions[to + 1]; at++) {
          weights += weightBytes[at];
          largest = Math.max(largest, working[at]);
          macs += layers.get(at).cost().macs();
          fits = allowed[at] && weights + largest <= memory && macs <= mostMacs;
        }
        to += fits ? 1 : 0;
      }
      result[from] = to;
    }
    return result;
  }

  private long memoryBytes(String device) {
    return problem
        .constraints()
        .memoryBytes()
        .getOrDefault(device, problem.cluster().device(device).memoryBytes());
  }

  private boolean allowed(Layer layer, String device, int turns) {
    Constraints constraints = problem.constraints();
    String pin = constraints.pins().get(layer.id());
    return (pin == null || (pin.equals(device) && turns == 1))
        && !constraints.exclusions().getOrDefault(layer.id(), Set.of()).contains(device);
  }

  private void readCrossings() {
    Network network = problem.network();
    Cluster cluster = problem.cluster();
    Routes routes = new Routes(problem.profile().linksOf(cluster));
    for (int from = 0; from < devices.size(); from++) {
      String id = devices.get(from);
      in[from] = Crossing.of(network, routes, packing, cuts.get(0), cluster.source(), id);
      out[from] =
          Crossing.of(network, routes, packing, cuts.get(cuts.size() - 1), id, cluster.source());
      for (int to = 0; to < devices.size(); to++) {
        between[from][to] = new Crossing[cuts.size()];
        for (int cut = 0; cut < cuts.size(); cut++) {
          between[from][to][cut] =
              Crossing.of(network, routes, packing, cuts.get(cut), id, devices.get(to));
        }
      }
    }
  }

  List<String> devices() {
    return devices;
  }

  List<Cut> cuts() {
    return cuts;
  }

  StageModel model() {
    return model;
  }

  /** Number of the source among the devices, -1 if it does not compute. */
  int source() {
    return devices.indexOf(problem.cluster().source());
  }

  boolean portsAreShared() {
    return problem.cluster().contention() == Contention.PER_PORT;
  }

  /** The last cut to which a stage from this cut may go on a device: itself if nowhere. */
  int furthest(int device, int from) {
    return furthest[device][from];
  }

  /** Time of the layers between two cuts, of starting their task and of copying for it. */
  double computeMs(int device, int from, int to) {
    double copiedMs = copied == null ? 0 : copyMs[device] * copied[from][to];
    return leastMs(device, from, to) + copiedMs;
  }

  /** The same without copying: longer for longer stages, as that need not be. */
  double leastMs(int device, int from, int to) {
    return before[device][to] - before[device][from] + overheadMs[device];
  }

  /** Whether a stage may take longer than a longer one does, because it copies more. */
  boolean copies() {
    return copied != null;
  }

  /** From a device to the next at a cut. */
  Crossing between(int from, int to, int cut) {
    return between[from][to][cut];
  }

  /** What a request brings, to the first device. */
  Crossing in(int device) {
    return in[device];
  }

  /** What a request returns, from the last device. */
  Crossing out(int device) {
    return out[device];
  }

  long bytes(int cut) {
    return cuts.get(cut).bytes();
  }

  int lastCut() {
    return cuts.size() - 1;
  }

  /** Bytes that the first device receives: nothing where the inputs already are. */
  long inBytes(int device) {
    return device == source() ? 0 : bytes(0);
  }

  /** Bytes that the last device sends. */
  long outBytes(int device) {
    return device == source() ? 0 : bytes(lastCut());
  }

  /**
   * Why there is no chain at all.
   *
   * @throws UserException always
   */
  UserException whyNot() {
    boolean everyLayer = true;
    for (int cut = 0; cut < lastCut(); cut++) {
      boolean some = false;
      for (int device = 0; device < devices.size(); device++) {
        some |= furthest(device, cut) > cut;
      }
      everyLayer &= some;
    }
    return new UserException(
        everyLayer
            ? "No chain of stages keeps the memory of the devices, the pins and the links: add a device or a link, raise a memory limit, remove a pin, or choose the method layers, which does not need consecutive layers."
            : "Some layers between two places where the network can be cut fit no device or are pinned to different ones: raise a memory limit, remove a pin or exclusion, or choose the method layers.");
  }
}
