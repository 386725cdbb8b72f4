package io.splitboard.fleet.run;

import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Shape;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.protocol.wire.WireTensor;

/** Tensors of the planner as they travel, and back. Both share the same memory. */
final class Tensors {

  private Tensors() {}

  static WireTensor toWire(TensorData tensor) {
    return new WireTensor(tensor.type().onnxCode(), tensor.shape().toArray(), tensor.bytes());
  }

  static TensorData fromWire(WireTensor tensor) {
    return new TensorData(
        ElementType.ofOnnx(tensor.onnxType()), Shape.of(tensor.shape()), tensor.data());
  }
}
