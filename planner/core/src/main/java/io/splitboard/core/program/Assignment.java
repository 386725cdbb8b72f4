package io.splitboard.core.program;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A partition of whole layers, checked and indexed: where every layer runs, which layers are
 * needed, and where each tensor is made and read.
 */
final class Assignment {

  private final Network network;
  private final String source;
  private final String[] deviceOf;
  private final boolean[] needed;
  private final Set<String> outputs;
  private final Map<String, List<Layer>> readers = new HashMap<>();
  private final Map<String, Set<String>> receivers = new HashMap<>();

  /**
   * Checks every placement.
   *
   * @throws UserException naming the layer that has none, or one that cannot be compiled
   */
  Assignment(Network network, Cluster cluster, Partition partition) {
    this.network = network;
    this.source = cluster.source();
    this.outputs = new HashSet<>(network.outputs());
    this.deviceOf = new String[network.layers().size()];
    Map<String, String> ids = new HashMap<>();
    cluster.deviceIds().forEach(id -> ids.put(id, id));
    for (Layer layer : network.layers()) {
      deviceOf[layer.index()] = device(layer, partition.placements().get(layer.id()), ids);
    }
    this.needed = needed();
  }

  private static String device(Layer layer, Placement placement, Map<String, String> ids) {
    if (placement == null) {
      throw new UserException("Layer %s is on no device: place it.".formatted(layer.id()));
    }
    if (!(placement instanceof Placement.Whole whole)) {
      throw new UserException(
          "Layer %s is split over devices, which cannot be run yet: place it whole on one device."
              .formatted(layer.id()));
    }
    String device = ids.get(whole.device());
    if (device == null) {
      throw new UserException(
          "Layer %s is on %s, which is not in the cluster: move it to one of %s."
              .formatted(layer.id(), whole.device(), String.join(", ", ids.keySet())));
    }
    return device;
  }

  /** Layers from which an output of the network can be reached; others are never run. */
  private boolean[] needed() {
    List<Layer> layers = network.layers();
    boolean[] result = new boolean[layers.size()];
    for (int i = layers.size() - 1; i >= 0; i--) {
      for (String tensor : layers.get(i).outputs()) {
        result[i] |= outputs.contains(tensor);
        for (Layer reader : network.consumers(tensor)) {
          result[i] |= result[reader.index()];
        }
      }
    }
    return result;
  }

  String source() {
    return source;
  }

  boolean needed(Layer layer) {
    return needed[layer.index()];
  }

  String device(Layer layer) {
    return deviceOf[layer.index()];
  }

  boolean isOutput(String tensor) {
    return outputs.contains(tensor);
  }

  /** The device where a tensor is made; the source for inputs of the network. */
  String home(String tensor) {
    return network.producer(tensor).map(this::device).orElse(source);
  }

  /** Needed layers that read a tensor. */
  List<Layer> readers(String tensor) {
    return readers.computeIfAbsent(tensor, this::findReaders);
  }

  private List<Layer> findReaders(String tensor) {
    List<Layer> found = new ArrayList<>();
    for (Layer reader : network.consumers(tensor)) {
      if (needed(reader)) {
        found.add(reader);
      }
    }
    return found;
  }

  /** Devices other than its home that need a tensor, in order of first use. */
  Set<String> receivers(String tensor) {
    return receivers.computeIfAbsent(tensor, this::findReceivers);
  }

  private Set<String> findReceivers(String tensor) {
    Set<String> found = new LinkedHashSet<>();
    for (Layer reader : readers(tensor)) {
      found.add(device(reader));
    }
    if (isOutput(tensor)) {
      found.add(source);
    }
    found.remove(home(tensor));
    return found;
  }
}
