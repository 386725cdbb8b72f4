package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.network.ElementType;
import io.splitboard.core.tensor.TensorData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What only moves elements, in parts. */
class LayoutPiecesProperties {

  private static long[] shape(Random random, int leastRank, int mostRank) {
    int rank = leastRank + random.nextInt(mostRank - leastRank + 1);
    return random.longs(rank, 1, 7).toArray();
  }

  private static <T> T pick(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static int[] all(Pieces pieces) {
    return IntStream.range(0, pieces.shape().rank()).toArray();
  }

  @Property(tries = 40, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void concatenation(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 1, 4);
    int axis = random.nextInt(shape.length);
    OneNode node =
        OneNode.of("Concat", 13).integer("axis", random.nextBoolean() ? axis : axis - shape.length);
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      shape[axis] = 1 + random.nextInt(5);
      node.any(random, Noise.floats(random, shape));
    }
    node.constants.set(0, false);
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, 0, all(pieces));
  }

  @Property(tries = 30, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void parting(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 2, 4);
    int axis = random.nextInt(shape.length);
    int version = pick(random, List.of(11, 13, 18));
    long first = 1 + random.nextInt(3);
    long second = 1 + random.nextInt(3);
    shape[axis] = first + second;
    OneNode node =
        OneNode.of("Split", version)
            .input(Noise.floats(random, shape))
            .integer("axis", axis)
            .outputs(2);
    boolean uneven = first != second;
    if (version == 11) {
      node.list("split", first, second);
    } else if (version == 18 && random.nextBoolean()) {
      node.integer("num_outputs", 2);
      uneven = shape[axis] % 2 != 0;
    } else {
      node.vector(first, second);
    }
    Pieces pieces = Pieces.of(node).check(random, 0);
    for (int i = 0; i < shape.length; i++) {
      assertThat(pieces.whyWhole(i).isPresent()).isEqualTo(i == axis && uneven);
    }
  }

  @Property(tries = 120, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void slicing(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = random.longs(2 + random.nextInt(3), 1, 12).toArray();
    int version = random.nextInt(4) == 0 ? 9 : 13;
    List<Long> axes =
        new ArrayList<>(
            LongStream.range(0, shape.length).filter(i -> random.nextInt(3) > 0).boxed().toList());
    if (axes.isEmpty()) {
      axes.add(0L);
    }
    Collections.shuffle(axes, random);
    int count = axes.size();
    long[] starts = new long[count];
    long[] ends = new long[count];
    long[] steps = new long[count];
    long[] listed = new long[count];
    for (int i = 0; i < count; i++) {
      int size = (int) shape[axes.get(i).intValue()];
      steps[i] = version == 9 ? 1 : pick(random, List.of(1L, 1L, 2L, 3L, -1L, -2L));
      long least = random.nextInt(size);
      long most = least + 1 + random.nextInt(size - (int) least);
      starts[i] = steps[i] > 0 ? least : most - 1;
      ends[i] = steps[i] > 0 ? most : least - 1;
      if (ends[i] == -1) {
        ends[i] = random.nextBoolean() ? -size - 1 : Long.MIN_VALUE;
      } else if (random.nextBoolean()) {
        ends[i] =
            ends[i] == size ? pick(random, List.of(Long.MAX_VALUE, size + 3L)) : ends[i] - size;
      }
      starts[i] = random.nextBoolean() ? starts[i] : starts[i] - size;
      listed[i] = random.nextBoolean() ? axes.get(i) : axes.get(i) - shape.length;
    }
    OneNode node = OneNode.of("Slice", version).input(Noise.floats(random, shape));
    if (version == 9) {
      for (int i = 0; i < count; i++) {
        listed[i] = axes.get(i);
      }
      node.list("starts", starts).list("ends", ends).list("axes", listed);
    } else {
      ElementType type = random.nextInt(3) == 0 ? ElementType.INT32 : ElementType.INT64;
      node.constant(Noise.vector(type, starts))
          .constant(Noise.vector(type, ends))
          .constant(Noise.vector(type, listed))
          .constant(Noise.vector(type, steps));
    }
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, 0, all(pieces));
  }

  @Property(tries = 100, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void padding(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = random.longs(2 + random.nextInt(3), 2, 7).toArray();
    int version = pick(random, List.of(2, 11, 13, 18, 19));
    String mode = pick(random, List.of("constant", "constant", "edge", "reflect"));
    List<Long> axes = new ArrayList<>(LongStream.range(0, shape.length).boxed().toList());
    boolean listed = version >= 18 && random.nextBoolean();
    if (listed) {
      Collections.shuffle(axes, random);
      axes = axes.subList(0, 1 + random.nextInt(axes.size()));
    }
    int count = axes.size();
    long[] pads = new long[2 * count];
    for (int i = 0; i < pads.length; i++) {
      int most = mode.equals("reflect") ? (int) shape[axes.get(i % count).intValue()] : 4;
      pads[i] = random.nextInt(4) == 0 ? -random.nextInt(2) : random.nextInt(most);
    }
    OneNode node = OneNode.of("Pad", version).input(Noise.floats(random, shape)).text("mode", mode);
    if (version == 2) {
      node.list("pads", pads).real("value", 0.5);
    } else {
      node.vector(pads);
      if (random.nextBoolean() || listed) {
        node.constant(Noise.reshaped(Noise.reals(0.25)));
      }
      if (listed) {
        node.constant(Noise.vector(axes.stream().mapToLong(Long::longValue).toArray()));
      }
    }
    Pieces pieces = Pieces.of(node).check(random, 0);
    if (!mode.equals("reflect")) {
      pieces.checkAlong(random, 0, all(pieces));
    }
  }

  @Property(tries = 150, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void growing(@ForAll long seed) {
    Random random = new Random(seed);
    int version = pick(random, List.of(10, 11, 13, 18, 19));
    String mode = pick(random, List.of("nearest", "linear", "cubic"));
    if (version == 10 && mode.equals("cubic")) {
      mode = "nearest";
    }
    long[] shape = {1, 1 + random.nextInt(3), 2 + random.nextInt(6), 2 + random.nextInt(6)};
    long[] factors = {
      1, 1, pick(random, List.of(1L, 2L, 3L, 4L)), pick(random, List.of(1L, 2L, 4L))
    };
    TensorData data = Noise.floats(random, shape);
    OneNode node = OneNode.of("Resize", version).input(data).text("mode", mode);
    TensorData scales = Noise.reals(1, 1, factors[2], factors[3]);
    if (version == 10) {
      node.constant(scales);
    } else {
      node.text(
          "coordinate_transformation_mode",
          pick(random, List.of("half_pixel", "pytorch_half_pixel", "asymmetric", "align_corners")));
      node.text(
          "nearest_mode",
          pick(random, List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")));
      node.constant(Noise.reals());
      if (mode.equals("cubic") && random.nextBoolean()) {
        node.integer("exclude_outside", 1);
      }
      boolean listed = version >= 18 && random.nextBoolean();
      if (listed) {
        node.list("axes", 2, 3);
      }
      if (random.nextBoolean()) {
        node.constant(listed ? Noise.reals(factors[2], factors[3]) : scales);
      } else {
        node.constant(Noise.reals());
        long rows = shape[2] * factors[2];
        long columns = shape[3] * factors[3];
        node.constant(
            listed ? Noise.vector(rows, columns) : Noise.vector(shape[0], shape[1], rows, columns));
      }
    }
    Pieces.of(node).checkAlong(random, Pieces.ROUNDING, 0, 1);
  }

  @Property(tries = 60, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void growingByWholeFactors(@ForAll long seed) {
    Random random = new Random(seed);
    long factor = pick(random, List.of(2L, 3L, 4L, 5L));
    boolean power = Long.bitCount(factor) == 1;
    String mode = power ? pick(random, List.of("nearest", "linear", "cubic")) : "nearest";
    OneNode node =
        OneNode.of("Resize", 13)
            .input(Noise.floats(random, 1, 2, 2 + random.nextInt(9), 2 + random.nextInt(9)))
            .absent()
            .constant(Noise.reals(1, 1, factor, factor))
            .text("mode", mode)
            .text(
                "coordinate_transformation_mode",
                pick(random, List.of("half_pixel", "pytorch_half_pixel", "asymmetric")))
            .text(
                "nearest_mode",
                pick(random, List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")));
    Pieces.of(node).checkAlong(random, Pieces.ROUNDING, 1, 2, 3);
  }

  @Property(tries = 40, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void upsampling(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = {1, 2, 2 + random.nextInt(6), 2 + random.nextInt(6)};
    int version = random.nextBoolean() ? 7 : 9;
    OneNode node = OneNode.of("Upsample", version).input(Noise.floats(random, shape));
    if (version == 7) {
      node.reals("scales", 1, 1, 2, 4);
    } else {
      node.constant(Noise.reals(1, 1, 2, 4));
    }
    node.text("mode", random.nextBoolean() ? "nearest" : "linear");
    Pieces.of(node).checkAlong(random, Pieces.ROUNDING, 1, 2, 3);
  }

  @Property(tries = 40, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void blocks(@ForAll long seed) {
    Random random = new Random(seed);
    int block = 2 + random.nextInt(2);
    boolean spreads = random.nextBoolean();
    long rows = 1 + random.nextInt(5);
    long columns = 1 + random.nextInt(5);
    OneNode node =
        OneNode.of(spreads ? "DepthToSpace" : "SpaceToDepth", 13).integer("blocksize", block);
    if (spreads) {
      node.input(
              Noise.floats(
                  random,
                  1 + random.nextInt(2),
                  (long) block * block * (1 + random.nextInt(3)),
                  rows,
                  columns))
          .text("mode", random.nextBoolean() ? "DCR" : "CRD");
    } else {
      node.input(
          Noise.floats(
              random, 1 + random.nextInt(2), 1 + random.nextInt(3), rows * block, columns * block));
    }
    Pieces.of(node).checkAlong(random, 0, 0, 2, 3);
  }

  @Property(tries = 30, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void transposition(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 1, 5);
    List<Long> order = new ArrayList<>(LongStream.range(0, shape.length).boxed().toList());
    Collections.shuffle(order, random);
    OneNode node = OneNode.of("Transpose", 13).input(Noise.floats(random, shape));
    if (random.nextInt(4) > 0) {
      node.list("perm", order.stream().mapToLong(Long::longValue).toArray());
    }
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, 0, all(pieces));
  }

  /** The sizes with neighbours multiplied at random, and ones put in between. */
  private static long[] grouped(Random random, long[] factors) {
    List<Long> sizes = new ArrayList<>();
    for (long factor : factors) {
      if (!sizes.isEmpty() && random.nextBoolean()) {
        sizes.set(sizes.size() - 1, sizes.get(sizes.size() - 1) * factor);
      } else {
        sizes.add(factor);
      }
      if (random.nextInt(5) == 0) {
        sizes.add(1L);
      }
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  @Property(tries = 120, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void reshaping(@ForAll long seed) {
    Random random = new Random(seed);
    long[] factors = random.longs(3 + random.nextInt(3), 1, 5).toArray();
    long[] before = grouped(random, factors);
    long[] after = grouped(random, factors);
    OneNode node = OneNode.of("Reshape", 13).input(Noise.floats(random, before)).vector(after);
    Pieces.of(node).check(random, 0);
  }

  /** Narrow along both inner axes, a part would lie apart along two axes of the input. */
  @Property(tries = 40, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void reshapingWhereTwoAxesLieApart(@ForAll long seed) {
    Random random = new Random(seed);
    OneNode node = OneNode.of("Reshape", 13).input(Noise.floats(random, 9, 9)).vector(3, 3, 3, 3);
    Pieces.of(node).check(random, 0);
  }

  @Property(tries = 60, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void ones(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 2, 4);
    int version = random.nextBoolean() ? 11 : 13;
    int axis = random.nextInt(shape.length);
    OneNode node;
    switch (random.nextInt(3)) {
      case 0 -> {
        node = OneNode.of("Flatten", version).input(Noise.floats(random, shape));
        Pieces.of(node.integer("axis", axis)).check(random, 0);
      }
      case 1 -> {
        shape[axis] = 1;
        node = OneNode.of("Squeeze", version).input(Noise.floats(random, shape));
        if (random.nextBoolean() && version == 13) {
          node.vector(axis);
        } else if (random.nextBoolean() && version == 11) {
          node.list("axes", axis);
        }
        Pieces pieces = Pieces.of(node);
        pieces.checkAlong(random, 0, all(pieces));
      }
      default -> {
        node = OneNode.of("Unsqueeze", version).input(Noise.floats(random, shape));
        if (version == 13) {
          node.vector(0, axis + 1);
        } else {
          node.list("axes", 0, axis + 1);
        }
        Pieces pieces = Pieces.of(node);
        pieces.checkAlong(random, 0, all(pieces));
      }
    }
  }

  @Property(tries = 40, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void repetition(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 2, 4);
    long[] repeats = random.longs(shape.length, 1, 3).toArray();
    if (random.nextBoolean()) {
      Pieces.of(OneNode.of("Tile", 13).input(Noise.floats(random, shape)).vector(repeats))
          .check(random, 0);
      return;
    }
    long[] wide = shape.clone();
    for (int i = 0; i < shape.length; i++) {
      if (random.nextBoolean()) {
        shape[i] = 1;
      }
    }
    OneNode node = OneNode.of("Expand", 13).input(Noise.floats(random, shape)).vector(wide);
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, 0, all(pieces));
  }

  @Property(tries = 60, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void gathering(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 1, 4);
    int axis = random.nextInt(shape.length);
    // Importing runs the model once, with indices of 0 and 1 where it cannot tell what they look
    // up.
    shape[axis] = Math.max(2, shape[axis]);
    boolean each = random.nextBoolean();
    long[] indices = shape(random, 0, 2);
    if (each) {
      indices = shape.clone();
      indices[axis] = 1 + random.nextInt(6);
    }
    TensorData picked = Noise.integers(random, ElementType.INT64, 0, (int) shape[axis], indices);
    OneNode node =
        OneNode.of(each ? "GatherElements" : "Gather", 13)
            .any(random, Noise.floats(random, shape))
            .input(picked)
            .integer("axis", random.nextBoolean() ? axis : axis - shape.length);
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, 0, all(pieces));
  }
}
