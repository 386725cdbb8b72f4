package io.splitboard.solver.rows.halp;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import io.splitboard.core.operator.LayerSlicing;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer that reads more rows than it makes or that computes, with the layers behind it that go
 * row by row: these cost nothing in the paper's time model.
 */
public final class Stage {

  private final Network network;
  private final Layer first;
  private final List<String> layers = new ArrayList<>();
  private final Map<Range, Range> reach = new HashMap<>();
  private final long inputHeight;
  private final long height;
  private final double macsPerRow;
  private long bytesPerRow;

  Stage(Network network, Layer first) {
    this.network = network;
    this.first = first;
    Shape input = network.tensor(first.inputs().get(0)).shape();
    this.inputHeight = input.size(inputAxis());
    this.height = Splits.extent(network, first, SplitKind.ROWS);
    this.macsPerRow = (double) first.cost().macs() / height;
    add(first);
  }

  /** Takes in a layer that goes row by row. */
  void add(Layer layer) {
    layers.add(layer.id());
    bytesPerRow = network.tensor(layer.outputs().get(0)).bytes() / height;
  }

  /** Id of the layer that gives the stage its name. */
  public String id() {
    return first.id();
  }

  /** Ids of all its layers, in order. */
  public List<String> layers() {
    return List.copyOf(layers);
  }

  /** Rows of its input. */
  public long inputHeight() {
    return inputHeight;
  }

  /** Rows of its output. */
  public long height() {
    return height;
  }

  /** Bytes of one row of its output. */
  public long bytesPerRow() {
    return bytesPerRow;
  }

  /** Multiply-accumulates for one row of its output. */
  public double macsPerRow() {
    return macsPerRow;
  }

  /** Whether it computes; a pool costs nothing, not even a chunk's overhead. */
  public boolean computes() {
    return macsPerRow > 0;
  }

  /** The input rows that some output rows are made of; empty for none. */
  public Range reads(Range rows) {
    return rows.isEmpty() ? new Range(0, 0) : reach.computeIfAbsent(rows, this::reached);
  }

  private Range reached(Range rows) {
    Box whole = Box.of(network.tensor(first.outputs().get(0)).shape());
    int axis = Splits.axis(network, first, SplitKind.ROWS);
    LayerSlicing slicing = LayerSlicing.of(network, first, whole.with(axis, rows));
    return slicing.reads().get(first.inputs().get(0)).range(inputAxis());
  }

  private int inputAxis() {
    return Splits.axis(network, first.inputs().get(0), SplitKind.ROWS);
  }

  /** Time of a chunk of rows on a device, ms. */
  double ms(long rows, Machine machine) {
    return computes() ? rows * macsPerRow / machine.macsPerMs() + machine.overheadMs() : 0;
  }
}
