package io.splitboard.app.service;

import io.splitboard.agent.engine.EngineOptions;
import io.splitboard.core.Progress;
import io.splitboard.core.network.Network;
import io.splitboard.core.tensor.Difference;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.core.tensor.TensorDifference;
import io.splitboard.lab.local.WholeRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The inputs of a run, and what the whole network answers to each when it runs in this process on
 * the same ONNX Runtime. Results are compared with these. Safe for several threads.
 */
final class References {

  private final List<Map<String, TensorData>> inputs;
  private final List<Map<String, TensorData>> outputs;
  private double maxAbsDiff;
  private double maxAbsOutput;
  private boolean bitExact = true;
  private int compared;
  private Map<String, TensorData> last = Map.of();

  /** How the results so far agree with the whole network's. */
  record Agreement(
      double maxAbsDiff,
      double maxAbsOutput,
      boolean bitExact,
      Map<String, TensorData> lastOutputs) {}

  private References(List<Map<String, TensorData>> inputs, List<Map<String, TensorData>> outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** Runs the whole network once for each distinct input. */
  static References compute(
      OpenModel model, InputSource source, int requests, boolean optimize, Progress progress) {
    Network network = model.network();
    int distinct = source.distinct(network, requests);
    List<Map<String, TensorData>> inputs = new ArrayList<>();
    List<Map<String, TensorData>> outputs = new ArrayList<>();
    try (WholeRun whole =
        WholeRun.open(model.cutter(), model.blobs(), new EngineOptions(optimize, 0))) {
      for (int i = 0; i < distinct; i++) {
        progress.check();
        progress.report("Running the whole network here", (double) i / distinct);
        inputs.add(source.input(network, i));
        outputs.add(whole.run(inputs.get(i)));
      }
    }
    return new References(inputs, outputs);
  }

  /** All distinct inputs; {@link #input} gives the very same maps. */
  List<Map<String, TensorData>> inputs() {
    return List.copyOf(inputs);
  }

  Map<String, TensorData> input(int request) {
    return inputs.get(request % inputs.size());
  }

  synchronized void compare(int request, Map<String, TensorData> results) {
    Map<String, TensorData> expected = outputs.get(request % outputs.size());
    last = results;
    compared++;
    expected.forEach(
        (name, whole) -> {
          Difference difference = TensorDifference.between(whole, results.get(name));
          maxAbsDiff = Math.max(maxAbsDiff, difference.maxAbsDiff());
          maxAbsOutput = Math.max(maxAbsOutput, difference.maxAbsOutput());
          bitExact &= difference.bitExact();
        });
  }

  synchronized RunAgreement soFar() {
    return new RunAgreement(compared, maxAbsDiff, maxAbsOutput, bitExact);
  }

  synchronized Agreement agreement() {
    return new Agreement(maxAbsDiff, maxAbsOutput, bitExact, last);
  }
}
