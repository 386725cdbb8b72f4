package io.splitboard.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BlockGroupingProperties {

  private static Layer layer(String id, int index, List<String> inputs, LayerKind kind) {
    return new Layer(
        id,
        index,
        kind == LayerKind.MEMORY ? "Relu" : "Conv",
        "",
        List.of(index),
        inputs,
        List.of("t" + index),
        List.of(),
        kind,
        new LayerCost(kind == LayerKind.MEMORY ? 0 : 100, 0, 0),
        List.of());
  }

  /** Blocks are runs of the topological order, so no block can wait for a later one. */
  @Property(tries = 200)
  void everyLayerIsInOneBlockAndBlocksAreRuns(
      @ForAll @IntRange(min = 1, max = 400) int count, @ForAll long seed) {
    Random random = new Random(seed);
    List<Layer> layers = new ArrayList<>();
    String[] names = {"conv%d", "a.b%d.c", "stage/unit/conv%d", "%d"};
    for (int i = 0; i < count; i++) {
      List<String> inputs = i == 0 ? List.of("x") : List.of("t" + (i - 1), "t" + random.nextInt(i));
      LayerKind kind = LayerKind.values()[random.nextInt(LayerKind.values().length)];
      String id = names[random.nextInt(names.length)].formatted(i);
      layers.add(layer(id, i, inputs.stream().distinct().toList(), kind));
    }
    List<Block> blocks = BlockGrouping.of(layers);
    List<String> inBlocks = new ArrayList<>();
    blocks.forEach(block -> inBlocks.addAll(block.layers()));
    assertThat(inBlocks).isEqualTo(layers.stream().map(Layer::id).toList());
    assertThat(blocks).allMatch(block -> block.layers().size() <= BlockGrouping.MOST_LAYERS);
    assertThat(blocks.stream().map(Block::id)).doesNotHaveDuplicates();
  }

  @Example
  void noLayersNoBlocks() {
    assertThat(BlockGrouping.of(List.of())).isEmpty();
  }
}
