package io.splitboard.core.profile;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import java.util.Set;

/** What a layer moves through a device's memory. */
final class LayerTraffic {

  /** Operators that rename bytes or pass them on; ONNX Runtime does not copy for them. */
  private static final Set<String> FREE =
      Set.of("Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Dropout", "Shape", "Size");

  private LayerTraffic() {}

  /** Whether the layer takes no time of its own. */
  static boolean isFree(Layer layer) {
    return layer.cost().macs() == 0 && FREE.contains(layer.operator());
  }

  /**
   * Bytes read and written: inputs, outputs and weights. Dense layers move their weights only, as
   * in HALP's time model: their tensors are small and stay in cache.
   */
  static long bytes(Network network, Layer layer) {
    long bytes = layer.cost().weightBytes();
    if (layer.kind() == LayerKind.DENSE && bytes > 0) {
      return bytes;
    }
    for (String tensor : layer.inputs()) {
      bytes += network.tensor(tensor).bytes();
    }
    for (String tensor : layer.outputs()) {
      bytes += network.tensor(tensor).bytes();
    }
    return bytes;
  }
}
