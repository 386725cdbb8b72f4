package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.simulation.Prediction;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * From an edit to its figures, as while a layer is dragged: a run of layers moves to another of
 * four devices, and the design is compiled and simulated anew.
 */
final class EditBenchmark {

  private static final int[] LAYERS = {100, 1_000, 5_000};
  private static final int DEVICES = 4;
  private static final int WARM_UP = 60;
  private static final int EDITS = 100;

  private EditBenchmark() {}

  /**
   * Median and 95th percentile for each size, ready for JSON: of the time that passes, and of the
   * processor's time, which other work on the computer changes less.
   */
  static List<Map<String, Object>> run(Progress progress) {
    List<Map<String, Object>> results = new ArrayList<>();
    for (int layers : LAYERS) {
      progress.report("Editing " + layers + " layers", -1);
      results.add(measure(layers));
    }
    return results;
  }

  private static Map<String, Object> measure(int layers) {
    Network network = ResidualNetwork.of(layers);
    List<Device> devices =
        IntStream.range(0, DEVICES)
            .mapToObj(i -> Catalogue.device("pi-4b", "pi-" + i, new Connection.Virtual(1)))
            .toList();
    Cluster cluster =
        new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "pi-0", Contention.PER_PORT);
    Profile profile = CatalogueProfile.of(network, cluster);
    Random random = new Random(layers);
    Partition partition = stages(network);
    double[] edits = new double[EDITS];
    double[] cpu = new double[EDITS];
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int i = -WARM_UP; i < EDITS; i++) {
      int from = random.nextInt(layers - 5);
      List<String> run =
          network.layers().subList(from, from + 5).stream().map(layer -> layer.id()).toList();
      long start = System.nanoTime();
      long cpuStart = threads.getCurrentThreadCpuTime();
      Partition edited = partition.move(run, "pi-" + random.nextInt(DEVICES));
      Prediction prediction = Prediction.of(network, cluster, profile, edited);
      double ms = (System.nanoTime() - start) / 1e6;
      double cpuMs = (threads.getCurrentThreadCpuTime() - cpuStart) / 1e6;
      if (prediction.latency().requests() != 1) {
        throw new IllegalStateException("a lone request was asked for");
      }
      if (i >= 0) {
        edits[i] = ms;
        cpu[i] = cpuMs;
      }
    }
    Arrays.sort(edits);
    Arrays.sort(cpu);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layers", layers);
    json.put("edits", EDITS);
    json.put("p50Ms", edits[EDITS / 2]);
    json.put("p95Ms", edits[(int) (0.95 * EDITS)]);
    json.put("p50CpuMs", cpu[EDITS / 2]);
    json.put("p95CpuMs", cpu[(int) (0.95 * EDITS)]);
    return json;
  }

  private static Partition stages(Network network) {
    Partition partition = Partition.onOneDevice(network, "pi-0");
    int size = network.layers().size();
    for (int device = 1; device < DEVICES; device++) {
      List<String> stage =
          network.layers().subList(device * size / DEVICES, (device + 1) * size / DEVICES).stream()
              .map(layer -> layer.id())
              .toList();
      partition = partition.move(stage, "pi-" + device);
    }
    return partition;
  }
}
