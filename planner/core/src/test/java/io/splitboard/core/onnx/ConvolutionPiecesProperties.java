package io.splitboard.core.onnx;

import io.splitboard.core.network.ElementType;
import io.splitboard.core.tensor.TensorData;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Convolutions in parts equal the whole. */
class ConvolutionPiecesProperties {

  private static final String[] PADDING = {"NOTSET", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"};

  /** Sizes, kernels and attributes of one convolution. */
  private static final class Setup {
    final int spatial;
    final long group;
    final long inputs;
    final long outputs;
    final long[] data;
    final long[] kernel;
    final long[] stride;
    final long[] dilation;
    final long[] pads;
    final String padding;

    Setup(Random random) {
      spatial = 1 + random.nextInt(3);
      group = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
      long each = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(3);
      inputs = group * each;
      outputs = group * (1 + random.nextInt(3));
      padding = PADDING[random.nextInt(PADDING.length)];
      data = new long[spatial + 2];
      data[0] = 1 + random.nextInt(2);
      data[1] = inputs;
      kernel = new long[spatial];
      stride = new long[spatial];
      dilation = new long[spatial];
      pads = new long[2 * spatial];
      for (int i = 0; i < spatial; i++) {
        kernel[i] = 1 + random.nextInt(4);
        stride[i] = 1 + random.nextInt(3);
        dilation[i] = padding.equals("NOTSET") && random.nextInt(3) == 0 ? 2 : 1;
        data[i + 2] = spatial == 3 ? 3 + random.nextInt(5) : 4 + random.nextInt(12);
        pads[i] = random.nextInt(4);
        pads[i + spatial] = random.nextInt(4);
      }
    }

    long[] weight(long first, long second) {
      long[] sizes = new long[spatial + 2];
      sizes[0] = first;
      sizes[1] = second;
      System.arraycopy(kernel, 0, sizes, 2, spatial);
      return sizes;
    }

    OneNode attributes(OneNode node, Random random) {
      node.list("strides", stride).integer("group", group);
      if (random.nextBoolean()) {
        node.list("kernel_shape", kernel);
      }
      if (padding.equals("NOTSET")) {
        return node.list("pads", pads).list("dilations", dilation);
      }
      return node.text("auto_pad", padding);
    }

    boolean isDilated() {
      for (long one : dilation) {
        if (one > 1) {
          return true;
        }
      }
      return false;
    }
  }

  @Property(tries = 150, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void convolution(@ForAll long seed) {
    Random random = new Random(seed);
    Setup setup = new Setup(random);
    OneNode node =
        OneNode.of("Conv", 13)
            .input(Noise.floats(random, setup.data))
            .any(
                random,
                Noise.floats(random, setup.weight(setup.outputs, setup.inputs / setup.group)));
    if (random.nextBoolean()) {
      node.any(random, Noise.floats(random, setup.outputs));
    }
    Pieces pieces = Pieces.of(setup.attributes(node, random));
    pieces.checkAlong(random, Pieces.ROUNDING, 0, 1, 2);
    if (setup.group == 1) {
      pieces.checkSum(random);
    }
  }

  @Property(tries = 60, maxDiscardRatio = 8, shrinking = ShrinkingMode.OFF)
  void convolutionReadsNothingInVain(@ForAll long seed) {
    Random random = new Random(seed);
    Setup setup = new Setup(random);
    Assume.that(!setup.isDilated());
    OneNode node =
        OneNode.of("Conv", 13)
            .input(Noise.floats(random, setup.data))
            .constant(
                Noise.between(
                    random, 0.5, 1, setup.weight(setup.outputs, setup.inputs / setup.group)));
    Pieces.of(setup.attributes(node, random)).checkTight(random, 2);
  }

  @Property(tries = 150, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void quantizedConvolution(@ForAll long seed) {
    Random random = new Random(seed);
    Setup setup = new Setup(random);
    boolean perChannel = random.nextBoolean();
    long[] weight = setup.weight(setup.outputs, setup.inputs / setup.group);
    OneNode node =
        OneNode.of("QLinearConv", 13)
            .input(Noise.integers(random, ElementType.UINT8, 0, 255, setup.data))
            .constant(scalar(Noise.reals(0.02)))
            .constant(scalar(Noise.integers(random, ElementType.UINT8, 100, 140, 1)))
            // On x86 without VNNI, sums of such weights overflow 16 bits; pieces must do so, too.
            .constant(Noise.integers(random, ElementType.INT8, -128, 128, weight));
    if (perChannel) {
      node.constant(Noise.between(random, 0.01, 0.02, setup.outputs))
          .constant(Noise.integers(random, ElementType.INT8, 0, 1, setup.outputs));
    } else {
      node.constant(scalar(Noise.reals(0.02)))
          .constant(scalar(Noise.integers(random, ElementType.INT8, 0, 1, 1)));
    }
    node.constant(scalar(Noise.reals(0.5)))
        .constant(scalar(Noise.integers(random, ElementType.UINT8, 100, 140, 1)));
    if (random.nextBoolean()) {
      node.constant(Noise.integers(random, ElementType.INT32, -1000, 1000, setup.outputs));
    }
    Pieces.of(setup.attributes(node, random)).checkAlong(random, 0, 1, 2);
  }

  @Property(tries = 60, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void integerConvolution(@ForAll long seed) {
    Random random = new Random(seed);
    Setup setup = new Setup(random);
    long[] weight = setup.weight(setup.outputs, setup.inputs / setup.group);
    OneNode node =
        OneNode.of("ConvInteger", 13)
            .input(Noise.integers(random, ElementType.UINT8, 0, 255, setup.data))
            .constant(Noise.integers(random, ElementType.UINT8, 0, 255, weight));
    if (random.nextBoolean()) {
      node.constant(scalar(Noise.integers(random, ElementType.UINT8, 0, 255, 1)))
          .constant(scalar(Noise.integers(random, ElementType.UINT8, 0, 255, 1)));
    }
    Pieces pieces = Pieces.of(setup.attributes(node, random));
    pieces.checkAlong(random, 0, 1, 2);
    if (setup.group == 1) {
      pieces.checkSum(random);
    }
  }

  private static TensorData scalar(TensorData data) {
    return Noise.reshaped(data);
  }

  @Property(tries = 150, maxDiscardRatio = 2, shrinking = ShrinkingMode.OFF)
  void transposedConvolution(@ForAll long seed) {
    Random random = new Random(seed);
    Setup setup = new Setup(random);
    for (int i = 0; i < setup.spatial; i++) {
      setup.data[i + 2] = 1 + random.nextInt(6);
    }
    OneNode node =
        OneNode.of("ConvTranspose", 11)
            .input(Noise.floats(random, setup.data))
            .any(
                random,
                Noise.floats(random, setup.weight(setup.inputs, setup.outputs / setup.group)));
    if (random.nextBoolean()) {
      node.any(random, Noise.floats(random, setup.outputs));
    }
    setup.attributes(node, random);
    long[] extra = new long[setup.spatial];
    long[] sizes = new long[setup.spatial];
    for (int i = 0; i < setup.spatial; i++) {
      extra[i] = random.nextInt((int) setup.stride[i]);
      sizes[i] =
          (setup.data[i + 2] - 1) * setup.stride[i]
              + (setup.kernel[i] - 1) * setup.dilation[i]
              + 1
              + extra[i]
              - random.nextInt(4);
    }
    if (random.nextBoolean()) {
      node.list("output_padding", extra);
    }
    if (random.nextInt(4) == 0) {
      node.list("output_shape", sizes);
    }
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, Pieces.ROUNDING, 0, 1, 2);
    if (setup.group == 1) {
      pieces.checkSum(random);
    }
  }
}
