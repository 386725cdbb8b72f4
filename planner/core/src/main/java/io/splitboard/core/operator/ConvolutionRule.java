package io.splitboard.core.operator;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Convolution over any number of axes, quantized or not. Weight shape: output channels, input
 * channels per group, kernel.
 *
 * @param weight position of the weight
 * @param parameters positions of trained inputs
 * @param perChannel positions of inputs with one element per output channel, or only one
 * @param adds whether results over parts of the input channels can be added up
 */
record ConvolutionRule(int weight, Set<Integer> parameters, Set<Integer> perChannel, boolean adds)
    implements AxisWiseRule {

  /** Every output element needs one kernel over all channels of its group. */
  @Override
  public long macs(OperatorCall call) {
    Shape kernel = call.input(weight).shape();
    long outputs = call.output(0).shape().elements();
    return kernel.rank() < 2 || kernel.size(0) == 0
        ? 0
        : Math.multiplyExact(outputs, kernel.elements() / kernel.size(0));
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return kindOf(call.input(weight).shape(), call.integer("group", 1));
  }

  static LayerKind kindOf(Shape kernel, long groups) {
    if (groups > 1 && kernel.rank() > 1 && kernel.size(1) == 1) {
      return LayerKind.DEPTHWISE;
    }
    boolean pointwise = kernel.dims().stream().skip(2).allMatch(size -> size == 1);
    return pointwise ? LayerKind.POINTWISE : LayerKind.CONVOLUTION;
  }

  @Override
  public boolean isParameter(OperatorCall call, int position) {
    return parameters.contains(position);
  }

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    return switch (axis) {
      case 0 -> AxisCut.same(0, 0);
      case 1 -> AxisCut.by((piece, range) -> channels(call, piece, range));
      default -> AxisCut.by((piece, range) -> windows(call, piece, axis - 2, range));
    };
  }

  private void windows(OperatorCall call, SlicingBuilder piece, int spatial, Range range) {
    Shape kernel = call.input(weight).shape();
    List<Long> pads = new ArrayList<>();
    int rank = kernel.rank() - 2;
    for (int i = 0; i < rank; i++) {
      pads.add(i, Windows.of(call, i, kernel.size(i + 2)).head());
      pads.add(Windows.of(call, i, kernel.size(i + 2)).tail());
    }
    Windows.Part part = Windows.of(call, spatial, kernel.size(spatial + 2)).part(range);
    piece
        .input(0, spatial + 2, part.input())
        .output(spatial + 2, part.output())
        .elements("pads", pads, Map.of(spatial, part.head(), spatial + rank, part.tail()))
        .without("auto_pad");
  }

  /** Within one group the others are left away; else whole groups are computed. */
  private void channels(OperatorCall call, SlicingBuilder piece, Range range) {
    Shape kernel = call.input(weight).shape();
    long groups = call.integer("group", 1);
    long perGroup = kernel.size(0) / groups;
    long firstGroup = range.from() / perGroup;
    long behindGroup = (range.to() - 1) / perGroup + 1;
    Range made = range;
    if (behindGroup - firstGroup > 1) {
      made = new Range(firstGroup * perGroup, behindGroup * perGroup);
      piece.output(1, made);
    }
    if (made.size() == 1 && perGroup > 1 && sumsOtherwiseAlone(call)) {
      long from = Math.min(made.from(), behindGroup * perGroup - 2);
      made = new Range(from, from + 2);
      piece.output(1, made);
    }
    if (groups > 1) {
      long inputs = kernel.size(1);
      piece.input(0, 1, new Range(firstGroup * inputs, behindGroup * inputs));
      piece.integer("group", behindGroup - firstGroup);
    }
    piece.input(weight, 0, made);
    for (int position : perChannel) {
      Shape shape = call.input(position).shape();
      if (shape.rank() == 1 && shape.size(0) == kernel.size(0)) {
        piece.input(position, 0, made);
      }
    }
  }

  /**
   * Whether one output channel alone would be computed differently. One channel of input and one of
   * output is ONNX Runtime's depthwise case, which sums in 32 bits. More channels are a matrix
   * product, whose sums of two products (unsigned by signed bytes) are cut off at 16 bits on x86
   * processors without VNNI.
   */
  private boolean sumsOtherwiseAlone(OperatorCall call) {
    return call.operator().equals("QLinearConv") && call.input(weight).shape().size(1) == 1;
  }

  @Override
  public long terms(OperatorCall call) {
    return adds && call.integer("group", 1) == 1 ? call.input(weight).shape().size(1) : 0;
  }

  @Override
  public Slicing summand(OperatorCall call, Box output, Range terms, boolean first) {
    SlicingBuilder piece = narrowed(call, output).input(0, 1, terms).input(weight, 1, terms);
    if (!first && call.operator().equals("Conv")) {
      piece.leaveOut(2);
    }
    return piece.build();
  }
}
