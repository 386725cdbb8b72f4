package io.splitboard.separable.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The trained values of a network, shared by all policies. A convolution {@code c} has {@code
 * c.weight}, {@code c.gamma} and {@code c.beta}; the classifier has {@code classifier.weight} and
 * {@code classifier.bias}.
 *
 * @param arrays by name, in the order of the network
 */
public record Parameters(Map<String, Array> arrays) {

  /** Copies the map, keeping its order. */
  public Parameters {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /**
   * He-normal weights from a seed; each block starts close to its shortcut (small gamma before the
   * sum).
   */
  public static Parameters random(Architecture architecture, long seed) {
    Builder builder = new Builder(new Random(seed));
    int stemInputs = architecture.imageChannels() / architecture.groups();
    builder.convolution("stem", architecture.stemChannels(), stemInputs, 3, 1);
    for (BlockShape block : architecture.blocks()) {
      String name = block.name();
      int byCardinality = block.out() / architecture.cardinality();
      builder.convolution(name + ".conv1", block.out(), block.in(), 1, 1);
      builder.convolution(name + ".conv2", block.out(), byCardinality, 3, 1);
      builder.convolution(
          name + ".conv3", block.out(), block.out() / architecture.groups(), 1, 0.2f);
      if (block.projects()) {
        builder.convolution(
            name + ".shortcut", block.out(), block.in() / architecture.groups(), 1, 1);
      }
    }
    builder.classifier(architecture.classes(), architecture.lastChannels());
    return new Parameters(builder.arrays);
  }

  /**
   * The array of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Array get(String name) {
    Array array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    return array;
  }

  /** Zeros of the same shapes. */
  public Parameters zeros() {
    Map<String, Array> zeros = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) ->
            zeros.put(name, new Array(array.shape(), new float[array.values().length])));
    return new Parameters(zeros);
  }

  private static final class Builder {
    private final Random random;
    private final Map<String, Array> arrays = new LinkedHashMap<>();

    Builder(Random random) {
      this.random = random;
    }

    void convolution(String name, int out, int inPerGroup, int kernel, float gamma) {
      double deviation = Math.sqrt(2.0 / (inPerGroup * kernel * kernel));
      normal(name + ".weight", deviation, out, inPerGroup, kernel, kernel);
      constant(name + ".gamma", gamma, out);
      constant(name + ".beta", 0, out);
    }

    void classifier(int classes, int channels) {
      normal("classifier.weight", Math.sqrt(1.0 / channels), classes, channels);
      constant("classifier.bias", 0, classes);
    }

    private void normal(String name, double deviation, long... shape) {
      float[] values = new float[(int) Array.elements(shape)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * deviation);
      }
      arrays.put(name, new Array(shape, values));
    }

    private void constant(String name, float value, int length) {
      float[] values = new float[length];
      java.util.Arrays.fill(values, value);
      arrays.put(name, new Array(new long[] {length}, values));
    }
  }
}
