package io.splitboard.app.service;

import io.splitboard.agent.engine.EngineOptions;
import io.splitboard.core.Progress;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.codec.CodecCosts;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.tensor.RandomTensors;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.lab.local.CodecTrial;
import io.splitboard.lab.local.LocalRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lossless codecs tried on what a program really sends: it is run once in this process, on a seeded
 * random input, and every tensor that travels is packed and unpacked. Ratios are those of these
 * tensors, times those of this computer.
 *
 * @param trials by the id of the transfer
 */
public record ActivationCodecs(Map<String, List<CodecTrial>> trials) {

  private static final int REPETITIONS = 5;

  /** Copies the map. */
  public ActivationCodecs {
    trials = Map.copyOf(trials);
  }

  /**
   * Tries them.
   *
   * @throws io.splitboard.core.UserException if ONNX Runtime refuses a piece
   */
  public static ActivationCodecs of(OpenModel model, Program program, Progress progress) {
    progress.report("Trying codecs on the network's own tensors", -1);
    Map<String, TensorData> values = new LinkedHashMap<>();
    Map<String, TensorData> inputs = RandomTensors.request(model.network(), 0, 0);
    values.putAll(inputs);
    try (LocalRun run =
        LocalRun.open(model.cutter(), program, model.blobs(), new EngineOptions(false, 1))) {
      run.run(inputs, (task, made) -> values.putAll(made));
    }
    Map<String, List<CodecTrial>> trials = new LinkedHashMap<>();
    for (Transfer transfer : program.transfers()) {
      progress.check();
      TensorData value = values.get(transfer.fragment().key());
      trials.put(
          transfer.id(),
          CodecTrial.of(value, REPETITIONS).stream()
              .filter(trial -> Codec.of(trial.codec()).isLossless())
              .toList());
    }
    return new ActivationCodecs(trials);
  }

  /** What codecs cost and save on one transfer, on this computer. */
  public CodecCosts of(Transfer transfer) {
    return new CodecCosts(trials.get(transfer.id()).stream().map(ActivationCodecs::cost).toList());
  }

  private static CodecCost cost(CodecTrial trial) {
    return cost(trial.codec(), List.of(trial));
  }

  /** What each codec costs and saves on all transfers together, on this computer. */
  public CodecCosts together() {
    Map<String, List<CodecTrial>> byCodec = new LinkedHashMap<>();
    trials
        .values()
        .forEach(
            some ->
                some.forEach(
                    trial ->
                        byCodec
                            .computeIfAbsent(trial.codec(), key -> new ArrayList<>())
                            .add(trial)));
    List<CodecCost> costs = new ArrayList<>();
    byCodec.forEach((codec, some) -> costs.add(cost(codec, some)));
    return new CodecCosts(costs);
  }

  static CodecCost cost(String codec, List<CodecTrial> trials) {
    double megabytes = trials.stream().mapToLong(CodecTrial::tensorBytes).sum() / 1e6;
    double wire = trials.stream().mapToLong(CodecTrial::wireBytes).sum() / 1e6;
    return new CodecCost(
        Codec.of(codec),
        megabytes == 0 ? 1 : wire / megabytes,
        trials.stream().mapToDouble(CodecTrial::packMs).sum() / Math.max(megabytes, 1e-9),
        trials.stream().mapToDouble(CodecTrial::unpackMs).sum() / Math.max(megabytes, 1e-9));
  }
}
