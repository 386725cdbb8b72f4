package io.splitboard.core.tensor;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Regions of tensors that lie in memory in row-major order. */
public final class TensorSlices {

  private TensorSlices() {}

  /**
   * The elements of a region in row-major order, little-endian: a view where they lie one behind
   * the other, else a copy outside the Java heap.
   *
   * @param whole all elements of the tensor, from the buffer's position to its limit
   * @param shape of the whole tensor
   * @throws IllegalArgumentException if the buffer does not fit the shape, the region does not lie
   *     in it, or elements have no fixed size
   */
  public static ByteBuffer slice(ByteBuffer whole, ElementType type, Shape shape, Box box) {
    check(whole, type, shape, box);
    ByteBuffer source = whole.slice();
    if (box.isEmpty()) {
      return source.limit(0).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
    if (shape.rank() == 0) {
      return source.order(ByteOrder.LITTLE_ENDIAN);
    }
    int[] strides = strides(shape, type.bytes());
    int last = lastCutAxis(shape, box);
    int runBytes = (int) box.range(last).size() * strides[last];
    int start = 0;
    for (int axis = 0; axis <= last; axis++) {
      start += (int) box.range(axis).from() * strides[axis];
    }
    int runs = (int) (box.elements() * type.bytes() / runBytes);
    if (runs == 1) {
      return source.slice(start, runBytes).order(ByteOrder.LITTLE_ENDIAN);
    }
    ByteBuffer copy = ByteBuffer.allocateDirect(runs * runBytes).order(ByteOrder.LITTLE_ENDIAN);
    long[] index = new long[last];
    for (int run = 0; run < runs; run++) {
      int offset = start;
      for (int axis = 0; axis < last; axis++) {
        offset += (int) index[axis] * strides[axis];
      }
      copy.put(run * runBytes, source, offset, runBytes);
      advance(index, box);
    }
    return copy;
  }

  private static void check(ByteBuffer whole, ElementType type, Shape shape, Box box) {
    if (type.bytes() == 0 || whole.remaining() != shape.elements() * type.bytes()) {
      throw new IllegalArgumentException(
          "%d bytes do not make %s of %s".formatted(whole.remaining(), type, shape));
    }
    if (box.rank() != shape.rank() || !Box.of(shape).contains(box)) {
      throw new IllegalArgumentException("%s is no region of %s".formatted(box, shape));
    }
  }

  private static int[] strides(Shape shape, int bytes) {
    int[] strides = new int[shape.rank()];
    int stride = bytes;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= (int) shape.size(axis);
    }
    return strides;
  }

  /** The innermost axis along which the region is narrower than the tensor; else the outermost. */
  private static int lastCutAxis(Shape shape, Box box) {
    int last = shape.rank() - 1;
    while (last > 0 && box.range(last).size() == shape.size(last)) {
      last--;
    }
    return last;
  }

  private static void advance(long[] index, Box box) {
    for (int axis = index.length - 1; axis >= 0; axis--) {
      Range range = box.range(axis);
      index[axis]++;
      if (index[axis] < range.size()) {
        return;
      }
      index[axis] = 0;
    }
  }
}
