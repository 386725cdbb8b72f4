package io.splitboard.separable.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import io.splitboard.separable.network.Architecture;
import io.splitboard.separable.network.Array;
import io.splitboard.separable.network.BlockShape;
import io.splitboard.separable.network.Parameters;
import io.splitboard.separable.policy.Policy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The super-network in one process: where a policy does not exchange, the dense 1×1 weights are
 * masked to their diagonal blocks, so that all policies share one set of weights.
 */
final class MaskedNetwork {

  private final Architecture architecture;
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();
  private final Map<String, NDArray> masks = new LinkedHashMap<>();

  /** Makes one whose arrays live as long as the manager. */
  MaskedNetwork(NDManager manager, Architecture architecture, Parameters values) {
    this.architecture = architecture;
    values
        .arrays()
        .forEach(
            (name, array) -> {
              NDArray parameter = manager.create(array.values(), new Shape(array.shape()));
              parameter.setRequiresGradient(true);
              parameters.put(name, parameter);
            });
    for (BlockShape block : architecture.blocks()) {
      masks.put(
          block.name(), manager.create(mask(block), new Shape(block.out(), block.in(), 1, 1)));
    }
  }

  /** The live parameters, by name. */
  Map<String, NDArray> parameters() {
    return parameters;
  }

  /** A copy of the parameters. */
  Parameters values() {
    Map<String, Array> arrays = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) ->
            arrays.put(name, new Array(parameter.getShape().getShape(), parameter.toFloatArray())));
    return new Parameters(arrays);
  }

  /**
   * Logits of a batch.
   *
   * @param images NCHW
   * @param policy which points exchange
   * @param normalization where statistics come from
   * @return one row an image, one column a class
   */
  NDArray forward(NDArray images, Policy policy, Normalization normalization) {
    int stride = architecture.stemStride();
    NDArray value =
        Activation.relu(
            convolve("stem", images, weight("stem"), stride, architecture.groups(), normalization));
    for (int point = 0; point < architecture.points(); point++) {
      BlockShape block = architecture.blocks().get(point);
      value = block(block, value, policy.exchanges(point), normalization);
    }
    Shape shape = value.getShape();
    NDArray pooled = value.reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2});
    return pooled
        .matMul(parameters.get("classifier.weight").transpose())
        .add(parameters.get("classifier.bias"));
  }

  private NDArray block(
      BlockShape block, NDArray input, boolean exchange, Normalization normalization) {
    String name = block.name();
    int groups = architecture.groups();
    NDArray dense = weight(name + ".conv1");
    NDArray mixing = exchange ? dense : dense.mul(masks.get(name));
    NDArray value = convolve(name + ".conv1", input, mixing, 1, 1, normalization);
    value = Activation.relu(value);
    int cardinality = architecture.cardinality();
    NDArray grouped = weight(name + ".conv2");
    value = convolve(name + ".conv2", value, grouped, block.stride(), cardinality, normalization);
    value = Activation.relu(value);
    value = convolve(name + ".conv3", value, weight(name + ".conv3"), 1, groups, normalization);
    NDArray shortcut = input;
    if (block.projects()) {
      String projection = name + ".shortcut";
      shortcut =
          convolve(projection, input, weight(projection), block.stride(), groups, normalization);
    }
    return Activation.relu(value.add(shortcut));
  }

  private NDArray convolve(
      String name,
      NDArray input,
      NDArray weight,
      int stride,
      int groups,
      Normalization normalization) {
    long padding = weight.getShape().get(2) / 2;
    NDArray output =
        Conv2d.conv2d(
                input,
                weight,
                null,
                new Shape(stride, stride),
                new Shape(padding, padding),
                new Shape(1, 1),
                groups)
            .singletonOrThrow();
    return normalization.apply(
        name, output, parameters.get(name + ".gamma"), parameters.get(name + ".beta"));
  }

  private NDArray weight(String convolution) {
    return parameters.get(convolution + ".weight");
  }

  private float[] mask(BlockShape block) {
    int groups = architecture.groups();
    float[] mask = new float[block.out() * block.in()];
    for (int out = 0; out < block.out(); out++) {
      for (int in = 0; in < block.in(); in++) {
        boolean sameGroup = out / (block.out() / groups) == in / (block.in() / groups);
        mask[out * block.in() + in] = sameGroup ? 1 : 0;
      }
    }
    return mask;
  }
}
