package io.splitboard.separable.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.splitboard.separable.network.Array;
import io.splitboard.separable.network.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam with decoupled weight decay, whose state can be saved. DJL's own keeps its moments to
 * itself, so a training could not be resumed exactly.
 */
final class Adam {

  private static final float FIRST_DECAY = 0.9f;
  private static final float SECOND_DECAY = 0.99f;
  private static final float EPSILON = 1e-8f;
  private static final float WEIGHT_DECAY = 1e-3f;

  private final Map<String, NDArray> first;
  private final Map<String, NDArray> second;

  /** Makes one whose state lives as long as the manager. */
  Adam(NDManager manager, Parameters firstMoment, Parameters secondMoment) {
    first = arrays(manager, firstMoment);
    second = arrays(manager, secondMoment);
  }

  /**
   * Moves the parameters against their gradients, then sets the gradients to zero.
   *
   * @param parameters by name
   * @param step number of this step, from 1
   * @param rate learning rate
   */
  void step(Map<String, NDArray> parameters, long step, float rate) {
    double correction =
        Math.sqrt(1 - Math.pow(SECOND_DECAY, step)) / (1 - Math.pow(FIRST_DECAY, step));
    float corrected = (float) (rate * correction);
    parameters.forEach(
        (name, parameter) -> {
          NDArray gradient = parameter.getGradient();
          NDArray mean = first.get(name);
          NDArray square = second.get(name);
          mean.muli(FIRST_DECAY).addi(gradient.mul(1 - FIRST_DECAY));
          square.muli(SECOND_DECAY).addi(gradient.square().muli(1 - SECOND_DECAY));
          if (name.endsWith(".weight")) {
            parameter.muli(1 - rate * WEIGHT_DECAY);
          }
          parameter.subi(mean.mul(corrected).divi(square.sqrt().addi(EPSILON)));
          gradient.muli(0);
        });
  }

  /** A copy of the running means of the gradients. */
  Parameters firstMoment() {
    return values(first);
  }

  /** A copy of the running means of the squared gradients. */
  Parameters secondMoment() {
    return values(second);
  }

  private static Map<String, NDArray> arrays(NDManager manager, Parameters values) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    values
        .arrays()
        .forEach(
            (name, array) ->
                arrays.put(name, manager.create(array.values(), new Shape(array.shape()))));
    return arrays;
  }

  private static Parameters values(Map<String, NDArray> arrays) {
    Map<String, Array> values = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) ->
            values.put(name, new Array(array.getShape().getShape(), array.toFloatArray())));
    return new Parameters(values);
  }
}
