package io.splitboard.lab.local;

import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Shape;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.protocol.wire.WireTensor;

/** Between tensors of the planner and tensors on the wire, without copying. */
public final class WireTensors {

  private WireTensors() {}

  /**
   * The same value for the wire.
   *
   * @throws IllegalArgumentException if tensors of this type cannot travel
   */
  public static WireTensor toWire(TensorData tensor) {
    return new WireTensor(tensor.type().onnxCode(), tensor.shape().toArray(), tensor.bytes());
  }

  /** The same value for the planner. */
  public static TensorData toData(WireTensor tensor) {
    return new TensorData(
        ElementType.ofOnnx(tensor.onnxType()), Shape.of(tensor.shape()), tensor.data());
  }
}
