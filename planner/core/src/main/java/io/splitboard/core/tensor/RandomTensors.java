package io.splitboard.core.tensor;

import io.splitboard.core.UserException;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.InputFacts;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Seeded inputs that any network takes: floating-point elements are normally distributed within
 * [-1, 1], integers are small and legal as row numbers, masks are all ones.
 */
public final class RandomTensors {

  private static final long MOST_BYTES = 1L << 30;
  private static final long USUAL_IDS = 100;

  private RandomTensors() {}

  /**
   * All inputs of one request. The same arguments give the same values on every computer.
   *
   * @throws UserException if an input is larger than 1 GB or of a type that cannot be made
   */
  public static Map<String, TensorData> request(Network network, long seed, int request) {
    Map<String, TensorData> values = new LinkedHashMap<>();
    for (String name : network.inputs()) {
      values.put(name, value(network.tensor(name), network.inputFacts(), seed, request));
    }
    return values;
  }

  /** The value of one input of one request. */
  public static TensorData value(Tensor tensor, InputFacts facts, long seed, int request) {
    ElementType type = tensor.type();
    if (type.bytes() == 0) {
      throw new UserException(
          "Input %s is no tensor of numbers, so no random value can be made for it."
              .formatted(tensor.name()));
    }
    long elements = tensor.shape().elements();
    if (elements > MOST_BYTES / type.bytes()) {
      throw new UserException(
          "Input %s of shape %s is larger than 1 GB; bind its dimensions to smaller sizes."
              .formatted(tensor.name(), tensor.shape()));
    }
    ByteBuffer bytes =
        ByteBuffer.allocateDirect((int) (elements * type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    Random random = new Random(seed * 31 + request * 1_000_003L + tensor.name().hashCode());
    long limit = integerLimit(tensor, facts);
    while (bytes.hasRemaining()) {
      put(bytes, type, random, limit);
    }
    return new TensorData(type, tensor.shape(), bytes.flip());
  }

  /** One more than the largest integer; 0 where all must be one. */
  private static long integerLimit(Tensor tensor, InputFacts facts) {
    String name = tensor.name().toLowerCase(Locale.ROOT);
    if (name.contains("mask")) {
      return 0;
    }
    Long rows = facts.indexLimits().get(tensor.name());
    if (rows != null) {
      return Math.max(1, Math.min(rows, USUAL_IDS));
    }
    return tensor.shape().rank() == 0 ? 0 : 2;
  }

  private static void put(ByteBuffer bytes, ElementType type, Random random, long limit) {
    switch (type) {
      case FLOAT32 -> bytes.putFloat((float) normal(random));
      case FLOAT64 -> bytes.putDouble(normal(random));
      case FLOAT16 -> bytes.putShort(HalfFloat.fromFloat((float) normal(random)));
      case BFLOAT16 ->
          bytes.putShort((short) (Float.floatToIntBits((float) normal(random)) >>> 16));
      case BOOL, UINT8, INT8 -> bytes.put((byte) integer(random, type, limit));
      case UINT16, INT16 -> bytes.putShort((short) integer(random, type, limit));
      case UINT32, INT32 -> bytes.putInt((int) integer(random, type, limit));
      case UINT64, INT64 -> bytes.putLong(integer(random, type, limit));
      case STRING, OPAQUE -> throw new IllegalArgumentException("no bytes for " + type);
    }
  }

  private static long integer(Random random, ElementType type, long limit) {
    if (limit == 0) {
      return 1;
    }
    boolean pixels = type == ElementType.UINT8 || type == ElementType.INT8;
    return random.nextInt(pixels && limit == 2 ? 128 : (int) limit);
  }

  /** Normal with a deviation of 0.4, drawn again until it lies within [-1, 1]. */
  private static double normal(Random random) {
    double value = random.nextGaussian() * 0.4;
    while (Math.abs(value) > 1) {
      value = random.nextGaussian() * 0.4;
    }
    return value;
  }
}
