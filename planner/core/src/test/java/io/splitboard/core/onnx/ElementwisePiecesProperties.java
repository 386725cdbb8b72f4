package io.splitboard.core.onnx;

import io.splitboard.core.network.ElementType;
import io.splitboard.core.tensor.TensorData;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What works element by element, in parts. */
class ElementwisePiecesProperties {

  private static long[] shape(Random random, int leastRank, int mostRank) {
    int rank = leastRank + random.nextInt(mostRank - leastRank + 1);
    return random.longs(rank, 1, 7).toArray();
  }

  private static <T> T pick(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static final List<String> UNARY =
      List.of(
          ("Abs Acos Acosh Asin Asinh Atan Atanh Ceil Celu Cos Cosh Elu Erf Exp Floor Gelu HardSigmoid"
                  + " HardSwish Identity IsInf IsNaN LeakyRelu Log Mish Neg Reciprocal Relu Round Selu"
                  + " Shrink Sigmoid Sign Sin Sinh Softplus Softsign Sqrt Tan Tanh ThresholdedRelu")
              .split(" "));

  /** The shape with some axes of size 1, and perhaps without the first ones. */
  private static long[] narrowed(Random random, long[] shape) {
    int left = random.nextInt(3) == 0 ? random.nextInt(shape.length + 1) : 0;
    long[] narrowed = Arrays.copyOfRange(shape, left, shape.length);
    for (int i = 0; i < narrowed.length; i++) {
      narrowed[i] = random.nextInt(4) == 0 ? 1 : narrowed[i];
    }
    return narrowed;
  }

  private static int[] all(Pieces pieces) {
    return IntStream.range(0, pieces.shape().rank()).toArray();
  }

  @Property(tries = 80, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void ofOneElement(@ForAll long seed) {
    Random random = new Random(seed);
    OneNode node =
        OneNode.of(pick(random, UNARY), 22).input(Noise.floats(random, shape(random, 1, 5)));
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, Pieces.ROUNDING, all(pieces));
  }

  @Property(tries = 80, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void ofSeveralElements(@ForAll long seed) {
    Random random = new Random(seed);
    String kind =
        pick(random, List.of("Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Mean", "Sum"));
    boolean many = List.of("Max", "Min", "Mean", "Sum").contains(kind);
    long[] shape = shape(random, 1, 5);
    OneNode node = OneNode.of(kind, 13);
    for (int i = 0; i < (many ? 1 + random.nextInt(3) : 2); i++) {
      node.any(random, Noise.between(random, 0.1, 1, narrowed(random, shape)));
    }
    node.constants.set(0, false);
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, Pieces.ROUNDING, all(pieces));
  }

  @Property(tries = 60, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void ofOtherTypes(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 1, 4);
    String kind =
        pick(
            random,
            List.of(
                "Less", "Equal", "GreaterOrEqual", "And", "Or", "Xor", "Mod", "Where", "PRelu"));
    OneNode node = OneNode.of(kind, 16);
    switch (kind) {
      case "And", "Or", "Xor" ->
          node.input(Noise.booleans(random, shape))
              .any(random, Noise.booleans(random, narrowed(random, shape)));
      case "Where" ->
          node.input(Noise.booleans(random, narrowed(random, shape)))
              .any(random, Noise.floats(random, narrowed(random, shape)))
              .any(random, Noise.floats(random, shape));
      case "PRelu" ->
          node.input(Noise.floats(random, shape))
              .constant(Noise.floats(random, narrowed(random, shape)));
      default ->
          node.input(Noise.integers(random, ElementType.INT32, 1, 9, narrowed(random, shape)))
              .any(random, Noise.integers(random, ElementType.INT32, 1, 9, shape));
    }
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, Pieces.ROUNDING, all(pieces));
  }

  @Property(tries = 60, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void withSettings(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 1, 4);
    TensorData data = Noise.floats(random, shape);
    OneNode node =
        switch (random.nextInt(6)) {
          case 0 ->
              OneNode.of("Clip", 13)
                  .input(data)
                  .constant(Noise.reshaped(Noise.reals(-0.5)))
                  .constant(Noise.reshaped(Noise.reals(0.5)));
          case 1 -> OneNode.of("Clip", 6).input(data).real("min", -0.3);
          case 2 -> OneNode.of("Dropout", 13).input(data).outputs(2);
          case 3 ->
              OneNode.of("Dropout", 13)
                  .input(data)
                  .constant(Noise.reshaped(Noise.reals(0.5)))
                  .constant(Noise.reshaped(Noise.integers(random, ElementType.BOOL, 0, 1, 1)));
          case 4 -> OneNode.of("Cast", 13).input(data).integer("to", 11);
          default ->
              OneNode.of("CastLike", 15)
                  .input(data)
                  .input(Noise.integers(random, ElementType.INT32, 0, 5, 3));
        };
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, 0, all(pieces));
  }

  @Property(tries = 60, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void quantization(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 2, 4);
    int axis = random.nextInt(shape.length);
    boolean quantizes = random.nextBoolean();
    TensorData data =
        quantizes
            ? Noise.floats(random, shape)
            : Noise.integers(random, ElementType.INT8, -100, 100, shape);
    OneNode node = OneNode.of(quantizes ? "QuantizeLinear" : "DequantizeLinear", 21).input(data);
    int form = random.nextInt(3);
    long[] scale = {};
    if (form == 1) {
      scale = new long[] {shape[axis]};
    } else if (form == 2) {
      scale = shape.clone();
      scale[axis] = (shape[axis] + 1) / 2;
      node.integer("block_size", 2);
    }
    node.any(random, Noise.between(random, 0.01, 0.02, scale));
    node.any(random, Noise.integers(random, ElementType.INT8, -9, 9, scale));
    node.integer("axis", random.nextBoolean() ? axis : axis - shape.length);
    Pieces pieces = Pieces.of(node).check(random, 0);
    if (form < 2) {
      pieces.checkAlong(random, 0, all(pieces));
    }
  }

  @Property(tries = 20, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void ofMicrosoft(@ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = shape(random, 2, 3);
    String kind = pick(random, List.of("Gelu", "FastGelu", "BiasGelu", "QuickGelu"));
    OneNode node = OneNode.of(kind, 13).domain("com.microsoft").input(Noise.floats(random, shape));
    if (kind.equals("BiasGelu") || (kind.equals("FastGelu") && random.nextBoolean())) {
      node.constant(Noise.floats(random, shape[shape.length - 1]));
    }
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, Pieces.ROUNDING, all(pieces));
  }
}
