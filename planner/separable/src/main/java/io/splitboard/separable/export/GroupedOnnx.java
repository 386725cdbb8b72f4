package io.splitboard.separable.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.splitboard.core.project.AtomicFiles;
import io.splitboard.separable.network.Architecture;
import io.splitboard.separable.network.BlockShape;
import io.splitboard.separable.network.Parameters;
import io.splitboard.separable.network.Statistics;
import io.splitboard.separable.policy.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a network under a policy as an ONNX graph in which every group has layers and tensors of
 * its own: {@code g0.block2.conv1}, {@code g1.block2.conv1} and so on. A {@code gather} (Concat)
 * joins the groups only where the policy exchanges; {@code host.split} hands each group its bands
 * and {@code host.sum} adds the partial logits in which each group ends. Normalizations are folded
 * into the convolutions. The batch size is 1.
 *
 * <p>With group k's layers whole on device k and the host's on device 0, one request moves exactly
 * D(t) bytes of exchange and {@link Architecture#fixedBytes()} of bands and partial logits.
 */
public final class GroupedOnnx {

  /** Name of the input tensor. */
  public static final String INPUT = "image";

  /** Name of the output tensor. */
  public static final String OUTPUT = "logits";

  /** Prefix of layers that run on the host. */
  static final String HOST = "host.";

  private final Architecture architecture;
  private final FoldedWeights weights;
  private final Policy policy;
  private final OnnxGraph graph;

  private GroupedOnnx(
      Architecture architecture, Parameters parameters, Statistics statistics, Policy policy) {
    this.architecture = architecture;
    this.policy = policy;
    weights = new FoldedWeights(parameters, statistics, architecture.groups());
    graph =
        new OnnxGraph("separable_" + policy)
            .input(
                INPUT,
                1,
                architecture.imageChannels(),
                architecture.imageSize(),
                architecture.imageSize())
            .output(OUTPUT, 1, architecture.classes());
  }

  /**
   * Makes the model.
   *
   * @param architecture of the network
   * @param parameters trained values
   * @param statistics measured under this policy
   * @param policy which points exchange
   */
  public static ModelProto model(
      Architecture architecture, Parameters parameters, Statistics statistics, Policy policy) {
    return new GroupedOnnx(architecture, parameters, statistics, policy).build();
  }

  /**
   * Writes the model to a file.
   *
   * @throws io.splitboard.core.UserException if the file cannot be written
   */
  public static void write(ModelProto model, Path file) {
    AtomicFiles.write(file, model.toByteArray());
  }

  private ModelProto build() {
    List<String> bands = new ArrayList<>();
    for (int group = 0; group < architecture.groups(); group++) {
      bands.add(group(group) + INPUT);
    }
    graph.split(HOST + "split", INPUT, bands);
    List<String> values = new ArrayList<>();
    for (int group = 0; group < architecture.groups(); group++) {
      String name = group(group) + "stem";
      FoldedWeights.Layer layer = weights.rows("stem", group);
      graph.convolution(name, bands.get(group), layer, architecture.stemStride(), 1);
      values.add(graph.relu(name));
    }
    for (int point = 0; point < architecture.points(); point++) {
      BlockShape block = architecture.blocks().get(point);
      values = block(block, values, policy.exchanges(point));
    }
    graph.sum(HOST + "sum", partialLogits(values), OUTPUT);
    return graph.model();
  }

  private List<String> block(BlockShape block, List<String> inputs, boolean exchange) {
    List<String> outputs = new ArrayList<>();
    for (int group = 0; group < architecture.groups(); group++) {
      outputs.add(block(block, group, inputs, exchange));
    }
    return outputs;
  }

  private String block(BlockShape block, int group, List<String> inputs, boolean exchange) {
    String name = group(group) + block.name();
    String own = inputs.get(group);
    String mixing = exchange ? graph.concat(name + ".gather", inputs) : own;
    FoldedWeights.Layer first =
        exchange
            ? weights.rows(block.name() + ".conv1", group)
            : weights.diagonal(block.name() + ".conv1", group);
    graph.convolution(name + ".conv1", mixing, first, 1, 1);
    String value = graph.relu(name + ".conv1");
    int cardinality = architecture.cardinality() / architecture.groups();
    FoldedWeights.Layer grouped = weights.rows(block.name() + ".conv2", group);
    graph.convolution(name + ".conv2", value, grouped, block.stride(), cardinality);
    value = graph.relu(name + ".conv2");
    value =
        graph.convolution(
            name + ".conv3", value, weights.rows(block.name() + ".conv3", group), 1, 1);
    String shortcut = own;
    if (block.projects()) {
      FoldedWeights.Layer projection = weights.rows(block.name() + ".shortcut", group);
      shortcut = graph.convolution(name + ".shortcut", own, projection, block.stride(), 1);
    }
    graph.add(name + ".add", value, shortcut);
    return graph.relu(name + ".add");
  }

  private List<String> partialLogits(List<String> values) {
    List<String> partial = new ArrayList<>();
    for (int group = 0; group < architecture.groups(); group++) {
      String pooled = graph.globalAverage(group(group) + "pool", values.get(group));
      partial.add(graph.dense(group(group) + "logits", pooled, weights.classifier(group)));
    }
    return partial;
  }

  private static String group(int group) {
    return "g" + group + ".";
  }
}
