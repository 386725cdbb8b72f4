package io.splitboard.core.operator;

import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import java.util.List;
import java.util.Optional;

/**
 * Resizes axes. An axis that grows by a whole factor is computed in parts where the positions that
 * ONNX Runtime computes in single precision come out the same in every part.
 */
record ResizeRule() implements AxisWiseRule {

  @Override
  public boolean isParameter(OperatorCall call, int position) {
    return false;
  }

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    String mode = call.text("mode", "nearest");
    String positions = positions(call);
    if (positions.equals("tf_crop_and_resize")) {
      return AxisCut.whole("it crops to a region of interest");
    }
    if (!scaled(call, axis)) {
      return AxisCut.same(0, axis);
    }
    if (call.texts().getOrDefault("keep_aspect_ratio_policy", "stretch").startsWith("not_")) {
      return AxisCut.whole("its scale depends on another axis");
    }
    Optional<Double> scale = scale(call, axis);
    if (scale.isEmpty()) {
      return AxisCut.whole("its scales are not constant");
    }
    if (scale.get() == 1) {
      return AxisCut.same(0, axis);
    }
    long factor = scale.get().longValue();
    boolean nearest = mode.equals("nearest");
    boolean exact = factor == scale.get() && factor > 1 && (nearest || Long.bitCount(factor) == 1);
    if (!exact || positions.equals("align_corners") || call.integer("antialias", 0) != 0) {
      return AxisCut.whole(
          "it resizes this axis (%s, %s, factor %.4g) in a way whose parts would not meet exactly"
              .formatted(mode, positions, scale.get()));
    }
    return AxisCut.by((piece, range) -> narrow(call, piece, axis, range, factor));
  }

  private static boolean isUpsample(OperatorCall call) {
    return call.operator().equals("Upsample");
  }

  /** Before version 11 positions had no name. */
  private static String positions(OperatorCall call) {
    boolean old = isUpsample(call) || call.version() < 11;
    return call.text("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel");
  }

  private static List<Integer> axes(OperatorCall call) {
    int rank = call.input(0).shape().rank();
    return call.list("axes", Settings.from(0, rank)).stream()
        .map(axis -> Settings.axis(axis, rank))
        .toList();
  }

  private static boolean scaled(OperatorCall call, int axis) {
    return axes(call).contains(axis);
  }

  private static boolean hasSizes(OperatorCall call) {
    return call.input(3).present() && call.input(3).shape().elements() > 0;
  }

  private static Optional<Double> scale(OperatorCall call, int axis) {
    int number = axes(call).indexOf(axis);
    if (hasSizes(call)) {
      double size = call.input(0).shape().size(axis);
      return Optional.of(call.output(0).shape().size(axis) / size);
    }
    if (call.reals().containsKey("scales")) {
      return Optional.of(call.reals().get("scales").get(number));
    }
    Operand scales = call.input(isUpsample(call) || call.version() < 11 ? 1 : 2);
    return Settings.isKnown(scales) ? Optional.of(scales.values().get(number)) : Optional.empty();
  }

  /**
   * The output is enlarged to whole steps of the factor, so that the part's own positions are the
   * whole's, only shifted.
   */
  private static void narrow(
      OperatorCall call, SlicingBuilder piece, int axis, Range range, long factor) {
    long first = source(call, range.from(), factor).from();
    long behind = source(call, range.to() - 1, factor).to();
    Range all = Range.of(call.input(0).shape().size(axis));
    Range whole = new Range(range.from() / factor, (range.to() - 1) / factor + 1);
    Range read =
        new Range(Math.min(first, whole.from()), Math.max(behind, whole.to())).intersect(all);
    piece.input(0, axis, read).output(axis, new Range(read.from() * factor, read.to() * factor));
  }

  /** The input elements that one output element depends on, borders left out of account. */
  private static Range source(OperatorCall call, long index, long factor) {
    boolean halves = !positions(call).equals("asymmetric");
    // The position is this number over twice the factor.
    long position = halves ? 2 * index + 1 - factor : 2 * index;
    long floor = Math.floorDiv(position, 2 * factor);
    return switch (call.text("mode", "nearest")) {
      case "linear" -> new Range(floor, floor + 2);
      case "cubic" -> new Range(floor - 1, floor + 3);
      default -> {
        long nearest = nearest(call, position, factor);
        yield new Range(nearest, nearest + 1);
      }
    };
  }

  private static long nearest(OperatorCall call, long position, long factor) {
    boolean old = isUpsample(call) || call.version() < 11;
    return switch (call.text("nearest_mode", old ? "floor" : "round_prefer_floor")) {
      case "floor" -> Math.floorDiv(position, 2 * factor);
      case "ceil" -> -Math.floorDiv(-position, 2 * factor);
      case "round_prefer_ceil" -> Math.floorDiv(position + factor, 2 * factor);
      default -> -Math.floorDiv(factor - position, 2 * factor);
    };
  }

  @Override
  public void complete(OperatorCall call, SlicingBuilder piece) {
    if (!hasSizes(call)) {
      return;
    }
    piece.constant(3, axes(call).stream().map(axis -> piece.output().range(axis).size()).toList());
  }
}
