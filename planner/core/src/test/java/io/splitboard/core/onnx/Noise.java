package io.splitboard.core.onnx;

import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Shape;
import io.splitboard.core.tensor.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** White noise: every element matters, none is like its neighbour. */
final class Noise {

  private Noise() {}

  static TensorData floats(Random random, long... sizes) {
    return between(random, -1, 1, sizes);
  }

  static TensorData between(Random random, double least, double most, long... sizes) {
    ByteBuffer bytes = buffer(ElementType.FLOAT32, sizes);
    while (bytes.hasRemaining()) {
      bytes.putFloat((float) (least + (most - least) * random.nextDouble()));
    }
    return new TensorData(ElementType.FLOAT32, Shape.of(sizes), bytes.flip());
  }

  static TensorData integers(
      Random random, ElementType type, int least, int behind, long... sizes) {
    ByteBuffer bytes = buffer(type, sizes);
    while (bytes.hasRemaining()) {
      int value = least + random.nextInt(behind - least);
      switch (type.bytes()) {
        case 1 -> bytes.put((byte) value);
        case 4 -> bytes.putInt(value);
        default -> bytes.putLong(value);
      }
    }
    return new TensorData(type, Shape.of(sizes), bytes.flip());
  }

  static TensorData booleans(Random random, long... sizes) {
    return integers(random, ElementType.BOOL, 0, 2, sizes);
  }

  static TensorData vector(long... values) {
    return vector(ElementType.INT64, values);
  }

  static TensorData vector(ElementType type, long... values) {
    ByteBuffer bytes = buffer(type, values.length);
    for (long value : values) {
      switch (type) {
        case INT64 -> bytes.putLong(value);
        case INT32 ->
            bytes.putInt((int) Math.max(Integer.MIN_VALUE, Math.min(value, Integer.MAX_VALUE)));
        default -> bytes.putFloat(value);
      }
    }
    return new TensorData(type, Shape.of(values.length), bytes.flip());
  }

  static TensorData reals(double... values) {
    ByteBuffer bytes = buffer(ElementType.FLOAT32, values.length);
    for (double value : values) {
      bytes.putFloat((float) value);
    }
    return new TensorData(ElementType.FLOAT32, Shape.of(values.length), bytes.flip());
  }

  static TensorData reshaped(TensorData data, long... sizes) {
    return new TensorData(data.type(), Shape.of(sizes), data.bytes());
  }

  private static ByteBuffer buffer(ElementType type, long... sizes) {
    long bytes = Shape.of(sizes).elements() * type.bytes();
    return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
