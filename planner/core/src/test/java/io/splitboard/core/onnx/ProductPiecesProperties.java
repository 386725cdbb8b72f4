package io.splitboard.core.onnx;

import io.splitboard.core.network.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Products of matrices in parts, and as sums of parts. */
class ProductPiecesProperties {

  private static <T> T pick(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @Property(tries = 60, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void gemm(@ForAll long seed) {
    Random random = new Random(seed);
    long rows = 1 + random.nextInt(9);
    long inner = 1 + random.nextInt(12);
    long columns = 1 + random.nextInt(9);
    boolean left = random.nextBoolean();
    boolean right = random.nextBoolean();
    int version = pick(random, List.of(7, 9, 11, 13));
    OneNode node =
        OneNode.of("Gemm", version)
            .input(left ? Noise.floats(random, inner, rows) : Noise.floats(random, rows, inner))
            .any(
                random,
                right ? Noise.floats(random, columns, inner) : Noise.floats(random, inner, columns))
            .integer("transA", left ? 1 : 0)
            .integer("transB", right ? 1 : 0)
            .real("alpha", 0.7)
            .real("beta", 1.3);
    boolean biased = version < 11 || random.nextBoolean();
    if (biased) {
      long[] bias =
          pick(
              random,
              List.of(
                  new long[] {columns},
                  new long[] {1, columns},
                  new long[] {rows, 1},
                  new long[] {rows, columns},
                  new long[] {1}));
      node.any(random, Noise.floats(random, bias));
    }
    Pieces pieces = Pieces.of(node).checkAlong(random, Pieces.ROUNDING, 0, 1);
    if (version >= 11) {
      pieces.checkSum(random);
    }
  }

  /** Shapes of two factors whose stacks are broadcast. */
  private static List<long[]> factors(Random random) {
    List<Long> left = new ArrayList<>();
    List<Long> right = new ArrayList<>();
    int stacks = random.nextInt(3);
    for (int i = 0; i < stacks; i++) {
      long size = 1 + random.nextInt(4);
      left.add(random.nextInt(4) == 0 ? 1 : size);
      right.add(random.nextInt(4) == 0 ? 1 : size);
    }
    if (random.nextInt(3) == 0) {
      (random.nextBoolean() ? left : right).clear();
    }
    long inner = 1 + random.nextInt(12);
    if (!left.isEmpty() || random.nextInt(5) > 0) {
      left.add(1L + random.nextInt(8));
    }
    left.add(inner);
    right.add(inner);
    if (right.size() > 1 || random.nextInt(5) > 0) {
      right.add(1L + random.nextInt(8));
    }
    return List.of(array(left), array(right));
  }

  private static long[] array(List<Long> sizes) {
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private static int[] all(Pieces pieces) {
    return IntStream.range(0, pieces.shape().rank()).toArray();
  }

  @Property(tries = 80, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void matrices(@ForAll long seed) {
    Random random = new Random(seed);
    List<long[]> shapes = factors(random);
    OneNode node =
        OneNode.of("MatMul", 13)
            .any(random, Noise.floats(random, shapes.get(0)))
            .input(Noise.floats(random, shapes.get(1)));
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, Pieces.ROUNDING, all(pieces)).checkSum(random);
  }

  @Property(tries = 40, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void integerMatrices(@ForAll long seed) {
    Random random = new Random(seed);
    List<long[]> shapes = factors(random);
    long columns = shapes.get(1)[shapes.get(1).length - 1];
    OneNode node =
        OneNode.of("MatMulInteger", 13)
            .input(Noise.integers(random, ElementType.UINT8, 0, 255, shapes.get(0)))
            .any(random, Noise.integers(random, ElementType.INT8, -64, 64, shapes.get(1)));
    if (random.nextBoolean()) {
      boolean each = shapes.get(1).length == 2 && random.nextBoolean();
      node.constant(Noise.integers(random, ElementType.UINT8, 0, 200, 1))
          .constant(Noise.integers(random, ElementType.INT8, -9, 9, each ? columns : 1));
    }
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, 0, all(pieces)).checkSum(random);
  }

  @Property(tries = 40, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void quantizedMatrices(@ForAll long seed) {
    Random random = new Random(seed);
    List<long[]> shapes = factors(random);
    long columns = shapes.get(1)[shapes.get(1).length - 1];
    boolean each = shapes.get(1).length == 2 && random.nextBoolean();
    OneNode node =
        OneNode.of("QLinearMatMul", 13)
            .input(Noise.integers(random, ElementType.UINT8, 0, 255, shapes.get(0)))
            .constant(Noise.reals(0.02))
            .constant(Noise.integers(random, ElementType.UINT8, 100, 140, 1))
            .constant(Noise.integers(random, ElementType.INT8, -64, 64, shapes.get(1)))
            .constant(Noise.between(random, 0.01, 0.02, each ? columns : 1))
            .constant(Noise.integers(random, ElementType.INT8, 0, 1, each ? columns : 1))
            .constant(Noise.reals(0.5))
            .constant(Noise.integers(random, ElementType.UINT8, 100, 140, 1));
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, 0, all(pieces));
  }

  @Property(tries = 40, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void byLetters(@ForAll long seed) {
    Random random = new Random(seed);
    String equation =
        pick(
            random,
            List.of(
                "bij,bjk->bik",
                "ij,jk",
                "bhid,bhjd->bhij",
                "ij->ji",
                "ii->i",
                "ij,kj->ik",
                "i,j->ij",
                "bij,jk->bik",
                "abc->b"));
    String[] terms = equation.split("->")[0].split(",");
    long[] sizes = random.longs(26, 1, 6).toArray();
    OneNode node = OneNode.of("Einsum", 13).text("equation", equation);
    for (String term : terms) {
      node.any(random, Noise.floats(random, term.chars().mapToLong(c -> sizes[c - 'a']).toArray()));
    }
    node.constants.set(0, false);
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, Pieces.ROUNDING, all(pieces));
  }
}
