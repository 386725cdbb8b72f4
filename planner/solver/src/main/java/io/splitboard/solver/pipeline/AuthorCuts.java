package io.splitboard.solver.pipeline;

import io.splitboard.core.UserException;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cuts by hand, as presets for residual networks of 16 units (ResNet-50 and its kin): right after
 * some of the residual additions, counted from 1.
 *
 * <p>Eight ways: as in the code that the authors of DEFER published. Four and six ways: a
 * reconstruction. Of their cuts only the ideal gains are known, 3.57 and 5.26; these give 3.57 and
 * 5.27.
 */
public final class AuthorCuts {

  private static final Map<Integer, List<Integer>> ADDITIONS =
      Map.of(
          4, List.of(4, 8, 12),
          6, List.of(2, 5, 8, 11, 14),
          8, List.of(3, 5, 7, 9, 11, 13, 15));

  private AuthorCuts() {}

  /** Numbers of stages for which there is a preset. */
  public static List<Integer> stages() {
    return ADDITIONS.keySet().stream().sorted().toList();
  }

  /** Residual additions after which the preset cuts, ascending, from 1. */
  public static List<Integer> additions(int stages) {
    List<Integer> numbers = ADDITIONS.get(stages);
    if (numbers == null) {
      throw new UserException(
          "There is no preset for %d stages: choose one of %s.".formatted(stages, stages()));
    }
    return numbers;
  }

  /**
   * The preset with as many stages as devices.
   *
   * @param devices in the order of the stages
   * @throws UserException if there is no preset of this length, or the network has too few residual
   *     additions at which it can be cut
   */
  public static StagePlan of(Network network, List<String> devices) {
    return afterAdditions(network, additions(devices.size()), devices);
  }

  /**
   * Stages that end right after residual additions.
   *
   * @param numbers of the additions in topological order, from 1, ascending; one fewer than devices
   * @throws UserException if the network has fewer additions, or more than their sum crosses there
   */
  public static StagePlan afterAdditions(
      Network network, List<Integer> numbers, List<String> devices) {
    List<Layer> additions =
        network.layers().stream().filter(layer -> layer.operator().equals("Add")).toList();
    List<Cut> cuts = Cuts.all(network);
    List<Integer> positions = new ArrayList<>();
    for (int number : numbers) {
      if (number < 1 || number > additions.size()) {
        throw new UserException(
            "%s has %d residual additions, so it cannot be cut after number %d: choose a cut that the solver finds."
                .formatted(network.name(), additions.size(), number));
      }
      Layer addition = additions.get(number - 1);
      Cut cut = cuts.get(addition.index() + 1);
      if (!cut.tensors().equals(addition.outputs())) {
        throw new UserException(
            "More than the result of %s is needed behind it in %s: choose a cut that the solver finds."
                .formatted(addition.id(), network.name()));
      }
      positions.add(cut.position());
    }
    return StagePlan.of(positions, devices, network.layers().size());
  }
}
