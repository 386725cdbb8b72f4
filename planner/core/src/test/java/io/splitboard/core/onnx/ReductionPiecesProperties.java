package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What works along axes, in parts off these axes. */
class ReductionPiecesProperties {

  private static long[] shape(Random random, int leastRank, int mostRank) {
    int rank = leastRank + random.nextInt(mostRank - leastRank + 1);
    return random.longs(rank, 1, 7).toArray();
  }

  private static <T> T pick(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static final List<String> KINDS =
      List.of(
          ("ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd"
                  + " ReduceSum ReduceSumSquare")
              .split(" "));

  private static int[] all(Pieces pieces) {
    return IntStream.range(0, pieces.shape().rank()).toArray();
  }

  @Property(tries = 80, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void reductions(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 2, 4);
    int version = pick(random, List.of(11, 13, 18));
    String kind = pick(random, KINDS);
    long[] axes =
        LongStream.range(0, shape.length).filter(axis -> random.nextInt(3) == 0).toArray();
    for (int i = 0; i < axes.length; i++) {
      axes[i] = random.nextBoolean() ? axes[i] : axes[i] - shape.length;
    }
    OneNode node = OneNode.of(kind, version).input(Noise.between(random, 0.5, 1, shape));
    if (version == 18 || (version == 13 && kind.equals("ReduceSum"))) {
      if (axes.length > 0) {
        node.vector(axes);
      }
      node.integer("noop_with_empty_axes", random.nextInt(2));
    } else if (axes.length > 0) {
      node.list("axes", axes);
    }
    Pieces pieces = Pieces.of(node.integer("keepdims", random.nextInt(2)));
    pieces.checkAlong(random, Pieces.ROUNDING, all(pieces));
  }

  @Property(tries = 30, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void positions(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 2, 4);
    OneNode node =
        OneNode.of(random.nextBoolean() ? "ArgMax" : "ArgMin", 13)
            .input(Noise.floats(random, shape))
            .integer("axis", random.nextInt(shape.length))
            .integer("keepdims", random.nextInt(2));
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, 0, all(pieces));
  }

  @Property(tries = 40, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void runningSumsAndLargest(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 2, 4);
    int axis = random.nextInt(shape.length);
    OneNode node;
    if (random.nextBoolean()) {
      node =
          OneNode.of("CumSum", 14)
              .input(Noise.floats(random, shape))
              .constant(Noise.reshaped(Noise.vector(axis - shape.length)));
    } else {
      node =
          OneNode.of("TopK", 11)
              .input(Noise.floats(random, shape))
              .vector(1 + random.nextInt((int) shape[axis]))
              .integer("axis", axis)
              .outputs(2);
    }
    Pieces pieces = Pieces.of(node).check(random, 0);
    for (int i = 0; i < shape.length; i++) {
      assertThat(pieces.whyWhole(i).isPresent()).isEqualTo(i == axis);
    }
  }
}
