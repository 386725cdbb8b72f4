package io.splitboard.separable.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * ResNeXt-50 32×4d at 224² with an exchange at each of its 16 block outputs: the reference of the
 * closed forms. Every device computes the whole stem.
 */
public final class ResNextReference {

  private static final int[] BLOCKS = {3, 4, 6, 3};
  private static final int CARDINALITY = 32;
  private static final int CLASSES = 1000;

  private ResNextReference() {}

  /** The reference for K devices. */
  public static SeparableModel model(int groups) {
    long stem = 7L * 7 * 3 * 64 * 112 * 112;
    long head = 2048L * CLASSES;
    List<MixingPoint> points = new ArrayList<>();
    long body = 0;
    int channels = 64;
    for (int stage = 0; stage < BLOCKS.length; stage++) {
      for (int block = 0; block < BLOCKS[stage]; block++) {
        int out = 256 << stage;
        int size = 56 >> stage;
        int sizeBefore = block == 0 && stage > 0 ? 2 * size : size;
        long dense = pointwiseMacs(channels, out / 2, sizeBefore);
        long rest = 9L * (out / 2) * (out / 2 / CARDINALITY) * size * size;
        rest += pointwiseMacs(out / 2, out, size);
        rest += block == 0 ? pointwiseMacs(channels, out, size) : 0;
        body += dense + rest;
        points.add(
            new MixingPoint(
                "stage" + (stage + 1) + ".block" + (block + 1),
                out,
                size,
                size,
                (dense + rest) / groups,
                dense / groups / groups + rest / groups));
        channels = out;
      }
    }
    return new SeparableModel(groups, stem + body + head, stem, points, head);
  }

  private static long pointwiseMacs(int from, int to, int size) {
    return (long) from * to * size * size;
  }
}
