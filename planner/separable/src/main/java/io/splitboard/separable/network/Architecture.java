package io.splitboard.separable.network;

import io.splitboard.separable.policy.MixingPoint;
import io.splitboard.separable.policy.SeparableModel;
import java.util.ArrayList;
import java.util.List;

/**
 * A ResNeXt-like network whose channels are cut into K equal groups. Mixing point l is the first
 * 1×1 convolution of block l and gathers the block's input. Grouped 3×3 convolutions, the second
 * 1×1 and the shortcut never mix groups; nor does the stem: each group reads bands of its own, as
 * from a sensor of its own. The classifier sums one partial product per group.
 *
 * @param groups K, the number of devices
 * @param imageChannels bands of an image, a multiple of K
 * @param imageSize height and width of an image
 * @param classes number of classes
 * @param stemChannels channels after the stem, a 3×3 convolution of each group's bands
 * @param stemStride its stride
 * @param cardinality groups of each 3×3 convolution, a multiple of K
 * @param blocks in order
 */
public record Architecture(
    int groups,
    int imageChannels,
    int imageSize,
    int classes,
    int stemChannels,
    int stemStride,
    int cardinality,
    List<BlockShape> blocks) {

  /**
   * Checks that everything divides.
   *
   * @throws IllegalArgumentException if the channels cannot be cut into K equal groups
   */
  public Architecture {
    blocks = List.copyOf(blocks);
    boolean divides = groups > 1 && cardinality % groups == 0 && imageChannels % groups == 0;
    divides &= stemChannels % groups == 0;
    for (BlockShape block : blocks) {
      divides &= block.out() % cardinality == 0;
    }
    if (!divides) {
      throw new IllegalArgumentException(
          "channels do not divide into " + groups + " groups and cardinality " + cardinality);
    }
  }

  /**
   * Stages of equal blocks; each stage after the first halves the size and doubles the channels.
   *
   * @param groups K
   * @param image what it reads
   * @param stemStride stride of the stem
   * @param channels of the first stage
   * @param blocksPerStage number of blocks of each stage
   */
  public static Architecture staged(
      int groups, ImageShape image, int stemStride, int channels, List<Integer> blocksPerStage) {
    List<BlockShape> blocks = new ArrayList<>();
    int size = (image.size() + stemStride - 1) / stemStride;
    int in = channels;
    for (int stage = 0; stage < blocksPerStage.size(); stage++) {
      for (int block = 0; block < blocksPerStage.get(stage); block++) {
        int stride = block == 0 && stage > 0 ? 2 : 1;
        BlockShape shape =
            new BlockShape("block" + (blocks.size() + 1), in, channels << stage, stride, size);
        blocks.add(shape);
        in = shape.out();
        size = shape.outSize();
      }
    }
    return new Architecture(
        groups,
        image.channels(),
        image.size(),
        image.classes(),
        channels,
        stemStride,
        groups,
        blocks);
  }

  /** Number of mixing points. */
  public int points() {
    return blocks.size();
  }

  /** Height and width after the stem. */
  public int stemSize() {
    return (imageSize + stemStride - 1) / stemStride;
  }

  /** Channels that the classifier reads, all groups together. */
  public int lastChannels() {
    return blocks.get(blocks.size() - 1).out();
  }

  /** The closed forms of this network. */
  public SeparableModel model() {
    long stem = 9L * (imageChannels / groups) * stemChannels * stemSize() * stemSize();
    long head = (long) lastChannels() * classes;
    long body = 0;
    List<MixingPoint> points = new ArrayList<>();
    for (BlockShape block : blocks) {
      MixingPoint point = mixingPoint(block);
      points.add(point);
      body += point.exchangeMacs() * groups;
    }
    return new SeparableModel(groups, stem + body + head, stem / groups, points, head / groups);
  }

  /** Bytes of the bands that the host sends to each other device. */
  public long bandBytes() {
    return (long) imageChannels / groups * imageSize * imageSize * Float.BYTES;
  }

  /** Bytes of one device's partial product, which every other device sends to the host. */
  public long logitBytes() {
    return (long) classes * Float.BYTES;
  }

  /** Bytes of bands and partial products per inference, the same under every policy. */
  public long fixedBytes() {
    return (groups - 1) * (bandBytes() + logitBytes());
  }

  private MixingPoint mixingPoint(BlockShape block) {
    long before = (long) block.size() * block.size();
    long after = (long) block.outSize() * block.outSize();
    long dense = (long) block.in() * block.out() * before;
    long grouped = 9L * block.out() * (block.out() / cardinality) * after;
    long separate = (long) block.out() * block.out() * after / groups;
    long shortcut = block.projects() ? (long) block.in() * block.out() * after / groups : 0;
    long rest = (grouped + separate + shortcut) / groups;
    return new MixingPoint(
        block.name(),
        block.in(),
        block.size(),
        block.size(),
        dense / groups + rest,
        dense / groups / groups + rest);
  }
}
