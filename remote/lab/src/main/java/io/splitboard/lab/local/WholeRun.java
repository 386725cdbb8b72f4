package io.splitboard.lab.local;

import io.splitboard.agent.AgentException;
import io.splitboard.agent.engine.EngineOptions;
import io.splitboard.agent.engine.TaskSession;
import io.splitboard.core.UserException;
import io.splitboard.core.onnx.BlobStore;
import io.splitboard.core.onnx.SubModelCutter;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.protocol.wire.WireTensor;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole network in this process: what every distributed run is compared with. */
public final class WholeRun implements AutoCloseable {

  private final TaskSession session;

  private WholeRun(TaskSession session) {
    this.session = session;
  }

  /**
   * Loads all layers as one sub-model.
   *
   * @throws UserException if ONNX Runtime does not take it
   */
  public static WholeRun open(SubModelCutter cutter, BlobStore blobs, EngineOptions options) {
    return open(blobs.putModel(cutter.wholeNetwork()), options);
  }

  /**
   * Loads all layers as one sub-model that also returns inner tensors.
   *
   * @param tensors names of the tensors to return besides the outputs
   * @throws UserException if ONNX Runtime does not take it
   */
  public static WholeRun showing(
      SubModelCutter cutter, BlobStore blobs, EngineOptions options, Collection<String> tensors) {
    return open(blobs.putModel(cutter.wholeNetworkShowing(tensors)), options);
  }

  /**
   * Loads a model file as it is, without any cutting: the reference that does not depend on
   * Splitboard's own code.
   *
   * @throws UserException if ONNX Runtime does not take it
   */
  public static WholeRun open(Path onnxFile, EngineOptions options) {
    try {
      return new WholeRun(TaskSession.open(onnxFile, options));
    } catch (AgentException e) {
      String reason =
          e.getMessage().replace(onnxFile.getFileName().toString(), "the whole network");
      throw new UserException(
          "With graph optimization %s, %s; try it with optimization %s."
              .formatted(
                  options.optimize() ? "on" : "off", reason, options.optimize() ? "off" : "on"),
          e);
    }
  }

  /**
   * Runs it.
   *
   * @param inputs all inputs of the network, by name
   * @return all outputs, by name
   * @throws UserException if ONNX Runtime refuses the inputs
   */
  public Map<String, TensorData> run(Map<String, TensorData> inputs) {
    Map<String, WireTensor> wire = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> wire.put(name, WireTensors.toWire(tensor)));
    try {
      Map<String, TensorData> outputs = new LinkedHashMap<>();
      session.run(wire).forEach((name, tensor) -> outputs.put(name, WireTensors.toData(tensor)));
      return outputs;
    } catch (AgentException e) {
      throw new UserException(
          "ONNX Runtime does not compute the network with these inputs (%s); give it inputs that it is made for."
              .formatted(e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
