package io.splitboard.separable.export;

import io.splitboard.separable.network.Array;
import io.splitboard.separable.network.Parameters;
import io.splitboard.separable.network.Statistics;
import java.util.Arrays;

/** Each group's part of the weights, normalization folded in: w·γ/√(σ²+ε) and β − μ·γ/√(σ²+ε). */
final class FoldedWeights {

  private final Parameters parameters;
  private final Statistics statistics;
  private final int groups;

  FoldedWeights(Parameters parameters, Statistics statistics, int groups) {
    this.parameters = parameters;
    this.statistics = statistics;
    this.groups = groups;
  }

  /** Weight and bias of one layer of one group. */
  record Layer(Array weight, Array bias) {}

  /** A group's output channels with all their inputs. */
  Layer rows(String convolution, int group) {
    Array whole = parameters.get(convolution + ".weight");
    int out = (int) whole.shape()[0] / groups;
    int rowLength = whole.values().length / (int) whole.shape()[0];
    float[] weight =
        Arrays.copyOfRange(whole.values(), group * out * rowLength, (group + 1) * out * rowLength);
    float[] bias = new float[out];
    for (int row = 0; row < out; row++) {
      int channel = group * out + row;
      double scale = scale(convolution, channel);
      for (int i = row * rowLength; i < (row + 1) * rowLength; i++) {
        weight[i] = (float) (weight[i] * scale);
      }
      double mean = statistics.means().get(convolution)[channel];
      bias[row] = (float) (parameters.get(convolution + ".beta").values()[channel] - mean * scale);
    }
    long[] shape = whole.shape().clone();
    shape[0] = out;
    return new Layer(new Array(shape, weight), new Array(new long[] {out}, bias));
  }

  /** A group's output channels of a 1×1 convolution with the inputs of the same group only. */
  Layer diagonal(String convolution, int group) {
    Layer rows = rows(convolution, group);
    long[] shape = rows.weight().shape().clone();
    int in = (int) shape[1];
    shape[1] = in / groups;
    float[] weight = columns(rows.weight().values(), in, group);
    return new Layer(new Array(shape, weight), rows.bias());
  }

  /** A group's columns of the classifier; the first group also adds the bias. */
  Layer classifier(int group) {
    Array whole = parameters.get("classifier.weight");
    int classes = (int) whole.shape()[0];
    int channels = (int) whole.shape()[1];
    float[] weight = columns(whole.values(), channels, group);
    float[] bias = group == 0 ? parameters.get("classifier.bias").values() : new float[classes];
    return new Layer(
        new Array(new long[] {classes, channels / groups}, weight),
        new Array(new long[] {classes}, bias));
  }

  private float[] columns(float[] matrix, int columns, int group) {
    int width = columns / groups;
    int rows = matrix.length / columns;
    float[] chosen = new float[rows * width];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(matrix, row * columns + group * width, chosen, row * width, width);
    }
    return chosen;
  }

  private double scale(String convolution, int channel) {
    double variance = statistics.variances().get(convolution)[channel];
    double gamma = parameters.get(convolution + ".gamma").values()[channel];
    return gamma / Math.sqrt(variance + Statistics.EPSILON);
  }
}
