package io.splitboard.core.onnx;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Pools in parts equal the whole. */
class PoolPiecesProperties {

  private static final String[] PADDING = {"NOTSET", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"};

  private static OneNode pool(Random random, String kind, int version, boolean plain) {
    int spatial = 1 + random.nextInt(3);
    long[] data = new long[spatial + 2];
    data[0] = 1 + random.nextInt(2);
    data[1] = 1 + random.nextInt(3);
    long[] kernel = new long[spatial];
    long[] stride = new long[spatial];
    long[] dilation = new long[spatial];
    long[] pads = new long[2 * spatial];
    String padding = PADDING[random.nextInt(PADDING.length)];
    for (int i = 0; i < spatial; i++) {
      kernel[i] = 1 + random.nextInt(4);
      stride[i] = 1 + random.nextInt(3);
      dilation[i] = 1 + random.nextInt(2);
      data[i + 2] = spatial == 3 ? 4 + random.nextInt(4) : 6 + random.nextInt(9);
      pads[i] = random.nextInt((int) kernel[i]);
      pads[i + spatial] = random.nextInt((int) kernel[i]);
    }
    OneNode node =
        OneNode.of(kind, version)
            .input(Noise.floats(random, data))
            .list("kernel_shape", kernel)
            .list("strides", stride);
    if (padding.equals("NOTSET")) {
      node.list("pads", pads);
    } else {
      node.text("auto_pad", padding);
    }
    boolean old = version < (kind.equals("MaxPool") ? 10 : kind.equals("LpPool") ? 18 : 19);
    if (!plain && !old && padding.equals("NOTSET") && random.nextBoolean()) {
      node.list("dilations", dilation);
    }
    if (!plain && version >= (kind.equals("LpPool") ? 18 : 10) && random.nextBoolean()) {
      node.integer("ceil_mode", 1);
    }
    if (kind.equals("AveragePool")) {
      node.integer("count_include_pad", random.nextInt(2));
    }
    return node;
  }

  private static int version(Random random) {
    return List.of(8, 11, 13, 18, 19, 22).get(random.nextInt(6));
  }

  @Property(tries = 100, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void largest(@ForAll long seed) {
    Random random = new Random(seed);
    Pieces.of(pool(random, "MaxPool", version(random), false)).checkAlong(random, 0, 0, 1, 2);
  }

  @Property(tries = 100, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void mean(@ForAll long seed) {
    Random random = new Random(seed);
    Pieces.of(pool(random, "AveragePool", version(random), false))
        .checkAlong(random, Pieces.ROUNDING, 0, 1, 2);
  }

  @Property(tries = 60, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void norm(@ForAll long seed) {
    Random random = new Random(seed);
    OneNode node =
        pool(random, "LpPool", version(random), false).integer("p", 1 + random.nextInt(3));
    Pieces.of(node).checkAlong(random, Pieces.ROUNDING, 0, 1);
  }

  @Property(tries = 60, maxDiscardRatio = 8, shrinking = ShrinkingMode.OFF)
  void nothingIsReadInVain(@ForAll long seed) {
    Random random = new Random(seed);
    String kind = random.nextBoolean() ? "MaxPool" : "AveragePool";
    Pieces.of(pool(random, kind, 13, true)).checkTight(random, 2);
  }

  @Property(tries = 30, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void overEverything(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> kinds = List.of("GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool");
    OneNode node =
        OneNode.of(kinds.get(random.nextInt(3)), 13)
            .input(Noise.floats(random, 1 + random.nextInt(3), 1 + random.nextInt(6), 5, 4));
    Pieces.of(node).checkAlong(random, Pieces.ROUNDING, 0, 1);
  }
}
