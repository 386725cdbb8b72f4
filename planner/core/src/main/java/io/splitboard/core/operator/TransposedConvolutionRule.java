package io.splitboard.core.operator;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Transposed convolution. Weight shape: input channels, output channels per group, kernel. */
record TransposedConvolutionRule() implements AxisWiseRule {

  /** Every input element is spread over one kernel for all output channels of its group. */
  @Override
  public long macs(OperatorCall call) {
    Shape kernel = call.input(1).shape();
    long inputs = call.input(0).shape().elements();
    return kernel.rank() < 2 || kernel.size(0) == 0
        ? 0
        : Math.multiplyExact(inputs, kernel.elements() / kernel.size(0));
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return ConvolutionRule.kindOf(call.input(1).shape(), call.integer("group", 1));
  }

  @Override
  public boolean isParameter(OperatorCall call, int position) {
    return position == 1 || position == 2;
  }

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    return switch (axis) {
      case 0 -> AxisCut.same(0, 0);
      case 1 -> AxisCut.by((piece, range) -> channels(call, piece, range));
      default -> AxisCut.by((piece, range) -> spread(call, piece, axis - 2, range));
    };
  }

  /**
   * How input elements are spread along one axis: element i over outputs from {@code i·stride −
   * head} on, as many as {@code extent}.
   */
  private record Spread(long input, long output, long extent, long stride, long head, long extra) {

    static Spread of(OperatorCall call, int spatial) {
      long kernel = call.input(1).shape().size(spatial + 2);
      long stride = Windows.setting(call, "strides", spatial, 1);
      long extent = (kernel - 1) * Windows.setting(call, "dilations", spatial, 1) + 1;
      long extra = Windows.setting(call, "output_padding", spatial, 0);
      long input = call.input(0).shape().size(spatial + 2);
      long output = call.output(0).shape().size(spatial + 2);
      long total = (input - 1) * stride + extent + extra - output;
      String form = call.text("auto_pad", "NOTSET");
      boolean sized = call.integers().containsKey("output_shape");
      long half = Math.max(0, total) / 2;
      long head = Windows.setting(call, "pads", spatial, 0);
      if (sized || form.startsWith("SAME")) {
        head = form.equals("SAME_UPPER") ? half : Math.max(0, total) - half;
      } else if (form.equals("VALID")) {
        head = 0;
      }
      return new Spread(input, output, extent, stride, head, extra);
    }

    long tail() {
      return (input - 1) * stride + extent + extra - head - output;
    }
  }

  private static void spread(OperatorCall call, SlicingBuilder piece, int spatial, Range range) {
    int rank = call.input(1).shape().rank() - 2;
    List<Long> pads = new ArrayList<>();
    List<Long> extras = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      Spread axis = Spread.of(call, i);
      pads.add(i, axis.head());
      pads.add(Math.max(0, axis.tail()));
      extras.add(axis.extra() + Math.max(0, -axis.tail()));
    }
    Spread axis = Spread.of(call, spatial);
    long reaching = -Math.floorDiv(axis.extent() - 1 - axis.head() - range.from(), axis.stride());
    long covering = (range.from() + axis.head()) / axis.stride();
    long first = Math.min(Math.max(0, Math.min(reaching, covering)), axis.input() - 1);
    long last = (range.to() - 1 + axis.head()) / axis.stride();
    long behind = Math.max(first, Math.min(last, axis.input() - 1)) + 1;
    long start = first * axis.stride() - axis.head();
    long end = (behind - 1) * axis.stride() - axis.head() + axis.extent();
    piece
        .input(0, spatial + 2, new Range(first, behind))
        .elements(
            "pads",
            pads,
            Map.of(spatial, range.from() - start, spatial + rank, Math.max(0, end - range.to())))
        .elements("output_padding", extras, Map.of(spatial, Math.max(0, range.to() - end)))
        .without("auto_pad")
        .without("output_shape");
  }

  private static void channels(OperatorCall call, SlicingBuilder piece, Range range) {
    Shape kernel = call.input(1).shape();
    long groups = call.integer("group", 1);
    long perGroup = kernel.size(1);
    long firstGroup = range.from() / perGroup;
    long behindGroup = (range.to() - 1) / perGroup + 1;
    Range made = new Range(firstGroup * perGroup, behindGroup * perGroup);
    if (behindGroup - firstGroup == 1) {
      made = range;
      long origin = firstGroup * perGroup;
      piece.input(1, 1, range.shift(-origin));
    } else {
      piece.output(1, made);
    }
    if (groups > 1) {
      long inputs = kernel.size(0) / groups;
      Range read = new Range(firstGroup * inputs, behindGroup * inputs);
      piece.input(0, 1, read).input(1, 0, read).integer("group", behindGroup - firstGroup);
    }
    piece.input(2, 0, made);
  }

  @Override
  public long terms(OperatorCall call) {
    return call.integer("group", 1) == 1 ? call.input(1).shape().size(0) : 0;
  }

  @Override
  public Slicing summand(OperatorCall call, Box output, Range terms, boolean first) {
    SlicingBuilder piece = narrowed(call, output).input(0, 1, terms).input(1, 0, terms);
    return (first ? piece : piece.leaveOut(2)).build();
  }
}
