package io.splitboard.core.zoo;

import io.splitboard.core.zoo.NetworkWriter.Kernel;
import io.splitboard.core.zoo.NetworkWriter.Value;

/**
 * ResNet-50 (He et al. 2016) and ResNeXt-50 (Xie et al. 2017): four stages of bottleneck units.
 *
 * @param name of the graph
 * @param strideFirst whether a stage's first unit halves the resolution in its first 1×1
 *     convolution (v1) or in its 3×3 convolution (v1.5)
 * @param groups of the 3×3 convolutions
 * @param widthPerGroup channels per group in the first stage's 3×3 convolutions
 */
record ResidualNetworks(String name, boolean strideFirst, int groups, int widthPerGroup) {

  private static final int[] UNITS = {3, 4, 6, 3};

  NetworkWriter build() {
    NetworkWriter net = new NetworkWriter(name);
    Value value = net.input(224);
    value = net.convolution("stem.conv", value, 64, Kernel.same(7, 2), false);
    value = net.relu("stem.relu", net.batchNormalization("stem.bn", value));
    value = net.maxPool("stem.pool", value, Kernel.same(3, 2));
    for (int stage = 0; stage < UNITS.length; stage++) {
      for (int unit = 0; unit < UNITS[stage]; unit++) {
        long stride = unit == 0 && stage > 0 ? 2 : 1;
        value = unit(net, "stage%d.%d".formatted(stage + 1, unit), value, stage, stride);
      }
    }
    value = net.flatten("head.flatten", net.globalAveragePool("head.pool", value));
    net.output(net.dense("head.fc", value, 1000));
    return net;
  }

  private Value unit(NetworkWriter net, String unit, Value in, int stage, long stride) {
    long width = ((long) groups * widthPerGroup) << stage;
    long channels = 256L << stage;
    long first = strideFirst ? stride : 1;
    Value value = net.convolution(unit + ".conv1", in, width, Kernel.same(1, first), false);
    value = net.relu(unit + ".relu1", net.batchNormalization(unit + ".bn1", value));
    Kernel middle = new Kernel(3, stride / first, 1, groups);
    value = net.convolution(unit + ".conv2", value, width, middle, false);
    value = net.relu(unit + ".relu2", net.batchNormalization(unit + ".bn2", value));
    value = net.convolution(unit + ".conv3", value, channels, Kernel.same(1, 1), false);
    value = net.batchNormalization(unit + ".bn3", value);
    Value shortcut = in;
    if (in.channels() != channels) {
      shortcut = net.convolution(unit + ".shortcut", in, channels, Kernel.same(1, stride), false);
      shortcut = net.batchNormalization(unit + ".shortcut_bn", shortcut);
    }
    return net.relu(unit + ".relu3", net.add(unit + ".add", value, shortcut));
  }
}
