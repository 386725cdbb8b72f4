package io.splitboard.core.zoo;

import io.splitboard.core.zoo.NetworkWriter.Kernel;
import io.splitboard.core.zoo.NetworkWriter.Value;

/** The classic chains: AlexNet in its one-column form, and VGG. */
final class ChainNetworks {

  private static final Kernel HALVE = new Kernel(2, 2, 0, 1);
  private static final Kernel OVERLAPPING = new Kernel(3, 2, 0, 1);

  private ChainNetworks() {}

  /** AlexNet as in "One weird trick" (Krizhevsky 2014): no groups, no normalization. */
  static NetworkWriter alexNet() {
    NetworkWriter net = new NetworkWriter("alexnet");
    Value value = net.input(224);
    value = convolution(net, "1", value, 64, new Kernel(11, 4, 2, 1));
    value = net.maxPool("pool1", value, OVERLAPPING);
    value = convolution(net, "2", value, 192, Kernel.same(5, 1));
    value = net.maxPool("pool2", value, OVERLAPPING);
    value = convolution(net, "3", value, 384, Kernel.same(3, 1));
    value = convolution(net, "4", value, 256, Kernel.same(3, 1));
    value = convolution(net, "5", value, 256, Kernel.same(3, 1));
    value = net.maxPool("pool5", value, OVERLAPPING);
    return head(net, value);
  }

  /**
   * VGG (Simonyan and Zisserman 2015), configurations D and E.
   *
   * @param depth 16 or 19
   */
  static NetworkWriter vgg(int depth) {
    NetworkWriter net = new NetworkWriter("vgg" + depth);
    int[] channels = {64, 128, 256, 512, 512};
    Value value = net.input(224);
    for (int block = 1; block <= channels.length; block++) {
      int count = block <= 2 ? 2 : depth == 16 ? 3 : 4;
      for (int i = 1; i <= count; i++) {
        value = convolution(net, block + "_" + i, value, channels[block - 1], Kernel.same(3, 1));
      }
      value = net.maxPool("pool" + block, value, HALVE);
    }
    return head(net, value);
  }

  private static Value convolution(
      NetworkWriter net, String number, Value in, int channels, Kernel kernel) {
    return net.relu("relu" + number, net.convolution("conv" + number, in, channels, kernel, true));
  }

  private static NetworkWriter head(NetworkWriter net, Value features) {
    Value value = net.flatten("flatten", features);
    value = net.relu("relu6", net.dense("fc6", value, 4096));
    value = net.relu("relu7", net.dense("fc7", value, 4096));
    net.output(net.softmax("softmax", net.scores("fc8", value, 1000)));
    return net;
  }
}
