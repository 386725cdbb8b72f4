package io.splitboard.solver.preload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.Progress;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * AlexNet and VGG-16 on edge, hub and cloud, from their layers' dimensions: the figures of
 * docs/methods/layers.md.
 */
class PublishedFiguresTest {

  private static final double[] GMAC_PER_SECOND = {4, 30, 2000};
  private static final double[] LOAD_MB_PER_SECOND = {40, 200, 3000};
  private static final double[][] MBIT = {{0, 50, 5.85}, {50, 0, 20}, {13.76, 100, 0}};
  private static final double[][] ROUND_TRIP_MS = {{0, 3, 50}, {3, 0, 30}, {50, 30, 0}};
  private static final double CLOSE_MS = 0.01;

  /** A convolution or dense layer: size is that of the square output, 1 for dense. */
  private record Weighted(int in, int out, int kernel, int size, long inputElements) {

    long macs() {
      return (long) in * out * kernel * kernel * size * size;
    }

    long parameters() {
      return (long) in * out * kernel * kernel + out;
    }
  }

  private static List<Weighted> alexNet() {
    return List.of(
        new Weighted(3, 64, 11, 55, 3 * 224 * 224),
        new Weighted(64, 192, 5, 27, 64 * 27 * 27),
        new Weighted(192, 384, 3, 13, 192 * 13 * 13),
        new Weighted(384, 256, 3, 13, 384 * 13 * 13),
        new Weighted(256, 256, 3, 13, 256 * 13 * 13),
        new Weighted(9216, 4096, 1, 1, 9216),
        new Weighted(4096, 4096, 1, 1, 4096),
        new Weighted(4096, 1000, 1, 1, 4096));
  }

  private static List<Weighted> vgg16() {
    List<Weighted> layers = new ArrayList<>();
    int channels = 3;
    int size = 224;
    for (int[] block : new int[][] {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}}) {
      for (int i = 0; i < block[1]; i++) {
        layers.add(new Weighted(channels, block[0], 3, size, (long) channels * size * size));
        channels = block[0];
      }
      size /= 2;
    }
    layers.add(new Weighted(25088, 4096, 1, 1, 25088));
    layers.add(new Weighted(4096, 4096, 1, 1, 4096));
    layers.add(new Weighted(4096, 1000, 1, 1, 4096));
    return layers;
  }

  private static PreloadInstance instance(List<Weighted> network, double rateFactor) {
    List<PreloadInstance.Device> devices = new ArrayList<>();
    for (String id : List.of("edge", "hub", "cloud")) {
      devices.add(new PreloadInstance.Device(id, Long.MAX_VALUE, 0, 0));
    }
    List<PreloadInstance.Layer> layers = new ArrayList<>();
    List<PreloadInstance.Tensor> tensors = new ArrayList<>();
    for (Weighted layer : network) {
      List<Double> compute = new ArrayList<>();
      List<Double> load = new ArrayList<>();
      for (int d = 0; d < 3; d++) {
        compute.add(layer.macs() / (GMAC_PER_SECOND[d] * 1e6));
        load.add(4 * layer.parameters() / (LOAD_MB_PER_SECOND[d] * 1e3));
      }
      int index = layers.size();
      layers.add(
          new PreloadInstance.Layer(
              "w" + index, compute, load, 4 * layer.parameters(), Set.of(0, 1, 2)));
      tensors.add(tensor(index, 4 * layer.inputElements(), false, rateFactor));
    }
    tensors.add(tensor(layers.size(), 4000, true, rateFactor));
    return new PreloadInstance(devices, 0, layers, tensors, List.of());
  }

  private static PreloadInstance.Tensor tensor(
      int index, long bytes, boolean output, double rateFactor) {
    List<List<PreloadInstance.Way>> ways = new ArrayList<>();
    for (int from = 0; from < 3; from++) {
      List<PreloadInstance.Way> row = new ArrayList<>();
      for (int to = 0; to < 3; to++) {
        double occupied = from == to ? 0 : 8 * bytes / (MBIT[from][to] * rateFactor * 1e3);
        row.add(new PreloadInstance.Way(occupied, ROUND_TRIP_MS[from][to] / 2, 0));
      }
      ways.add(row);
    }
    return new PreloadInstance.Tensor(
        "t" + index, index - 1, output ? List.of() : List.of(index), output, ways);
  }

  private static PreloadSolution solve(PreloadInstance instance, LoadingMode mode) {
    PreloadSolution solution =
        PreloadSolver.solve(
            new PreloadQuestion(instance, mode, Goal.LATENCY, new SolveLimits(60, 2, 0)),
            PreloadListener.NONE,
            Progress.NONE);
    assertThat(solution.status()).isEqualTo(Solution.Status.OPTIMAL);
    return solution;
  }

  private static String letters(PreloadSolution solution, int layers) {
    StringBuilder letters = new StringBuilder();
    for (int device : solution.schedule().deviceOf(layers)) {
      letters.append("ehc".charAt(device));
    }
    return letters.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 578.341, eehhhcch, 659.533",
    "0.3, 292.915, ehhhhcch, 364.477",
    "1, 197.765, ehhhhcch, 240.3507",
    "3, 163.296, ehccccch, 183.838",
    "10, 128.657, hcccccch, 143.398",
    "100, 113.093, hcccccch, 127.800"
  })
  void alexNetAtScaledRates(double factor, double with, String where, double without) {
    PreloadInstance instance = instance(alexNet(), factor);
    PreloadSolution ahead = solve(instance, LoadingMode.AHEAD);
    assertThat(ahead.value()).isCloseTo(with, within(CLOSE_MS));
    assertThat(letters(ahead, 8)).isEqualTo(where);
    assertThat(solve(instance, LoadingMode.ON_ARRIVAL).value())
        .isCloseTo(without, within(CLOSE_MS));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 2244.556, 2400.31",
    "1, 957.634, 992.401",
    "10, 307.539, 324.785",
    "100, 230.698, 250.469"
  })
  void vgg16AtScaledRates(double factor, double with, double without) {
    PreloadInstance instance = instance(vgg16(), factor);
    assertThat(solve(instance, LoadingMode.AHEAD).value()).isCloseTo(with, within(CLOSE_MS));
    assertThat(solve(instance, LoadingMode.ON_ARRIVAL).value())
        .isCloseTo(without, within(CLOSE_MS));
  }

  @ParameterizedTest
  @CsvSource({"0, 6288.631", "1, 1345.335", "2, 957.520"})
  void alexNetOnOneDevice(int device, double expected) {
    Schedule alone =
        SimpleAssignments.onDevice(instance(alexNet(), 1), LoadingMode.AHEAD, device).orElseThrow();
    assertThat(alone.latencyMs()).isCloseTo(expected, within(CLOSE_MS));
  }

  @Test
  void theTimelineOfTheOptimum() {
    double[][] expected = {
      {2.330, 19.899},
      {51.259, 58.724},
      {72.002, 75.740},
      {93.440, 98.424},
      {110.226, 113.548},
      {143.294, 143.313},
      {165.688, 165.696},
      {195.488, 195.625}
    };
    Schedule schedule = solve(instance(alexNet(), 1), LoadingMode.AHEAD).schedule();
    for (int layer = 0; layer < expected.length; layer++) {
      Schedule.Run run = schedule.runOf(layer);
      assertThat(run.startMs()).isCloseTo(expected[layer][0], within(CLOSE_MS));
      assertThat(run.finishMs()).isCloseTo(expected[layer][1], within(CLOSE_MS));
    }
  }

  @Test
  void asLinksGrowInfiniteEveryLayerLeavesTheEdge() {
    for (List<Weighted> network : List.of(alexNet(), vgg16())) {
      PreloadSolution solution = solve(instance(network, 1e6), LoadingMode.AHEAD);
      assertThat(letters(solution, network.size())).doesNotContain("e");
    }
  }

  @Test
  void radioPowerGrowsWithTheRate() {
    assertThat(Radio.FOUR_G.sendingWatt(Radio.FOUR_G.upMbitPerSecond()))
        .isCloseTo((438.39 * 5.85 + 1288.04) / 1000, within(1e-9));
    assertThat(Radio.WIFI.receivingWatt(0)).isCloseTo(0.13286, within(1e-9));
    assertThat(Radio.THREE_G.downMbitPerSecond()).isEqualTo(2.0275);
  }
}
