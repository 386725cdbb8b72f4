package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Fused attention by heads, by queries and by requests. */
class AttentionPiecesProperties {

  private record Sizes(
      long batch, long queries, long keys, long keyHeads, long heads, long size, long valueSize) {

    static Sizes of(Random random) {
      long keyHeads = 1 + random.nextInt(4);
      return new Sizes(
          1 + random.nextInt(2),
          2 + random.nextInt(4),
          2 + random.nextInt(4),
          keyHeads,
          keyHeads * (1 + random.nextInt(2)),
          2 + 2 * random.nextInt(3),
          2 + 2 * random.nextInt(3));
    }
  }

  @Property(tries = 60, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void headsOnAnAxisOfTheirOwn(@ForAll long seed) {
    Random random = new Random(seed);
    Sizes s = Sizes.of(random);
    boolean causal = random.nextInt(3) == 0;
    OneNode node =
        OneNode.of("Attention", 23)
            .input(Noise.floats(random, s.batch(), s.heads(), s.queries(), s.size()))
            .input(Noise.floats(random, s.batch(), s.keyHeads(), s.keys(), s.size()))
            .input(Noise.floats(random, s.batch(), s.keyHeads(), s.keys(), s.valueSize()))
            .integer("is_causal", causal ? 1 : 0);
    if (!causal && random.nextBoolean()) {
      long[] mask =
          random.nextBoolean()
              ? new long[] {s.queries(), s.keys()}
              : new long[] {s.batch(), random.nextBoolean() ? 1 : s.heads(), s.queries(), s.keys()};
      node.any(random, Noise.floats(random, mask));
    }
    Pieces pieces = Pieces.of(node);
    pieces.checkAlong(random, Pieces.ROUNDING, causal ? new int[] {0, 1} : new int[] {0, 1, 2});
    assertThat(pieces.whyWhole(3)).isPresent();
    assertThat(pieces.whyWhole(2).isPresent()).isEqualTo(causal);
  }

  @Property(tries = 60, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void headsAmongFeatures(@ForAll long seed) {
    Random random = new Random(seed);
    Sizes s = Sizes.of(random);
    OneNode node =
        OneNode.of("Attention", 23)
            .input(Noise.floats(random, s.batch(), s.queries(), s.heads() * s.size()))
            .input(Noise.floats(random, s.batch(), s.keys(), s.keyHeads() * s.size()))
            .input(Noise.floats(random, s.batch(), s.keys(), s.keyHeads() * s.valueSize()))
            .integer("q_num_heads", s.heads())
            .integer("kv_num_heads", s.keyHeads());
    Pieces.of(node).checkAlong(random, Pieces.ROUNDING, 0, 1, 2);
  }

  @Property(tries = 60, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void onnxRuntimesOwn(@ForAll long seed) {
    Random random = new Random(seed);
    Sizes s = Sizes.of(random);
    OneNode node =
        OneNode.of("MultiHeadAttention", 17)
            .domain("com.microsoft")
            .input(Noise.floats(random, s.batch(), s.queries(), s.heads() * s.size()))
            .input(Noise.floats(random, s.batch(), s.keys(), s.heads() * s.size()))
            .input(Noise.floats(random, s.batch(), s.keys(), s.heads() * s.valueSize()))
            .integer("num_heads", s.heads());
    boolean biased = random.nextBoolean();
    if (biased) {
      node.any(random, Noise.floats(random, s.heads() * (2 * s.size() + s.valueSize())));
    }
    if (random.nextBoolean()) {
      if (!biased) {
        node.absent();
      }
      node.absent().input(Noise.floats(random, 1, s.heads(), s.queries(), s.keys()));
    }
    Pieces.of(node).checkAlong(random, Pieces.ROUNDING, 0, 1, 2);
  }

  @Property(tries = 60, maxDiscardRatio = 1, shrinking = ShrinkingMode.OFF)
  void projectionsIncluded(@ForAll long seed) {
    Random random = new Random(seed);
    Sizes s = Sizes.of(random);
    boolean alike = random.nextBoolean();
    long value = alike ? s.size() : s.valueSize();
    long features = s.heads() * (2 * s.size() + value);
    OneNode node =
        OneNode.of("Attention", 17)
            .domain("com.microsoft")
            .input(Noise.floats(random, s.batch(), s.queries(), 6))
            .any(random, Noise.floats(random, 6, features))
            .any(random, Noise.floats(random, features))
            .integer("unidirectional", random.nextInt(2))
            .integer("num_heads", s.heads());
    if (!alike) {
      node.list("qkv_hidden_sizes", s.heads() * s.size(), s.heads() * s.size(), s.heads() * value);
    }
    Pieces pieces = Pieces.of(node).checkAlong(random, Pieces.ROUNDING, 0, 2);
    assertThat(pieces.whyWhole(1)).isPresent();
  }
}
