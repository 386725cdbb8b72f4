package io.splitboard.app.window.model;

import io.splitboard.app.service.RunAgreement;
import io.splitboard.app.service.RunWatcher;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.DeviceTelemetry;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * What comes in while requests run. It is collected on any thread; {@link #show} brings it to the
 * properties, on the window's thread.
 */
final class LiveResults implements RunWatcher {
  private final LiveStatistics statistics = new LiveStatistics();
  private final ReadOnlyObjectWrapper<LiveStatistics.Snapshot> snapshot =
      new ReadOnlyObjectWrapper<>(LiveStatistics.Snapshot.EMPTY);
  private final ReadOnlyObjectWrapper<Map<String, TensorData>> outputs =
      new ReadOnlyObjectWrapper<>(Map.of());
  private final ReadOnlyObjectWrapper<RunAgreement> agreement =
      new ReadOnlyObjectWrapper<>(RunAgreement.NONE);
  private volatile RunAgreement latestAgreement = RunAgreement.NONE;
  private volatile Map<String, TensorData> latestOutputs = Map.of();

  ReadOnlyObjectProperty<LiveStatistics.Snapshot> snapshotProperty() {
    return snapshot.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Map<String, TensorData>> outputsProperty() {
    return outputs.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<RunAgreement> agreementProperty() {
    return agreement.getReadOnlyProperty();
  }

  void clear() {
    statistics.clear();
    latestAgreement = RunAgreement.NONE;
    agreement.set(RunAgreement.NONE);
    latestOutputs = Map.of();
    outputs.set(Map.of());
    snapshot.set(LiveStatistics.Snapshot.EMPTY);
  }

  /** Shows what came in so far. */
  void show() {
    show(latestOutputs);
  }

  /** Shows what came in, with the outputs that a finished run ended with. */
  void show(Map<String, TensorData> lastOutputs) {
    snapshot.set(statistics.snapshot());
    agreement.set(latestAgreement);
    outputs.set(lastOutputs);
  }

  @Override
  public void telemetry(DeviceTelemetry telemetry) {
    statistics.device(telemetry);
  }

  @Override
  public void compared(RunAgreement soFar) {
    latestAgreement = soFar;
  }

  @Override
  public void completed(int request, double latencyMs, Map<String, TensorData> results) {
    statistics.completed(latencyMs, System.nanoTime());
    latestOutputs = results;
  }
}
