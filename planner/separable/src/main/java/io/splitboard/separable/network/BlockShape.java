package io.splitboard.separable.network;

/**
 * One residual block: dense 1×1 (the mixing point), grouped 3×3, 1×1 by device group, shortcut.
 *
 * @param name unique in the network, for example {@code block2}
 * @param in channels that it reads, all groups together
 * @param out channels that it makes; also the width of its middle
 * @param stride of the 3×3 convolution, 1 or 2
 * @param size height and width of what it reads
 */
public record BlockShape(String name, int in, int out, int stride, int size) {

  /** Height and width of what it makes. */
  public int outSize() {
    return (size + stride - 1) / stride;
  }

  /** Whether the shortcut needs a convolution of its own. */
  public boolean projects() {
    return in != out || stride != 1;
  }
}
