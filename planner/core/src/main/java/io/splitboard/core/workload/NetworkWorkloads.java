package io.splitboard.core.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Workloads built after the architectures of real networks, for tests and benchmarks: which node
 * reads which, how many multiply-accumulates each takes and how large its output is. Times follow
 * from these and a made-up machine; nothing was measured.
 */
public final class NetworkWorkloads {

  private static final int BATCH = 64;
  private static final double BYTES_OF_VALUE = 4;
  private static final double MACS_PER_MS = 2e9;
  private static final double BYTES_PER_MS = 3.3e8;
  private static final double CPU_SLOWDOWN = 10;
  private static final double ACCELERATOR_BYTES = 16L << 30;

  /** Length of a text, in words, where a network reads texts. */
  private static final int WORDS = 50;

  private final double sendingBytesPerMs;
  private final List<WorkloadNode> nodes = new ArrayList<>();
  private final List<WorkloadEdge> edges = new ArrayList<>();
  private final List<Double> outputBytes = new ArrayList<>();

  private NetworkWorkloads(double sendingBytesPerMs) {
    this.sendingBytesPerMs = sendingBytesPerMs;
  }

  /** An output of a node: a square of pixels, or a text, with channels. */
  private record Output(int node, int side, int channels) {

    double bytes() {
      return BYTES_OF_VALUE * BATCH * side * side * channels;
    }
  }

  /**
   * Inception-v3's layers: convolution, normalization and activation are a node each.
   *
   * @param sendingBytesPerMs how fast outputs move between an accelerator and host memory
   */
  public static Workload inception(double sendingBytesPerMs, int accelerators, int cpus) {
    NetworkWorkloads made = new NetworkWorkloads(sendingBytesPerMs);
    Output at = made.source(299, 3);
    at = made.convolution(at, 149, 32, 9);
    at = made.convolution(at, 147, 32, 9);
    at = made.convolution(at, 147, 64, 9);
    at = made.pool(at, 73);
    at = made.convolution(at, 73, 80, 1);
    at = made.convolution(at, 71, 192, 9);
    at = made.pool(at, 35);
    for (int pooled : new int[] {32, 64, 64}) {
      at = made.blockA(at, pooled);
    }
    Output strided = made.convolution(at, 17, 384, 9);
    Output twice = made.convolutions(at, new int[][] {{35, 64, 1}, {35, 96, 9}, {17, 96, 9}});
    at = made.concat(strided, twice, made.pool(at, 17));
    for (int narrow : new int[] {128, 160, 160, 192}) {
      at = made.blockC(at, narrow);
    }
    strided = made.convolutions(at, new int[][] {{17, 192, 1}, {8, 320, 9}});
    Output sevens =
        made.convolutions(at, new int[][] {{17, 192, 1}, {17, 192, 7}, {17, 192, 7}, {8, 192, 9}});
    at = made.concat(strided, sevens, made.pool(at, 8));
    at = made.blockE(made.blockE(at));
    Output flat = made.pool(at, 1);
    made.node(flat, 1, 1000, 2048.0 * 1000);
    return made.workload(accelerators, cpus);
  }

  private Output blockA(Output in, int pooled) {
    Output one = convolution(in, 35, 64, 1);
    Output five = convolutions(in, new int[][] {{35, 48, 1}, {35, 64, 25}});
    Output twice = convolutions(in, new int[][] {{35, 64, 1}, {35, 96, 9}, {35, 96, 9}});
    return concat(one, five, twice, convolution(pool(in, 35), 35, pooled, 1));
  }

  private Output blockC(Output in, int narrow) {
    Output one = convolution(in, 17, 192, 1);
    Output seven = convolutions(in, new int[][] {{17, narrow, 1}, {17, narrow, 7}, {17, 192, 7}});
    Output twice =
        convolutions(
            in,
            new int[][] {
              {17, narrow, 1}, {17, narrow, 7}, {17, narrow, 7}, {17, narrow, 7}, {17, 192, 7}
            });
    return concat(one, seven, twice, convolution(pool(in, 17), 17, 192, 1));
  }

  private Output blockE(Output in) {
    Output one = convolution(in, 8, 320, 1);
    Output three = convolution(in, 8, 384, 1);
    Output threes = concat(convolution(three, 8, 384, 3), convolution(three, 8, 384, 3));
    Output twice = convolutions(in, new int[][] {{8, 448, 1}, {8, 384, 9}});
    Output twices = concat(convolution(twice, 8, 384, 3), convolution(twice, 8, 384, 3));
    return concat(one, threes, twices, convolution(pool(in, 8), 8, 192, 1));
  }

  /**
   * ResNet-50's operators as an exporter writes them: weights and parameters are nodes without
   * time, too, and normalization is four operators.
   */
  public static Workload residualOperators(double sendingBytesPerMs, int accelerators, int cpus) {
    NetworkWorkloads made = new NetworkWorkloads(sendingBytesPerMs);
    Output at = made.operators(made.source(224, 3), 112, 64, 49, true);
    at = made.pool(at, 56);
    int side = 56;
    for (int stage = 0; stage < 4; stage++) {
      int narrow = 64 << stage;
      for (int block = 0; block < new int[] {3, 4, 6, 3}[stage]; block++) {
        int then = stage > 0 && block == 0 ? side / 2 : side;
        Output inner = made.operators(at, side, narrow, 1, true);
        inner = made.operators(inner, then, narrow, 9, true);
        inner = made.operators(inner, then, 4 * narrow, 1, false);
        Output beside = block == 0 ? made.operators(at, then, 4 * narrow, 1, false) : at;
        side = then;
        Output sum = made.elementwise(inner, side, 4 * narrow);
        made.edge(beside.node, sum.node);
        at = made.elementwise(sum, side, 4 * narrow);
      }
    }
    made.node(made.pool(at, 1), 1, 1000, 2048.0 * 1000);
    return made.workload(accelerators, cpus);
  }

  private Output operators(Output in, int side, int channels, int kernel, boolean active) {
    Output weights = source(1, 1);
    double macs = (double) side * side * channels * in.channels * kernel;
    Output at = node(in, side, channels, macs);
    edge(weights.node, at.node);
    for (int operator = 0; operator < 4; operator++) {
      at = elementwise(at, side, channels);
      edge(source(1, 1).node, at.node);
    }
    return active ? elementwise(at, side, channels) : at;
  }

  /**
   * GNMT's layers: an encoder of eight recurrent layers, the first in both directions, and a
   * decoder of eight, all of which read what the attention after the first one finds.
   */
  public static Workload translation(double sendingBytesPerMs, int accelerators, int cpus) {
    NetworkWorkloads made = new NetworkWorkloads(sendingBytesPerMs);
    int width = 1024;
    Output words = made.source(1, WORDS);
    Output lengths = made.source(1, 1);
    Output at = made.text(made.text(words, width, 0), 2 * width, 16.0 * width * width);
    made.edge(lengths.node, at.node);
    at = made.recurrent(made.dropout(at, 2 * width), 2 * width, width);
    for (int layer = 2; layer < 8; layer++) {
      Output inner = made.recurrent(made.dropout(at, width), width, width);
      at = layer > 2 ? made.sum(inner, at, width) : inner;
    }
    Output encoded = made.dropout(at, width);
    Output decoded = made.text(made.source(1, WORDS), width, 0);
    Output attention = made.recurrent(made.dropout(decoded, width), width, width);
    made.edge(encoded.node, attention.node);
    made.edge(lengths.node, attention.node);
    Output context = made.text(attention, width, (double) WORDS * width);
    at = attention;
    for (int layer = 1; layer < 8; layer++) {
      Output both = made.text(made.dropout(at, width), 2 * width, 0);
      made.edge(context.node, both.node);
      Output inner = made.recurrent(both, 2 * width, width);
      at = layer > 1 ? made.sum(inner, at, width) : inner;
    }
    made.text(at, 32_000, 32_000.0 * width);
    return made.workload(accelerators, cpus);
  }

  private Output recurrent(Output in, int from, int width) {
    return text(text(in, width, 4.0 * width * (from + width)), width, 0);
  }

  private Output dropout(Output in, int width) {
    return text(in, width, 0);
  }

  private Output sum(Output a, Output b, int width) {
    Output sum = text(a, width, 0);
    edge(b.node, sum.node);
    return sum;
  }

  /** A node whose output is a text with so many channels for each word. */
  private Output text(Output in, int channels, double macsPerWord) {
    return node(in, 1, WORDS * channels, WORDS * macsPerWord);
  }

  private Output convolutions(Output in, int[][] sidesChannelsAndKernels) {
    Output at = in;
    for (int[] each : sidesChannelsAndKernels) {
      at = convolution(at, each[0], each[1], each[2]);
    }
    return at;
  }

  private Output convolution(Output in, int side, int channels, int kernel) {
    double macs = (double) side * side * channels * in.channels * kernel;
    Output convolved = node(in, side, channels, macs);
    return elementwise(elementwise(convolved, side, channels), side, channels);
  }

  private Output pool(Output in, int side) {
    return node(in, side, in.channels, 0);
  }

  private Output elementwise(Output in, int side, int channels) {
    return node(in, side, channels, 0);
  }

  private Output concat(Output... parts) {
    int channels = 0;
    for (Output part : parts) {
      channels += part.channels;
    }
    Output joined = new Output(add(0.01, 0), parts[0].side, channels);
    outputBytes.set(joined.node, joined.bytes());
    for (Output part : parts) {
      edge(part.node, joined.node);
    }
    return joined;
  }

  private Output source(int side, int channels) {
    Output output = new Output(add(0, 0), side, channels);
    outputBytes.set(output.node, output.bytes());
    return output;
  }

  /** A node that takes as long as its arithmetic, or as reading and writing, if that is longer. */
  private Output node(Output in, int side, int channels, double macs) {
    Output output = new Output(nodes.size(), side, channels);
    double ms = Math.max(BATCH * macs / MACS_PER_MS, (in.bytes() + output.bytes()) / BYTES_PER_MS);
    add(ms, output.bytes());
    edge(in.node, output.node);
    return output;
  }

  private int add(double ms, double bytes) {
    int id = nodes.size();
    double cpuMs = CPU_SLOWDOWN * ms;
    nodes.add(
        new WorkloadNode(id, "node" + id, true, cpuMs, ms, bytes, false, OptionalLong.empty()));
    outputBytes.add(bytes);
    return id;
  }

  private void edge(int source, int target) {
    edges.add(new WorkloadEdge(source, target, outputBytes.get(source) / sendingBytesPerMs));
  }

  private Workload workload(int accelerators, int cpus) {
    return new Workload(accelerators, ACCELERATOR_BYTES, cpus, nodes, edges);
  }
}
