package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Normalizations in parts, off the axes over which they normalize. */
class NormalizationPiecesProperties {

  private static long[] shape(Random random, int leastRank, int mostRank) {
    int rank = leastRank + random.nextInt(mostRank - leastRank + 1);
    return random.longs(rank, 1, 7).toArray();
  }

  private static <T> T pick(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @Property(tries = 40, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void batch(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 2, 5);
    OneNode node = OneNode.of("BatchNormalization", pick(random, List.of(9, 13, 15)));
    node.input(Noise.floats(random, shape));
    for (int i = 0; i < 3; i++) {
      node.constant(Noise.floats(random, shape[1]));
    }
    Pieces pieces = Pieces.of(node.constant(Noise.between(random, 0.5, 2, shape[1])));
    pieces.checkAlong(random, Pieces.ROUNDING, 0, 1, shape.length - 1);
  }

  @Property(tries = 20, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void instance(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 3, 5);
    OneNode node =
        OneNode.of("InstanceNormalization", 13)
            .input(Noise.floats(random, shape))
            .constant(Noise.floats(random, shape[1]))
            .constant(Noise.floats(random, shape[1]));
    Pieces.of(node).checkAlong(random, Pieces.ROUNDING, 0, 1);
  }

  @Property(tries = 40, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void group(@ForAll long seed) {
    Random random = new Random(seed);
    int version = random.nextBoolean() ? 18 : 21;
    long groups = 2 + random.nextInt(3);
    long channels = groups * (1 + random.nextInt(3));
    long settings = version == 18 ? groups : channels;
    OneNode node =
        OneNode.of("GroupNormalization", version)
            .input(Noise.floats(random, 1 + random.nextInt(2), channels, 3, 4))
            .constant(Noise.floats(random, settings))
            .constant(Noise.floats(random, settings))
            .integer("num_groups", groups);
    Pieces.of(node).checkAlong(random, Pieces.ROUNDING, 0, 1);
  }

  @Property(tries = 50, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void layer(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 2, 4);
    int axis = 1 + random.nextInt(shape.length - 1);
    long[] normalized = Arrays.copyOfRange(shape, axis, shape.length);
    boolean square = random.nextInt(3) == 0;
    OneNode node =
        OneNode.of(square ? "RMSNormalization" : "LayerNormalization", 23)
            .input(Noise.floats(random, shape))
            .any(random, Noise.floats(random, normalized))
            .integer("axis", random.nextBoolean() ? axis : axis - shape.length);
    if (!square && random.nextBoolean()) {
      node.any(random, Noise.floats(random, normalized));
    }
    if (!square && random.nextBoolean()) {
      node.outputs(3);
    }
    Pieces.of(node).checkAlong(random, Pieces.ROUNDING, 0);
  }

  @Property(tries = 30, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void localResponse(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = {1 + random.nextInt(2), 2 + random.nextInt(9), 3, 4};
    OneNode node =
        OneNode.of("LRN", 13)
            .input(Noise.floats(random, shape))
            .integer("size", 1 + 2 * random.nextInt(3))
            .real("alpha", 0.3)
            .real("bias", 1.5);
    Pieces.of(node).checkAlong(random, Pieces.ROUNDING, 0, 1, 2, 3);
  }

  @Property(tries = 50, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void softmax(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 2, 4);
    int version = pick(random, List.of(9, 11, 13));
    OneNode node =
        OneNode.of(pick(random, List.of("Softmax", "LogSoftmax", "Hardmax")), version)
            .input(Noise.floats(random, shape));
    int axis = version < 13 ? 1 : shape.length - 1;
    if (random.nextBoolean()) {
      axis = 1 + random.nextInt(shape.length - 1);
      node.integer("axis", axis);
    }
    Pieces pieces = Pieces.of(node).checkAlong(random, Pieces.ROUNDING, 0);
    for (int i = 0; i < shape.length; i++) {
      boolean along = version < 13 ? i >= axis : i == axis;
      assertThat(pieces.whyWhole(i).isPresent())
          .as("axis %d of %s", i, pieces.call())
          .isEqualTo(along);
    }
  }

  @Property(tries = 20, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void overListedAxes(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = {1 + random.nextInt(2), 3, 4, 5};
    OneNode node =
        random.nextBoolean()
            ? OneNode.of("MeanVarianceNormalization", 13).list("axes", 2, 3)
            : OneNode.of("LpNormalization", 13).integer("axis", 2);
    Pieces.of(node.input(Noise.floats(random, shape))).checkAlong(random, Pieces.ROUNDING, 0, 1);
  }
}
