package io.splitboard.app.service;

import io.splitboard.agent.engine.EngineOptions;
import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Region;
import io.splitboard.core.program.Task;
import io.splitboard.core.tensor.Difference;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.core.tensor.TensorDifference;
import io.splitboard.core.tensor.TensorSlices;
import io.splitboard.lab.local.LocalRun;
import io.splitboard.lab.local.WholeRun;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the pieces' results first leave the whole network's.
 *
 * @param layer id of the layer whose result differs
 * @param device id of the device that computed it
 * @param fragment the part that differs, by its key
 * @param maxAbsDiff largest difference of any of its elements
 * @param maxAbsValue largest absolute element of the right result
 */
public record Divergence(
    String layer, String device, String fragment, double maxAbsDiff, double maxAbsValue) {

  /**
   * Runs both once more and compares everything that tasks hand out, in the order of the tasks.
   * Summands have no counterpart in the whole network and are passed over.
   *
   * @param tolerance allowed difference over the largest element of a tensor
   * @return empty if nothing that is handed out differs by more
   */
  static Optional<Divergence> first(
      OpenModel model,
      Program program,
      LocalRun pieces,
      Map<String, TensorData> inputs,
      EngineOptions options,
      double tolerance) {
    Set<String> shown = new LinkedHashSet<>();
    program.tasks().forEach(task -> task.makes().forEach(made -> shown.add(made.tensor())));
    Search search = new Search(model.network(), tolerance);
    try (WholeRun whole = WholeRun.showing(model.cutter(), model.blobs(), options, shown)) {
      search.expected = whole.run(inputs);
      pieces.run(inputs, search::look);
    }
    return Optional.ofNullable(search.found);
  }

  /** Looks until it has found one. */
  private static final class Search {

    private final Network network;
    private final double tolerance;
    private Map<String, TensorData> expected;
    private Divergence found;

    Search(Network network, double tolerance) {
      this.network = network;
      this.tolerance = tolerance;
    }

    void look(Task task, Map<String, TensorData> made) {
      for (Fragment fragment : task.makes()) {
        TensorData whole = expected.get(fragment.tensor());
        boolean comparable = whole != null && !(fragment.region() instanceof Region.Summand);
        if (found == null && comparable) {
          compare(task, fragment, part(whole, fragment), made.get(fragment.key()));
        }
      }
    }

    private static TensorData part(TensorData whole, Fragment fragment) {
      Box box = fragment.region().box(whole.shape());
      ByteBuffer bytes = TensorSlices.slice(whole.bytes(), whole.type(), whole.shape(), box);
      return new TensorData(whole.type(), box.shape(), bytes);
    }

    private void compare(Task task, Fragment fragment, TensorData right, TensorData actual) {
      Difference difference = TensorDifference.between(right, actual);
      if (difference.bitExact()
          || difference.maxAbsDiff() <= tolerance * difference.maxAbsOutput()) {
        return;
      }
      Tensor tensor = network.tensor(fragment.tensor());
      String layer = network.producer(tensor.name()).map(Layer::id).orElse("");
      found =
          new Divergence(
              layer,
              task.device(),
              fragment.key(),
              difference.maxAbsDiff(),
              difference.maxAbsOutput());
    }
  }
}
