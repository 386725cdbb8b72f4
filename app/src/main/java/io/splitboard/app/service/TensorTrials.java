package io.splitboard.app.service;

import io.splitboard.agent.engine.EngineOptions;
import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Compute;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.cluster.Power;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.codec.TensorCodecs;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.tensor.RandomTensors;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.lab.local.CodecTrial;
import io.splitboard.lab.local.LocalRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Codecs tried on a network's own tensors: it is run once in this process, layer by layer, on a
 * seeded random input, and every tensor that could travel is packed and unpacked. Ratios are those
 * of these tensors, times those of this computer.
 */
final class TensorTrials {

  /**
   * A layer and the next ones are on different stands, so what they exchange would travel. The
   * source is another, so that inputs and outputs travel too.
   */
  private static final int STANDS = 24;

  /** Beyond so many layers some are kept together, and what is inside is not tried. */
  private static final int MOST_PARTS = 600;

  private static final int REPETITIONS = 3;
  private static final double RATE_MBIT = 1000;
  private static final long MEMORY_BYTES = 1L << 50;

  private TensorTrials() {}

  /**
   * Tries them.
   *
   * @throws io.splitboard.core.UserException if ONNX Runtime refuses a piece
   */
  static TensorCodecs of(OpenModel model, Progress progress) {
    progress.report("Trying codecs on the network's own tensors", -1);
    Network network = model.network();
    Program program = Compiler.compile(network, stands(), apart(network));
    Map<String, String> names = new HashMap<>();
    for (Transfer transfer : program.transfers()) {
      names.put(transfer.fragment().key(), transfer.fragment().tensor());
    }
    Map<String, List<CodecCost>> costs = new LinkedHashMap<>();
    Map<String, TensorData> inputs = RandomTensors.request(network, 0, 0);
    inputs.forEach((name, data) -> costs.put(name, costs(data)));
    try (LocalRun run =
        LocalRun.open(model.cutter(), program, model.blobs(), new EngineOptions(false, 1))) {
      run.run(
          inputs,
          (task, made) -> {
            progress.check();
            made.forEach(
                (key, data) -> {
                  if (names.containsKey(key)) {
                    costs.put(names.get(key), costs(data));
                  }
                });
          });
    }
    return new TensorCodecs(costs);
  }

  private static List<CodecCost> costs(TensorData data) {
    return CodecTrial.of(data, REPETITIONS).stream()
        .map(trial -> ActivationCodecs.cost(trial.codec(), List.of(trial)))
        .toList();
  }

  private static Partition apart(Network network) {
    int size = 1 + network.layers().size() / MOST_PARTS;
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      placements.put(layer.id(), new Placement.Whole(stand(1 + layer.index() / size % STANDS)));
    }
    tieTogether(network, placements);
    return new Partition(placements);
  }

  /** What makes a tensor that cannot travel is where it is read. */
  private static void tieTogether(Network network, Map<String, Placement> placements) {
    for (int i = network.layers().size() - 1; i >= 0; i--) {
      Layer layer = network.layers().get(i);
      for (String output : layer.outputs()) {
        List<Layer> readers = network.consumers(output);
        if (!network.tensor(output).type().canTravel() && !readers.isEmpty()) {
          placements.put(layer.id(), placements.get(readers.get(0).id()));
        }
      }
    }
  }

  private static String stand(int number) {
    return "stand" + number;
  }

  private static Cluster stands() {
    List<Device> devices = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (int i = 0; i <= STANDS; i++) {
      devices.add(
          new Device(
              stand(i),
              "none",
              new Compute(1, 1, 1, 1, RATE_MBIT, 0),
              new Power(0, 0),
              MEMORY_BYTES,
              RATE_MBIT,
              new Connection.Local()));
      for (int j = 0; j <= STANDS; j++) {
        if (i != j) {
          links.add(new Link(stand(i), stand(j), RATE_MBIT, 0, Origin.CATALOGUE));
        }
      }
    }
    return new Cluster(devices, links, stand(0), Contention.PER_LINK);
  }
}
