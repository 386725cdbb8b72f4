package io.splitboard.lab.local;

import io.splitboard.agent.AgentException;
import io.splitboard.agent.engine.EngineOptions;
import io.splitboard.agent.engine.SharedWeights;
import io.splitboard.agent.engine.TaskSession;
import io.splitboard.core.UserException;
import io.splitboard.core.onnx.BlobStore;
import io.splitboard.core.onnx.SubModel;
import io.splitboard.protocol.wire.WireTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A sub-model that is run by fragment keys. */
final class LocalSession implements AutoCloseable {

  private final SubModel model;
  private final TaskSession session;

  private LocalSession(SubModel model, TaskSession session) {
    this.model = model;
    this.session = session;
  }

  static LocalSession open(
      SubModel model, BlobStore blobs, EngineOptions options, SharedWeights shared) {
    try {
      return new LocalSession(model, TaskSession.open(blobs.putModel(model), options, shared));
    } catch (AgentException e) {
      throw new UserException(e.getMessage(), e);
    }
  }

  /**
   * Runs the model.
   *
   * @param fragments at least all that it reads, by key
   * @return what it makes, by key
   */
  Map<String, WireTensor> run(Map<String, WireTensor> fragments) {
    Map<String, WireTensor> inputs = new LinkedHashMap<>();
    model.inputNames().forEach((key, name) -> inputs.put(name, fragments.get(key)));
    try {
      Map<String, WireTensor> outputs = session.run(inputs);
      Map<String, WireTensor> made = new LinkedHashMap<>();
      model.outputNames().forEach((key, name) -> made.put(key, outputs.get(name)));
      return made;
    } catch (AgentException e) {
      throw new UserException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
