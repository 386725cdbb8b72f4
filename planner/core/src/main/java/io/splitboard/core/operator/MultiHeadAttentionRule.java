package io.splitboard.core.operator;

import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * ONNX Runtime's own attention over (batch, length, heads·size).
 *
 * @param projects whether it also projects queries, keys and values, by one weight, from one input;
 *     otherwise it reads the three
 */
record MultiHeadAttentionRule(boolean projects) implements AxisWiseRule {

  /** The only one of a projecting operator; of the other, that for keys. */
  private int paddingMask() {
    return projects ? 3 : 4;
  }

  /** What is added to the scores: batch or 1, heads or 1, queries, keys. */
  private static final int SCORES = 5;

  private boolean remembers(OperatorCall call) {
    return (projects ? Stream.of(4, 6) : Stream.of(6, 7, 8, 9))
            .anyMatch(position -> call.input(position).present())
        || call.outputs().size() > 1;
  }

  @Override
  public long macs(OperatorCall call) {
    Shape input = call.input(0).shape();
    if (input.rank() != 3) {
      return 0;
    }
    if (!projects) {
      long keys = call.input(1).shape().rank() == 3 ? call.input(1).shape().size(1) : 0;
      return (input.elements() + call.output(0).shape().elements()) * keys;
    }
    List<Long> sizes = sizes(call);
    long tokens = input.size(0) * input.size(1);
    return tokens * input.size(2) * call.input(1).shape().size(1)
        + tokens * input.size(1) * (sizes.get(0) + sizes.get(2));
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return LayerKind.DENSE;
  }

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    boolean plain =
        call.output(0).shape().rank() == 3
            && call.input(0).shape().rank() == 3
            && (projects || call.input(1).shape().rank() == 3 && call.input(2).shape().rank() == 3);
    if (!plain || remembers(call)) {
      return AxisCut.whole("it keeps keys and values of earlier calls, or packs them");
    }
    return switch (axis) {
      case 0 -> requests(call);
      case 1 -> queries(call);
      default -> AxisCut.by((piece, range) -> heads(call, piece, range));
    };
  }

  private AxisCut requests(OperatorCall call) {
    if (call.input(paddingMask()).present() && call.input(paddingMask()).shape().rank() == 1) {
      return AxisCut.whole("its mask is of all requests together");
    }
    return AxisCut.by(
        (piece, range) -> {
          for (int position : projects ? new int[] {0} : new int[] {0, 1, 2}) {
            piece.input(position, 0, range);
          }
          piece.input(paddingMask(), 0, range);
          AttentionRule.mask(call, piece, SCORES, 0, range);
        });
  }

  private AxisCut queries(OperatorCall call) {
    if (projects) {
      return AxisCut.whole("each of its queries meets all keys");
    }
    if (call.integer("unidirectional", 0) != 0) {
      return AxisCut.whole(AttentionRule.EARLIER_KEYS);
    }
    return AxisCut.by(
        (piece, range) -> {
          piece.input(0, 1, range);
          if (call.input(paddingMask()).shape().rank() == 3) {
            piece.input(paddingMask(), 1, range);
          }
          AttentionRule.mask(call, piece, SCORES, 2, range);
        });
  }

  private void heads(OperatorCall call, SlicingBuilder piece, Range features) {
    long heads = call.integer("num_heads", 1);
    List<Long> sizes = sizes(call);
    Range made = AttentionRule.outer(features, sizes.get(2) / heads);
    List<Range> parts = new ArrayList<>();
    List<Long> partSizes = new ArrayList<>();
    long start = 0;
    for (int i = 0; i < sizes.size(); i++) {
      Range part = AttentionRule.times(made, sizes.get(i) / heads);
      parts.add(part.shift(start));
      partSizes.add(part.size());
      start += sizes.get(i);
      if (!projects) {
        piece.input(i, 2, part);
      }
    }
    piece
        .output(2, AttentionRule.times(made, sizes.get(2) / heads))
        .integer("num_heads", made.size());
    AttentionRule.mask(call, piece, SCORES, 1, made);
    if (projects) {
      piece.input(1, 1, parts);
      if (call.integers().containsKey("qkv_hidden_sizes")) {
        piece.list("qkv_hidden_sizes", partSizes);
      }
    }
    int bias = projects ? 2 : 3;
    if (call.input(bias).present()) {
      piece.input(bias, 0, parts);
    }
  }

  /** Features of queries, keys and values. */
  private List<Long> sizes(OperatorCall call) {
    if (!projects) {
      return Stream.of(0, 1, 2).map(i -> call.input(i).shape().size(2)).toList();
    }
    long third = call.input(1).shape().size(1) / 3;
    return call.list("qkv_hidden_sizes", List.of(third, third, third));
  }
}
