package io.splitboard.lab.local;

import io.splitboard.core.program.Transfer;
import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * Carries fragments with each finite 32-bit float moved to one of its two neighbours or left as it
 * is, by chance: as much as rounding differently may move it. What that makes of the results is how
 * much the network itself enlarges rounding. Other types arrive as they are.
 */
public final class LastBits implements Carrier {

  private final Random random;

  /** Carries that are the same for the same seed. */
  public LastBits(long seed) {
    random = new Random(seed);
  }

  @Override
  public WireTensor carry(Transfer transfer, WireTensor tensor) {
    if (tensor.onnxType() != OnnxTypes.FLOAT32) {
      return tensor;
    }
    ByteBuffer from = tensor.data();
    ByteBuffer to = ByteBuffer.allocateDirect(tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    while (from.hasRemaining()) {
      to.putFloat(moved(from.getFloat()));
    }
    return new WireTensor(tensor.onnxType(), tensor.shape(), to.flip());
  }

  private float moved(float value) {
    // A zero is nearly always exact, as behind a ReLU.
    if (value == 0 || !Float.isFinite(value)) {
      return value;
    }
    return switch (random.nextInt(3)) {
      case 0 -> Math.nextUp(value);
      case 1 -> Math.nextDown(value);
      default -> value;
    };
  }
}
