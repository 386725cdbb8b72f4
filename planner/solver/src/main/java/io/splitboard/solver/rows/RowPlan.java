package io.splitboard.solver.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Blocks of layers, each with its own shares. Inside a block nothing is exchanged: a device
 * computes the rows around its own that its later layers in the block need, which other devices
 * compute too.
 *
 * @param host id of the device between the secondaries
 * @param blocks in the order of the layers; the first begins at layer 0
 */
public record RowPlan(String host, List<Block> blocks) {

  /**
   * A block.
   *
   * @param from index of its first layer
   * @param segments how the rows of what it makes are shared out
   */
  public record Block(int from, Segments segments) {}

  /** Copies the list and checks it. */
  public RowPlan {
    blocks = List.copyOf(blocks);
    if (blocks.isEmpty() || blocks.get(0).from() != 0) {
      throw new IllegalArgumentException("the first block begins at layer 0");
    }
    for (int i = 1; i < blocks.size(); i++) {
      if (blocks.get(i).from() <= blocks.get(i - 1).from()) {
        throw new IllegalArgumentException("blocks must ascend");
      }
    }
  }

  /**
   * Blocks that share rows alike.
   *
   * @param starts indices of the layers at which blocks begin; 0 need not be among them
   */
  public static RowPlan uniform(Segments segments, Iterable<Integer> starts) {
    TreeSet<Integer> sorted = new TreeSet<>(List.of(0));
    starts.forEach(sorted::add);
    return new RowPlan(
        segments.host(), sorted.stream().map(start -> new Block(start, segments)).toList());
  }

  /** Number of the block that holds a layer. */
  public int blockOf(int layer) {
    int block = 0;
    while (block + 1 < blocks.size() && blocks.get(block + 1).from() <= layer) {
      block++;
    }
    return block;
  }

  /** The same with a block joined to the one before it, whose shares it takes over. */
  RowPlan joined(int block) {
    List<Block> fewer = new ArrayList<>(blocks);
    fewer.remove(block);
    return new RowPlan(host, fewer);
  }

  /** The same with a block that begins at one more layer, with the shares that it had there. */
  RowPlan split(int layer) {
    List<Block> more = new ArrayList<>(blocks);
    int block = blockOf(layer);
    more.add(block + 1, new Block(layer, blocks.get(block).segments()));
    return new RowPlan(host, more);
  }

  /** The same with other shares in one block. */
  RowPlan with(int block, Segments segments) {
    List<Block> changed = new ArrayList<>(blocks);
    changed.set(block, new Block(blocks.get(block).from(), segments));
    return new RowPlan(host, changed);
  }

  /** Whether a block begins at this layer. */
  boolean beginsAt(int layer) {
    return blocks.stream().anyMatch(block -> block.from() == layer);
  }
}
