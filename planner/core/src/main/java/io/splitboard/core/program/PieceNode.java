package io.splitboard.core.program;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.operator.LayerSlicing;
import io.splitboard.core.partition.SplitKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A piece of work before pieces are put together to tasks, and how it hangs together with others.
 */
final class PieceNode {

  /** What a node stands for. */
  enum Kind {
    /** An input of the network at the source; becomes a task only if parts of it are sent. */
    INPUT,
    /** Part of a layer, or all of it. */
    LAYER,
    /** A tensor that was made in parts, put together on one device. */
    GATHER,
    /** An output of the network at the source; never a task. */
    OUTPUT
  }

  private final Kind kind;
  private final String device;
  private final Layer layer;
  private final Tensor tensor;
  private final Region region;
  private final SplitKind split;
  private final LayerSlicing slicing;
  private final List<Use> uses = new ArrayList<>();
  private final List<Shipment> shipments = new ArrayList<>();
  private int index;

  /**
   * A tensor that a node reads.
   *
   * @param box which part of it; null for all
   * @param local nodes on the same device that make some of it
   * @param arrivals what comes from other devices of it
   */
  record Use(Tensor tensor, Box box, List<PieceNode> local, List<Shipment> arrivals) {}

  /**
   * A fragment that other devices need.
   *
   * @param number unique in the program
   * @param from the node that makes it
   * @param receivers ids of the devices that need it, in order of first use
   */
  record Shipment(int number, Fragment fragment, PieceNode from, Set<String> receivers) {
    Shipment(int number, Fragment fragment, PieceNode from) {
      this(number, fragment, from, new LinkedHashSet<>());
    }
  }

  private PieceNode(
      Kind kind,
      String device,
      Layer layer,
      Tensor tensor,
      Region region,
      SplitKind split,
      LayerSlicing slicing) {
    this.kind = kind;
    this.device = device;
    this.layer = layer;
    this.tensor = tensor;
    this.region = region;
    this.split = split;
    this.slicing = slicing;
  }

  static PieceNode whole(Layer layer, String device) {
    return new PieceNode(Kind.LAYER, device, layer, null, Region.ALL, null, null);
  }

  static PieceNode part(
      Layer layer, String device, Region region, SplitKind split, LayerSlicing slicing) {
    return new PieceNode(Kind.LAYER, device, layer, null, region, split, slicing);
  }

  /** A network input, a gathered tensor, or a network output. */
  static PieceNode of(Kind kind, Tensor tensor, String device) {
    return new PieceNode(kind, device, null, tensor, Region.ALL, null, null);
  }

  Kind kind() {
    return kind;
  }

  String device() {
    return device;
  }

  /** Null unless it is part of a layer. */
  Layer layer() {
    return layer;
  }

  /** What is brought, gathered or returned; null for part of a layer. */
  Tensor tensor() {
    return tensor;
  }

  boolean isWhole() {
    return slicing == null;
  }

  /** How the layer is split; null if it is not. */
  SplitKind split() {
    return split;
  }

  /** In coordinates of the layer's first output. */
  Region region() {
    return region;
  }

  /** Null for what is whole. */
  LayerSlicing slicing() {
    return slicing;
  }

  List<Use> uses() {
    return uses;
  }

  List<Shipment> shipments() {
    return shipments;
  }

  /** Forgets what it reads and what it sends. */
  void disconnect() {
    uses.clear();
    shipments.clear();
  }

  /** Position in topological order. */
  int index() {
    return index;
  }

  void setIndex(int position) {
    this.index = position;
  }

  /** Which part of one of its tensors it makes; the shape is that of the layer's first output. */
  Region regionOf(Tensor made, io.splitboard.core.network.Shape first) {
    if (region instanceof Region.Part part && layer.outputs().size() > 1) {
      return Region.of(LayerSlicing.onOutput(part.box(), first, made.shape()), made.shape());
    }
    return region;
  }
}
