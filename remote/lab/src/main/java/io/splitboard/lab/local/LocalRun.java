package io.splitboard.lab.local;

import io.splitboard.agent.engine.EngineOptions;
import io.splitboard.agent.engine.SharedWeights;
import io.splitboard.core.onnx.BlobStore;
import io.splitboard.core.onnx.SubModel;
import io.splitboard.core.onnx.SubModelCutter;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.protocol.wire.WireTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A program run piecewise in this process, one request after the other. Each device has its own
 * fragments, and a task sees only those of its device, so that a missing transfer is found here as
 * on real devices.
 */
public final class LocalRun implements AutoCloseable {

  private final Program program;
  private int nextRequest;
  private final Map<String, LocalSession> sessions = new LinkedHashMap<>();
  private final List<SharedWeights> weights = new ArrayList<>();

  private LocalRun(Program program) {
    this.program = program;
  }

  /**
   * Cuts and loads all sub-models.
   *
   * @throws io.splitboard.core.UserException if ONNX Runtime does not take one
   */
  public static LocalRun open(
      SubModelCutter cutter, Program program, BlobStore blobs, EngineOptions options) {
    LocalRun run = new LocalRun(program);
    try {
      Map<String, SubModel> models = new LinkedHashMap<>();
      program.tasks().forEach(task -> models.put(task.id(), cutter.cut(task)));
      for (String device : program.devices()) {
        SharedWeights shared =
            SharedWeights.among(
                program.shard(device).stream()
                    .map(task -> blobs.putModel(models.get(task.id())))
                    .toList());
        run.weights.add(shared);
        for (Task task : program.shard(device)) {
          SubModel model = models.get(task.id());
          run.sessions.put(task.id(), LocalSession.open(model, blobs, options, shared));
        }
      }
      return run;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  /**
   * Runs one request.
   *
   * @param inputs all inputs of the network, by tensor name
   * @return all outputs, by tensor name
   * @throws io.splitboard.core.UserException if ONNX Runtime refuses a piece
   * @throws IllegalStateException if a fragment never reaches the device that needs it
   */
  public Map<String, TensorData> run(Map<String, TensorData> inputs) {
    return run(inputs, (task, made) -> {});
  }

  /** The same over links that may change what they carry. */
  public Map<String, TensorData> runOver(Carrier carrier, Map<String, TensorData> inputs) {
    return run(inputs, (task, made) -> {}, carrier);
  }

  /**
   * The same, showing what each task makes.
   *
   * @param observer is given each task, in the order in which they run, and what it made, by
   *     fragment key
   */
  public Map<String, TensorData> run(
      Map<String, TensorData> inputs, BiConsumer<Task, Map<String, TensorData>> observer) {
    return run(inputs, observer, Carrier.EXACT);
  }

  private Map<String, TensorData> run(
      Map<String, TensorData> inputs,
      BiConsumer<Task, Map<String, TensorData>> observer,
      Carrier carrier) {
    Map<String, Map<String, WireTensor>> devices = new HashMap<>();
    program.devices().forEach(device -> devices.put(device, new HashMap<>()));
    Map<String, WireTensor> source = devices.get(program.source());
    for (Fragment input : program.inputs()) {
      source.put(input.key(), WireTensors.toWire(inputs.get(input.tensor())));
    }
    int request = nextRequest++;
    List<Transfer> waiting = new ArrayList<>(program.transfers());
    waiting.removeIf(transfer -> !transfer.turn().takes(request));
    deliver(waiting, devices, carrier);
    for (Task task : program.tasks()) {
      if (!task.turn().takes(request)) {
        continue;
      }
      Map<String, WireTensor> here = devices.get(task.device());
      requireAll(here, task.reads(), "task " + task.id() + " on " + task.device());
      Map<String, WireTensor> made = sessions.get(task.id()).run(here);
      here.putAll(made);
      Map<String, TensorData> shown = new LinkedHashMap<>();
      made.forEach((key, value) -> shown.put(key, WireTensors.toData(value)));
      observer.accept(task, shown);
      deliver(waiting, devices, carrier);
    }
    requireAll(source, program.outputs(), "the result at " + program.source());
    Map<String, TensorData> outputs = new LinkedHashMap<>();
    program
        .outputs()
        .forEach(
            output -> outputs.put(output.tensor(), WireTensors.toData(source.get(output.key()))));
    return outputs;
  }

  /** Carries out all transfers whose fragments are there, relays over several links included. */
  private static void deliver(
      List<Transfer> waiting, Map<String, Map<String, WireTensor>> devices, Carrier carrier) {
    boolean moved = true;
    while (moved) {
      moved =
          waiting.removeIf(
              transfer -> {
                String key = transfer.fragment().key();
                WireTensor value = devices.get(transfer.from()).get(key);
                if (value != null) {
                  devices.get(transfer.to()).put(key, carrier.carry(transfer, value));
                }
                return value != null;
              });
    }
  }

  private static void requireAll(
      Map<String, WireTensor> present, List<Fragment> needed, String by) {
    for (Fragment fragment : needed) {
      if (!present.containsKey(fragment.key())) {
        throw new IllegalStateException(
            "fragment " + fragment.key() + " never reaches " + by + ": the program is wrong");
      }
    }
  }

  /** Releases all sub-models. */
  @Override
  public void close() {
    sessions.values().forEach(LocalSession::close);
    weights.forEach(SharedWeights::close);
  }
}
