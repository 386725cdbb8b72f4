package io.splitboard.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TensorSlicesTest {

  /** Every element is its own position in the whole tensor. */
  private static ByteBuffer numbered(Shape shape, int bytes) {
    ByteBuffer buffer =
        ByteBuffer.allocate((int) shape.elements() * bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; buffer.hasRemaining(); i++) {
      for (int b = 0; b < bytes; b++) {
        buffer.put((byte) (i >> (8 * b)));
      }
    }
    return buffer.flip();
  }

  private static List<Long> positions(Shape shape, Box box) {
    List<Long> positions = List.of(0L);
    for (int axis = 0; axis < shape.rank(); axis++) {
      List<Long> longer = new ArrayList<>();
      for (long position : positions) {
        Range range = box.range(axis);
        long size = shape.size(axis);
        LongStream.range(range.from(), range.to()).forEach(i -> longer.add(position * size + i));
      }
      positions = longer;
    }
    return positions;
  }

  @Property(tries = 300)
  void everyElementOfTheRegionInOrder(@ForAll Random random, @ForAll @IntRange(max = 5) int rank) {
    long[] sizes = random.longs(rank, 1, 5).toArray();
    Shape shape = Shape.of(sizes);
    List<Range> ranges = new ArrayList<>();
    for (long size : sizes) {
      long from = random.nextLong(size);
      ranges.add(
          random.nextBoolean()
              ? Range.of(size)
              : new Range(from, from + random.nextLong(size - from + 1)));
    }
    Box box = new Box(ranges);
    ByteBuffer slice = TensorSlices.slice(numbered(shape, 2), ElementType.INT16, shape, box);
    List<Long> found = new ArrayList<>();
    while (slice.hasRemaining()) {
      found.add((long) slice.getShort());
    }
    assertThat(found).isEqualTo(positions(shape, box));
  }

  @Example
  void neighboursAreNotCopied() {
    Shape shape = Shape.of(1, 4, 3);
    ByteBuffer whole = numbered(shape, 4);
    Box rows = Box.of(shape).with(1, new Range(1, 3));
    ByteBuffer slice = TensorSlices.slice(whole, ElementType.FLOAT32, shape, rows);
    whole.putInt(12, 77);
    assertThat(slice.getInt(0)).isEqualTo(77);
    Box column = Box.of(shape).with(2, new Range(1, 2));
    ByteBuffer copy = TensorSlices.slice(whole, ElementType.FLOAT32, shape, column);
    assertThat(copy.isDirect()).isTrue();
    assertThat(copy.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
  }

  @Example
  void whatDoesNotFitIsRefused() {
    Shape shape = Shape.of(2, 2);
    ByteBuffer whole = numbered(shape, 4);
    assertThatThrownBy(
            () ->
                TensorSlices.slice(
                    whole, ElementType.FLOAT32, shape, Box.of(shape).with(0, new Range(1, 3))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TensorSlices.slice(whole, ElementType.INT8, shape, Box.of(shape)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
