package io.splitboard.solver.pipeline;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chain of stages that covers a network.
 *
 * @param stages in the order in which a request passes them; each begins where the one before ends
 * @param replicas by the device of a stage, further devices that take turns with it
 */
public record StagePlan(List<Stage> stages, Map<String, List<String>> replicas) {

  /** Copies the list and checks that nothing is left out or done twice. */
  public StagePlan {
    stages = List.copyOf(stages);
    replicas = Map.copyOf(replicas);
    int at = 0;
    for (Stage stage : stages) {
      if (stage.from() != at) {
        throw new IllegalArgumentException("stages are not consecutive: " + stages);
      }
      at = stage.to();
    }
    List<String> used = new ArrayList<>(stages.stream().map(Stage::device).toList());
    if (!used.containsAll(replicas.keySet())) {
      throw new IllegalArgumentException("replicas of no stage: " + replicas);
    }
    replicas.values().forEach(used::addAll);
    if (used.stream().distinct().count() != used.size()) {
      throw new IllegalArgumentException("a device has two stages: " + stages + replicas);
    }
  }

  /** A chain in which no device takes turns. */
  public StagePlan(List<Stage> stages) {
    this(stages, Map.of());
  }

  /** The devices of a stage, in the order of their turns. */
  public List<String> team(Stage stage) {
    List<String> team = new ArrayList<>(List.of(stage.device()));
    team.addAll(replicas.getOrDefault(stage.device(), List.of()));
    return team;
  }

  /**
   * Stages between cuts, on devices in order.
   *
   * @param positions of the cuts inside the network, ascending, one fewer than devices
   * @param layers how many the network has
   */
  public static StagePlan of(List<Integer> positions, List<String> devices, int layers) {
    if (devices.size() != positions.size() + 1) {
      throw new IllegalArgumentException(
          positions.size() + " cuts make " + (positions.size() + 1) + " stages, not " + devices);
    }
    List<Stage> stages = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < devices.size(); i++) {
      int to = i < positions.size() ? positions.get(i) : layers;
      stages.add(new Stage(devices.get(i), from, to));
      from = to;
    }
    return new StagePlan(stages);
  }

  /** The chain that a partition is; empty if it is none. */
  public static Optional<StagePlan> of(Network network, Partition partition) {
    List<Stage> stages = new ArrayList<>();
    List<String> devices = new ArrayList<>();
    for (Layer layer : network.layers()) {
      if (!(partition.of(layer.id()) instanceof Placement.Whole whole)) {
        return Optional.empty();
      }
      int last = stages.size() - 1;
      if (last >= 0 && stages.get(last).device().equals(whole.device())) {
        stages.set(
            last, new Stage(whole.device(), stages.get(last).from(), stages.get(last).to() + 1));
      } else if (devices.contains(whole.device())) {
        return Optional.empty();
      } else {
        devices.add(whole.device());
        stages.add(new Stage(whole.device(), layer.index(), layer.index() + 1));
      }
    }
    return Optional.of(new StagePlan(stages, partition.replicas()));
  }

  /** Each layer whole on the device of its stage. */
  public Partition partition(Network network) {
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Stage stage : stages) {
      for (Layer layer : network.layers().subList(stage.from(), stage.to())) {
        placements.put(layer.id(), new Placement.Whole(stage.device()));
      }
    }
    return new Partition(placements).withReplicas(replicas);
  }
}
