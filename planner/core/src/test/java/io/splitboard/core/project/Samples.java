package io.splitboard.core.project;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Compute;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.cluster.Power;
import io.splitboard.core.network.Block;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Shape;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Calibration;
import io.splitboard.core.profile.CostModel;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.profile.TaskDeviation;
import io.splitboard.core.profile.Uncertainty;
import io.splitboard.core.simulation.Summary;
import io.splitboard.core.simulation.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small things to save and compare. */
final class Samples {

  private Samples() {}

  /** A chain of layers named layer0, layer1, …. */
  static Network chain(int length) {
    List<Layer> layers = new ArrayList<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("t0", new Tensor("t0", ElementType.FLOAT32, Shape.of(1, 4)));
    for (int i = 0; i < length; i++) {
      String output = "t" + (i + 1);
      tensors.put(output, new Tensor(output, ElementType.FLOAT32, Shape.of(1, 4)));
      layers.add(
          new Layer(
              "layer" + i,
              i,
              "Relu",
              "",
              List.of(i),
              List.of("t" + i),
              List.of(output),
              List.of(),
              LayerKind.MEMORY,
              LayerCost.ZERO,
              List.of()));
    }
    List<String> ids = layers.stream().map(Layer::id).toList();
    return new Network(
        "chain",
        layers,
        tensors,
        List.of("t0"),
        List.of("t" + length),
        List.of(new Block("all", "all", ids)));
  }

  static Cluster cluster(String... devices) {
    List<Device> made = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (String id : devices) {
      made.add(
          new Device(
              id,
              "pi-4b",
              new Compute(10, 7.5, 2, 3, 2740, 0.1),
              new Power(2.7, 6.4),
              1L << 32,
              40,
              new Connection.Virtual(4)));
      for (String other : devices) {
        if (!other.equals(id)) {
          links.add(new Link(id, other, 939, 0.125, Origin.CATALOGUE));
        }
      }
    }
    return new Cluster(made, links, devices[0], Contention.PER_PORT);
  }

  static Profile profile(Network network, Cluster cluster) {
    Map<String, DeviceProfile> devices = new LinkedHashMap<>();
    for (String device : cluster.deviceIds()) {
      Map<String, Figure> layers = new LinkedHashMap<>();
      network.layers().forEach(l -> layers.put(l.id(), new Figure(1.25, Origin.MEASURED)));
      String both = DeviceProfile.bundleKey(List.of("layer0", "layer1"));
      devices.put(
          device,
          new DeviceProfile(
              new Figure(0.1, Origin.FITTED),
              layers,
              Map.of(both, new Figure(2.25, Origin.MEASURED))));
    }
    CostModel model =
        new CostModel(Map.of(LayerKind.CONVOLUTION, new CostModel.Terms(0.1, 20, 0.3, 0.05, 9)));
    Uncertainty uncertainty =
        new Uncertainty(
            Map.of(cluster.source(), new TaskDeviation(0.04, 0.2)),
            Map.of(cluster.links().get(0).id(), 0.1));
    return new Profile(devices, cluster.links())
        .with(new Calibration(Map.of(cluster.source(), model), uncertainty));
  }

  static Design design(String id, Partition partition) {
    return new Design(id, "Design " + id, Objective.LATENCY, Constraints.NONE, partition);
  }

  static Trace trace(boolean measured, double... latencies) {
    List<Trace.TaskRun> tasks = new ArrayList<>();
    List<Trace.TransferRun> transfers = new ArrayList<>();
    List<Trace.RequestRun> requests = new ArrayList<>();
    for (int i = 0; i < latencies.length; i++) {
      tasks.add(new Trace.TaskRun(i, "task0", "pi-a", i, i + latencies[i]));
      transfers.add(new Trace.TransferRun(i, "send0", "pi-a", "pi-b", 16, i, i + 0.5));
      requests.add(new Trace.RequestRun(i, i, i + latencies[i]));
    }
    return new Trace(measured, tasks, transfers, requests);
  }

  static Experiment experiment(String id, Design design, double... latencies) {
    Cluster cluster = cluster("pi-a", "pi-b");
    return new Experiment(
        id,
        "run " + id,
        Instant.ofEpochMilli(1_700_000_000_000L),
        design,
        false,
        Map.of("host", "bench", "seed", "1"),
        trace(false, latencies),
        trace(true, latencies),
        summary(false, latencies),
        summary(true, latencies),
        0,
        0,
        cluster,
        profile(chain(design.partition().placements().size()), cluster));
  }

  private static Summary summary(boolean measured, double... latencies) {
    double[] sorted = latencies.clone();
    java.util.Arrays.sort(sorted);
    double median = latencies.length == 0 ? 0 : Distribution.quantile(sorted, 0.5);
    return new Summary(
        measured,
        latencies.length,
        median,
        median,
        median,
        median == 0 ? 0 : 1000 / median,
        5.5,
        16,
        Map.of("pi-a", new Summary.DeviceUse(1, 0.5, 10, 20, 2)),
        Map.of("pi-a→pi-b", new Summary.LinkUse(16, 0.5, 0.1, 100)));
  }
}
