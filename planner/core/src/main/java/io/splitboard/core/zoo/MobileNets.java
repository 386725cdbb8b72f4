package io.splitboard.core.zoo;

import io.splitboard.core.zoo.NetworkWriter.Kernel;
import io.splitboard.core.zoo.NetworkWriter.Value;

/** MobileNet-V1 (Howard et al. 2017) and MobileNet-V2 (Sandler et al. 2018). */
final class MobileNets {

  /** Output channels and stride of each depthwise-separable unit of V1. */
  private static final int[][] V1_UNITS = {
    {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1},
    {512, 1}, {512, 1}, {1024, 2}, {1024, 1}
  };

  /** Expansion, output channels, units and first stride of each stage of V2. */
  private static final int[][] V2_STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private MobileNets() {}

  /**
   * MobileNet-V1.
   *
   * @param width multiplier of all channels
   * @param resolution side of the image
   */
  static NetworkWriter v1(double width, int resolution) {
    NetworkWriter net = new NetworkWriter("mobilenet-v1");
    Value value = net.input(resolution);
    value = convolution(net, "stem.", value, scaled(32, width), Kernel.same(3, 2));
    for (int i = 0; i < V1_UNITS.length; i++) {
      String unit = "unit" + (i + 1) + ".";
      Kernel depthwise = Kernel.depthwise(V1_UNITS[i][1], value.channels());
      value = convolution(net, unit + "dw_", value, value.channels(), depthwise);
      value =
          convolution(net, unit + "pw_", value, scaled(V1_UNITS[i][0], width), Kernel.same(1, 1));
    }
    value = net.flatten("head.flatten", net.globalAveragePool("head.pool", value));
    net.output(net.softmax("head.softmax", net.dense("head.fc", value, 1000)));
    return net;
  }

  private static long scaled(int channels, double width) {
    return Math.round(channels * width);
  }

  /** MobileNet-V2 of width 1 for 224×224 images. */
  static NetworkWriter v2() {
    NetworkWriter net = new NetworkWriter("mobilenet-v2");
    Value value = net.input(224);
    value = convolution(net, "stem.", value, 32, Kernel.same(3, 2));
    for (int stage = 0; stage < V2_STAGES.length; stage++) {
      for (int i = 0; i < V2_STAGES[stage][2]; i++) {
        String unit = "stage%d.%d.".formatted(stage + 1, i);
        long stride = i == 0 ? V2_STAGES[stage][3] : 1;
        value = inverted(net, unit, value, V2_STAGES[stage][0], V2_STAGES[stage][1], stride);
      }
    }
    value = convolution(net, "head.", value, 1280, Kernel.same(1, 1));
    value = net.flatten("head.flatten", net.globalAveragePool("head.pool", value));
    net.output(net.dense("head.fc", value, 1000));
    return net;
  }

  private static Value inverted(
      NetworkWriter net, String unit, Value in, int expansion, long channels, long stride) {
    Value value = in;
    if (expansion > 1) {
      value = convolution(net, unit + "expand_", in, in.channels() * expansion, Kernel.same(1, 1));
    }
    Kernel depthwise = Kernel.depthwise(stride, value.channels());
    value = convolution(net, unit + "dw_", value, value.channels(), depthwise);
    value = net.projection(unit + "project_conv", value, channels);
    value = net.batchNormalization(unit + "project_bn", value);
    boolean residual = stride == 1 && in.channels() == channels;
    return residual ? net.add(unit + "add", in, value) : value;
  }

  private static Value convolution(
      NetworkWriter net, String prefix, Value in, long channels, Kernel kernel) {
    Value value = net.convolution(prefix + "conv", in, channels, kernel, false);
    return net.relu6(prefix + "relu", net.batchNormalization(prefix + "bn", value));
  }
}
