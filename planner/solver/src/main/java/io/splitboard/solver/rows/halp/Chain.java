package io.splitboard.solver.rows.halp;

import io.splitboard.core.UserException;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain of layers as HALP sees it: spatial stages that are split by rows, then a head that the
 * host runs alone.
 */
public final class Chain {

  private static final int BYTES_PER_PARAMETER = 4;

  private final List<Stage> stages;
  private final List<Layer> head;
  private final long imageBytesPerRow;

  private Chain(List<Stage> stages, List<Layer> head, long imageBytesPerRow) {
    this.stages = List.copyOf(stages);
    this.head = List.copyOf(head);
    this.imageBytesPerRow = imageBytesPerRow;
  }

  /**
   * Reads a network.
   *
   * @throws UserException if it branches or nothing of it can be split by rows
   */
  public static Chain of(Network network) {
    List<Stage> stages = new ArrayList<>();
    List<Layer> head = new ArrayList<>();
    requireOneInput(network);
    String flowing = network.inputs().get(0);
    for (Layer layer : network.layers()) {
      if (layer.inputs().size() != 1 || !layer.inputs().get(0).equals(flowing)) {
        throw new UserException(
            "%s branches at layer %s, and the published order is for chains: use the method rows."
                .formatted(network.name(), layer.id()));
      }
      flowing = layer.outputs().get(0);
      if (!head.isEmpty() || !isSpatial(network, layer)) {
        head.add(layer);
      } else if (!stages.isEmpty() && goesRowByRow(network, layer)) {
        stages.get(stages.size() - 1).add(layer);
      } else {
        stages.add(new Stage(network, layer));
      }
    }
    if (stages.isEmpty()) {
      throw new UserException(
          "No layer of %s can be split by rows: choose another method.".formatted(network.name()));
    }
    Tensor image = network.tensor(network.inputs().get(0));
    return new Chain(stages, head, image.bytes() / stages.get(0).inputHeight());
  }

  private static void requireOneInput(Network network) {
    if (network.inputs().size() != 1) {
      throw new UserException(
          "%s has %d inputs, and the published order is for one: use the method rows."
              .formatted(network.name(), network.inputs().size()));
    }
  }

  private static boolean isSpatial(Network network, Layer layer) {
    return network.tensor(layer.outputs().get(0)).shape().rank() == 4
        && network.tensor(layer.inputs().get(0)).shape().rank() == 4
        && Splits.whyNot(network, layer, SplitKind.ROWS).isEmpty();
  }

  private static boolean goesRowByRow(Network network, Layer layer) {
    if (layer.cost().macs() > 0) {
      return false;
    }
    Stage alone = new Stage(network, layer);
    Range last = new Range(alone.height() - 1, alone.height());
    return alone.inputHeight() == alone.height() && alone.reads(last).equals(last);
  }

  /** The stages that are split, in order. */
  public List<Stage> stages() {
    return stages;
  }

  /** Bytes of one row of the image. */
  public long imageBytesPerRow() {
    return imageBytesPerRow;
  }

  /** Time of the head on a device: dense layers read all their weights, whatever they compute. */
  public double headMs(Machine machine) {
    double ms = 0;
    for (Layer layer : head) {
      double computeMs = layer.cost().macs() / machine.macsPerMs();
      double bytes =
          layer.kind() == LayerKind.DENSE
              ? (double) BYTES_PER_PARAMETER * layer.cost().parameters()
              : 0;
      ms += Math.max(computeMs, bytes / machine.memoryBytesPerMs());
    }
    return ms;
  }

  /** Time of everything on one device, ms. */
  public double aloneMs(Machine machine) {
    double ms = headMs(machine);
    for (Stage stage : stages) {
      ms += stage.ms(stage.height(), machine);
    }
    return ms;
  }

  /** Multiply-accumulates of the stages on one device. */
  public double macs(HostShare share, Role role) {
    return stages.stream()
        .mapToDouble(stage -> stage.macsPerRow() * share.rows(role, stage.height()).size())
        .sum();
  }
}
