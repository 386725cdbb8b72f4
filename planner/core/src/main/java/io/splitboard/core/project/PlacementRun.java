package io.splitboard.core.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Layers that follow one another in topological order and have the same placement: the form in
 * which a partition is saved, so that moving one layer changes a line or two of the file.
 *
 * @param from id of the first layer
 * @param to id of the last layer; null for a run of one
 * @param device where the layers are, whole; null for other placements
 * @param rows shares of rows; null for other placements
 * @param columns shares of columns; null for other placements
 * @param channels shares of channels; null for other placements
 * @param inputChannels shares of input channels; null for other placements
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlacementRun(
    String from,
    String to,
    String device,
    List<Placement.Share> rows,
    List<Placement.Share> columns,
    List<Placement.Share> channels,
    List<Placement.Share> inputChannels) {

  PlacementRun {
    long kinds =
        Stream.of(device, rows, columns, channels, inputChannels).filter(Objects::nonNull).count();
    if (from == null || kinds != 1) {
      throw new IllegalArgumentException(
          "a placement needs \"from\" and exactly one of \"device\", \"rows\", \"columns\", \"channels\" and \"inputChannels\"");
    }
  }

  /** The runs of a partition that covers every layer of the network. */
  static List<PlacementRun> of(Partition partition, Network network) {
    List<PlacementRun> runs = new ArrayList<>();
    List<Layer> layers = network.layers();
    int start = 0;
    for (int i = 1; i <= layers.size(); i++) {
      Placement placement = partition.of(layers.get(start).id());
      if (i == layers.size() || !partition.of(layers.get(i).id()).equals(placement)) {
        String from = layers.get(start).id();
        runs.add(run(from, i - start == 1 ? null : layers.get(i - 1).id(), placement));
        start = i;
      }
    }
    return runs;
  }

  private static PlacementRun run(String from, String to, Placement placement) {
    if (placement instanceof Placement.Whole whole) {
      return new PlacementRun(from, to, whole.device(), null, null, null, null);
    }
    Placement.Split split = (Placement.Split) placement;
    return switch (split.kind()) {
      case ROWS -> new PlacementRun(from, to, null, split.shares(), null, null, null);
      case COLUMNS -> new PlacementRun(from, to, null, null, split.shares(), null, null);
      case CHANNELS -> new PlacementRun(from, to, null, null, null, split.shares(), null);
      case INPUT_CHANNELS -> new PlacementRun(from, to, null, null, null, null, split.shares());
    };
  }

  /**
   * The partition that the runs describe.
   *
   * @throws IllegalArgumentException with a sentence if a layer or device is unknown, or a layer
   *     has no placement or two
   */
  static Partition partition(List<PlacementRun> runs, Network network, List<String> devices) {
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (PlacementRun run : runs) {
      Placement placement = run.placement();
      placement.devices().forEach(device -> requireDevice(devices, device));
      for (Layer layer : run.layers(network)) {
        if (placements.put(layer.id(), placement) != null) {
          throw new IllegalArgumentException("the layer " + layer.id() + " is placed twice");
        }
      }
    }
    for (Layer layer : network.layers()) {
      if (!placements.containsKey(layer.id())) {
        throw new IllegalArgumentException(
            "the layer " + layer.id() + " has no placement; did the model change?");
      }
    }
    return new Partition(placements);
  }

  static void requireLayer(Network network, String layer) {
    if (!network.hasLayer(layer)) {
      throw new IllegalArgumentException(
          "the network has no layer " + layer + "; did the model change?");
    }
  }

  static void requireDevice(List<String> devices, String device) {
    if (!devices.contains(device)) {
      throw new IllegalArgumentException(
          "the cluster has no device " + device + "; it has " + String.join(", ", devices));
    }
  }

  private Placement placement() {
    if (device != null) {
      return new Placement.Whole(device);
    }
    if (rows != null) {
      return new Placement.Rows(rows);
    }
    if (columns != null) {
      return new Placement.Columns(columns);
    }
    return channels != null
        ? new Placement.Channels(channels)
        : new Placement.InputChannels(inputChannels);
  }

  private List<Layer> layers(Network network) {
    requireLayer(network, from);
    String end = to == null ? from : to;
    requireLayer(network, end);
    int first = network.layer(from).index();
    int last = network.layer(end).index();
    if (last < first) {
      throw new IllegalArgumentException(
          "the layer " + end + " comes before " + from + " in the network");
    }
    return network.layers().subList(first, last + 1);
  }
}
