package io.splitboard.core.operator;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Gives the same elements in the same order another shape: reshape, flatten, squeeze and their
 * like.
 *
 * @param sized whether the new shape is an input
 */
record ReshapeRule(boolean sized) implements AxisWiseRule {

  /** Each part that lies apart is a transfer of its own. */
  private static final long MOST_APART = 4;

  /**
   * Neighbouring axes of the output that together hold the same elements as neighbouring axes of
   * the input, as few as possible.
   */
  private record Group(int inputFrom, int inputTo, int outputFrom, int outputTo) {

    /** The group that has an axis of the output. */
    static Group of(Shape input, Shape output, int axis) {
      int in = 0;
      int out = 0;
      while (true) {
        int inputFrom = in;
        int outputFrom = out;
        long inputs = in < input.rank() ? input.size(in++) : 1;
        long outputs = out < output.rank() ? output.size(out++) : 1;
        while (inputs != outputs) {
          if (inputs < outputs) {
            inputs *= input.size(in++);
          } else {
            outputs *= output.size(out++);
          }
        }
        if (axis < out) {
          return new Group(inputFrom, in, outputFrom, out);
        }
      }
    }
  }

  private static long product(Shape shape, int from, int to) {
    long product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= shape.size(axis);
    }
    return product;
  }

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    Shape input = call.input(0).shape();
    Shape output = call.output(0).shape();
    if (output.elements() == 0) {
      return AxisCut.whole("it has no elements");
    }
    Group group = Group.of(input, output, axis);
    if (product(output, group.outputFrom(), axis) > 1) {
      return apart(output, axis, group, input);
    }
    int outermost = group.inputFrom();
    while (outermost < group.inputTo() - 1 && input.size(outermost) == 1) {
      outermost++;
    }
    if (outermost >= group.inputTo()) {
      return AxisCut.whole("its input has no such axis");
    }
    long inner = product(output, axis + 1, group.outputTo());
    long read = product(input, outermost + 1, group.inputTo());
    long step = read / gcd(inner, read);
    if (step >= output.size(axis)) {
      return AxisCut.whole("the parts would not lie side by side in its input");
    }
    int source = outermost;
    return AxisCut.by(
        (piece, range) -> {
          long from = range.from() / step * step;
          long to = (range.to() + step - 1) / step * step;
          piece.output(axis, new Range(from, to));
          piece.input(0, source, new Range(from * inner / read, to * inner / read));
        });
  }

  /**
   * Neighbours along the axis lie apart in the input: heads behind an axis that tells queries, keys
   * and values apart. A part is read in as many parts as there are indices before it. What is read
   * in parts along one axis already is read whole along this one, and more is made than was asked.
   */
  private AxisCut apart(Shape output, int axis, Group group, Shape input) {
    long before = product(output, group.outputFrom(), axis);
    int source = -1;
    for (int i = group.inputFrom(); i < group.inputTo(); i++) {
      if (input.size(i) == product(input, group.inputFrom(), group.inputTo())) {
        source = i;
      }
    }
    if (!sized || source < 0 || before > MOST_APART) {
      return AxisCut.whole("neighbours along this axis lie apart in its input");
    }
    int only = source;
    long inner = product(output, axis + 1, group.outputTo());
    return AxisCut.by(
        (piece, range) -> {
          if (piece.scatteredElsewhere(0, only)) {
            piece.output(axis, new Range(0, output.size(axis)));
            return;
          }
          List<Range> read = new ArrayList<>();
          for (long number = 0; number < before; number++) {
            if (isMade(piece.output(), output, group.outputFrom(), axis, number)) {
              long start = number * output.size(axis);
              read.add(new Range((start + range.from()) * inner, (start + range.to()) * inner));
            }
          }
          piece.input(0, only, read);
        });
  }

  /** Whether a part has the indices that a number stands for, along axes before one. */
  private static boolean isMade(Box part, Shape output, int from, int axis, long number) {
    long rest = number;
    for (int i = axis - 1; i >= from; i--) {
      long index = rest % output.size(i);
      rest /= output.size(i);
      if (index < part.range(i).from() || index >= part.range(i).to()) {
        return false;
      }
    }
    return true;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  @Override
  public void complete(OperatorCall call, SlicingBuilder piece) {
    if (sized) {
      piece.constant(1, piece.output().shape().dims());
    } else if (call.operator().equals("Squeeze") && !hasAxes(call)) {
      Shape input = call.input(0).shape();
      List<Long> ones =
          LongStream.range(0, input.rank())
              .filter(axis -> input.size((int) axis) == 1)
              .boxed()
              .toList();
      if (call.version() < 13) {
        piece.list("axes", ones);
      } else {
        piece.constant(1, ones);
      }
    }
  }

  /** Without axes a part that is of size 1 would lose that axis. */
  private static boolean hasAxes(OperatorCall call) {
    return call.input(1).present() || call.integers().containsKey("axes");
  }
}
