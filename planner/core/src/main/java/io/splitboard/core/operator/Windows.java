package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import java.util.List;

/**
 * Windows that slide along one axis, as those of convolutions and pools do.
 *
 * @param input size of the input
 * @param output number of windows
 * @param extent indices that one window spans, gaps between its taps included
 * @param stride distance between windows
 * @param head padding before the input
 * @param tail padding behind the input; the last window may reach even farther if the operator
 *     rounds the number of windows up
 */
record Windows(long input, long output, long extent, long stride, long head, long tail) {

  /**
   * What some windows need.
   *
   * @param input indices that are read
   * @param head padding before them
   * @param tail padding behind them
   * @param output windows that there are over these indices
   * @param roundsUp whether the last window reaches beyond the padding
   */
  record Part(Range input, long head, long tail, Range output, boolean roundsUp) {}

  /**
   * The windows of one spatial axis of an operator with the usual attributes.
   *
   * @param spatial number of the axis, counted without batch and channels
   * @param kernel taps along the axis
   */
  static Windows of(OperatorCall call, int spatial, long kernel) {
    long stride = setting(call, "strides", spatial, 1);
    long extent = (kernel - 1) * setting(call, "dilations", spatial, 1) + 1;
    long input = call.input(0).shape().size(spatial + 2);
    long output = call.output(0).shape().size(spatial + 2);
    long total = Math.max(0, (output - 1) * stride + extent - input);
    int rank = call.output(0).shape().rank() - 2;
    return switch (call.text("auto_pad", "NOTSET")) {
      case "SAME_UPPER" -> new Windows(input, output, extent, stride, total / 2, total - total / 2);
      case "SAME_LOWER" -> new Windows(input, output, extent, stride, total - total / 2, total / 2);
      case "VALID" -> new Windows(input, output, extent, stride, 0, 0);
      default ->
          new Windows(
              input,
              output,
              extent,
              stride,
              setting(call, "pads", spatial, 0),
              setting(call, "pads", spatial + rank, 0));
    };
  }

  static long setting(OperatorCall call, String name, int index, long otherwise) {
    List<Long> values = call.list(name, List.of());
    return index < values.size() ? values.get(index) : otherwise;
  }

  /**
   * What a range of windows needs. Windows that lie in the padding alone are joined by the nearest
   * one that reads something, for operators do not take empty inputs.
   */
  Part part(Range windows) {
    long from = Math.min(windows.from(), Math.floorDiv(input - 1 + head, stride));
    long firstReading = -Math.floorDiv(extent - 1 - head, stride);
    long to = Math.min(output, Math.max(windows.to(), firstReading + 1));
    long start = from * stride - head;
    long end = (to - 1) * stride - head + extent;
    long first = Math.max(0, start);
    long behind = Math.max(first + 1, Math.min(input, end));
    boolean roundsUp = end > input + tail;
    long padding = roundsUp ? tail : Math.max(0, end - behind);
    long made = roundsUp ? to - from : (behind - start + padding - extent) / stride + 1;
    return new Part(
        new Range(first, behind), first - start, padding, new Range(from, from + made), roundsUp);
  }
}
