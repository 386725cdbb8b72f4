package io.splitboard.core.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Workloads made from a seed in the shapes of real networks, for tests and benchmarks. Their times
 * are invented; only the shapes follow the networks that they are called after.
 */
public final class GeneratedWorkloads {

  private static final double CPU_SLOWDOWN = 10;
  private static final double ACCELERATOR_BYTES = 16L << 30;

  private final SplittableRandom random;
  private final List<WorkloadNode> nodes = new ArrayList<>();
  private final List<WorkloadEdge> edges = new ArrayList<>();
  private final List<Double> outputMs = new ArrayList<>();

  private GeneratedWorkloads(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Blocks of four parallel branches of convolutions, as in Inception-v3; 29 nodes a block. */
  public static Workload branches(long seed, int blocks) {
    GeneratedWorkloads made = new GeneratedWorkloads(seed);
    int at = made.chain(-1, 9, 1.2, 0.4);
    for (int block = 0; block < blocks; block++) {
      double outputMs = 0.05 + 0.3 * (blocks - block) / blocks;
      List<Integer> ends = new ArrayList<>();
      for (int convolutions : new int[] {1, 2, 3, 1}) {
        int last = at;
        for (int i = 0; i < convolutions; i++) {
          last = made.convolution(last, 0.3 + made.random.nextDouble(), outputMs / 2);
        }
        ends.add(last);
      }
      ends.set(3, made.convolution(made.after(ends.get(3), 0.2, outputMs / 2), 0.3, outputMs / 2));
      int join = made.node(0.01, outputMs);
      for (int end : ends) {
        made.edge(end, join);
      }
      at = join;
    }
    made.chain(at, 3, 0.5, 0.02);
    return made.workload(6, 1);
  }

  /**
   * Layers of recurrent cells, unrolled over time, an encoder and a decoder that reads all of the
   * encoder's last layer, with residual connections, as in GNMT.
   */
  public static Workload grid(long seed, int layers, int steps) {
    GeneratedWorkloads made = new GeneratedWorkloads(seed);
    int[] inputs = new int[steps];
    for (int step = 0; step < steps; step++) {
      inputs[step] = made.node(0.2, 0.1);
    }
    int[] encoded = made.cells(inputs, layers, steps);
    int attention = made.node(2, 0.4);
    for (int end : encoded) {
      made.edge(end, attention);
    }
    int[] decoderInputs = new int[steps];
    for (int step = 0; step < steps; step++) {
      decoderInputs[step] = made.node(0.3, 0.1);
      made.edge(attention, decoderInputs[step]);
    }
    for (int end : made.cells(decoderInputs, layers, steps)) {
      made.after(end, 1.5, 0);
    }
    return made.workload(6, 1);
  }

  private int[] cells(int[] inputs, int layers, int steps) {
    int[] below = inputs;
    int[] twoBelow = null;
    for (int layer = 0; layer < layers; layer++) {
      int[] row = new int[steps];
      for (int step = 0; step < steps; step++) {
        row[step] = node(1.5 + random.nextDouble(), 0.25);
        edge(below[step], row[step]);
        if (step > 0) {
          edge(row[step - 1], row[step]);
        }
        if (twoBelow != null) {
          edge(twoBelow[step], row[step]);
        }
      }
      twoBelow = below;
      below = row;
    }
    return below;
  }

  /**
   * Operators of a transformer's encoder as an exporter writes them, with shape arithmetic and a
   * mask that every layer reads; 64 nodes a layer.
   */
  public static Workload operators(long seed, int layers) {
    GeneratedWorkloads made = new GeneratedWorkloads(seed);
    int mask = made.chain(-1, 4, 0, 0.01);
    int at = made.chain(-1, 5, 0.05, 0.2);
    for (int layer = 0; layer < layers; layer++) {
      at = made.encoderLayer(at, mask);
    }
    made.chain(at, 4, 0.3, 0.01);
    return made.workload(6, 1);
  }

  private int encoderLayer(int input, int mask) {
    int shape = after(input, 0, 0.001);
    int[] heads = new int[3];
    for (int head = 0; head < 3; head++) {
      int product = after(node(0, 0.3), 0.5 + 0.1 * random.nextDouble(), 0.2);
      edge(input, product);
      int size = chain(shape, 3, 0, 0.001);
      int shaped = chain(product, 1, 0.03, 0.2);
      int reshaped = after(shaped, 0.01, 0.2);
      edge(size, reshaped);
      heads[head] = after(reshaped, 0.05, 0.2);
    }
    int scores = after(heads[0], 0.2, 0.3);
    edge(heads[1], scores);
    int masked = chain(scores, 2, 0.05, 0.3);
    edge(mask, masked);
    int mixed = after(chain(masked, 1, 0.08, 0.3), 0.2, 0.2);
    edge(heads[2], mixed);
    int merged = chain(mixed, 3, 0.03, 0.2);
    int projected = after(merged, 0.5, 0.2);
    int first = normalized(input, projected);
    int wide = chain(after(first, 2, 0.8), 1, 0.1, 0.8);
    int gelu = after(wide, 0.1, 0.8);
    int error = chain(gelu, 3, 0.1, 0.8);
    int product = after(error, 0.1, 0.8);
    edge(wide, product);
    return normalized(first, after(product, 2, 0.2));
  }

  /** Sum of two, then layer normalization in single operators. */
  private int normalized(int a, int b) {
    int sum = after(a, 0.03, 0.2);
    edge(b, sum);
    int mean = after(sum, 0.02, 0.001);
    int centred = after(sum, 0.02, 0.2);
    edge(mean, centred);
    int deviation = chain(centred, 4, 0.02, 0.001);
    int scaled = after(centred, 0.02, 0.2);
    edge(deviation, scaled);
    return chain(scaled, 2, 0.02, 0.2);
  }

  /** Any acyclic graph: each node reads up to three of some before it. */
  public static Workload any(long seed, int count, int reach, int accelerators, int cpus) {
    GeneratedWorkloads made = new GeneratedWorkloads(seed);
    for (int i = 0; i < count; i++) {
      int node = made.node(0.1 + 2 * made.random.nextDouble(), 0.5 * made.random.nextDouble());
      int inputs = i == 0 ? 0 : 1 + made.random.nextInt(3);
      for (int input = 0; input < inputs; input++) {
        made.edge(Math.max(0, i - 1 - made.random.nextInt(reach)), node);
      }
    }
    return made.workload(accelerators, cpus);
  }

  /** A training step of a workload: each node with its backward node, edges mirrored. */
  public static Workload training(Workload forward) {
    List<WorkloadNode> nodes = new ArrayList<>();
    List<WorkloadEdge> edges = new ArrayList<>(forward.edges());
    long shift = 1 + forward.nodes().stream().mapToLong(WorkloadNode::id).max().orElse(0);
    double[] outputMs = forward.outputMs();
    for (WorkloadNode node : forward.nodes()) {
      OptionalLong color = OptionalLong.of(node.id());
      nodes.add(
          new WorkloadNode(
              node.id(),
              node.name(),
              node.acceleratorAllowed(),
              node.cpuMs(),
              node.acceleratorMs(),
              node.bytes(),
              false,
              color));
      nodes.add(
          new WorkloadNode(
              node.id() + shift,
              node.name() + "_grad",
              node.acceleratorAllowed(),
              2 * node.cpuMs(),
              2 * node.acceleratorMs(),
              node.bytes(),
              true,
              color));
    }
    var indices = forward.indices();
    for (WorkloadEdge edge : forward.edges()) {
      double gradientMs = outputMs[indices.get(edge.target())];
      edges.add(new WorkloadEdge(edge.target() + shift, edge.source() + shift, gradientMs));
    }
    for (WorkloadNode node : forward.nodes()) {
      double costMs = outputMs[indices.get(node.id())];
      edges.add(new WorkloadEdge(node.id(), node.id() + shift, costMs));
    }
    return new Workload(
        forward.accelerators(), forward.acceleratorBytes(), forward.cpus(), nodes, edges);
  }

  private int convolution(int input, double ms, double outputMs) {
    return chain(after(input, ms, outputMs), 2, 0.02, outputMs);
  }

  /** Nodes one after another behind a node, or from the start where that is negative. */
  private int chain(int after, int length, double ms, double outputMs) {
    int at = after;
    for (int i = 0; i < length; i++) {
      at = after(at, ms * (0.8 + 0.4 * random.nextDouble()), outputMs);
    }
    return at;
  }

  private int after(int input, double ms, double outputMs) {
    int node = node(ms, outputMs);
    if (input >= 0) {
      edge(input, node);
    }
    return node;
  }

  private int node(double ms, double outputMs) {
    int id = nodes.size();
    nodes.add(
        new WorkloadNode(
            id, "node" + id, true, CPU_SLOWDOWN * ms, ms, 1 << 20, false, OptionalLong.empty()));
    this.outputMs.add(outputMs);
    return id;
  }

  private void edge(int source, int target) {
    edges.add(new WorkloadEdge(source, target, outputMs.get(source)));
  }

  private Workload workload(int accelerators, int cpus) {
    return new Workload(accelerators, ACCELERATOR_BYTES, cpus, nodes, edges);
  }
}
