package io.splitboard.core.operator;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects a slicing axis by axis. At first every input is read whole and nothing is changed. */
final class SlicingBuilder {

  private final List<Optional<Box>> inputs = new ArrayList<>();
  private final Map<String, Long> integers = new HashMap<>();
  private final Map<String, List<Long>> lists = new LinkedHashMap<>();
  private final Set<String> dropped = new HashSet<>();
  private final Map<Integer, List<Long>> constants = new HashMap<>();
  private final Map<Integer, Scattered> scattered = new HashMap<>();
  private Box output;

  SlicingBuilder(OperatorCall call, Box output) {
    this.output = output;
    for (Operand input : call.inputs()) {
      inputs.add(input.present() ? Optional.of(Box.of(input.shape())) : Optional.empty());
    }
  }

  /** What is made so far. */
  Box output() {
    return output;
  }

  /** Makes more along an axis of the outputs than was asked for. */
  SlicingBuilder output(int axis, Range range) {
    output = output.with(axis, range);
    return this;
  }

  /** Reads less of an input along one of its axes; nothing happens if the input is absent. */
  SlicingBuilder input(int position, int axis, Range range) {
    if (position < inputs.size()) {
      inputs.set(position, inputs.get(position).map(box -> box.with(axis, range)));
    }
    return this;
  }

  /** Whether an input is read in ranges that lie apart along another axis: there is only one. */
  boolean scatteredElsewhere(int position, int axis) {
    Scattered before = scattered.get(position);
    return before != null && before.axis() != axis;
  }

  /**
   * Reads only some ranges of an input along one of its axes, side by side.
   *
   * @throws IllegalStateException if it is read so along another axis already
   */
  SlicingBuilder input(int position, int axis, List<Range> ranges) {
    if (scatteredElsewhere(position, axis)) {
      throw new IllegalStateException("an input can lie apart along one axis only");
    }
    if (ranges.size() > 1) {
      scattered.put(position, new Scattered(axis, ranges));
    } else {
      scattered.remove(position);
    }
    Range all = new Range(ranges.get(0).from(), ranges.get(ranges.size() - 1).to());
    return input(position, axis, all);
  }

  /** Reads nothing of an input. */
  SlicingBuilder leaveOut(int position) {
    if (position < inputs.size()) {
      inputs.set(position, Optional.empty());
    }
    return this;
  }

  /** Sets an INT attribute. */
  SlicingBuilder integer(String name, long value) {
    integers.put(name, value);
    return this;
  }

  /** Sets an INTS attribute. */
  SlicingBuilder list(String name, List<Long> values) {
    lists.put(name, List.copyOf(values));
    return this;
  }

  /**
   * Sets some elements of an INTS attribute.
   *
   * @param original the values as long as nothing has set them
   */
  SlicingBuilder elements(String name, List<Long> original, Map<Integer, Long> elements) {
    return list(name, changed(lists.getOrDefault(name, original), elements));
  }

  /** Whether an INTS attribute has been set. */
  boolean changes(String name) {
    return lists.containsKey(name);
  }

  /** Removes an attribute. */
  SlicingBuilder without(String name) {
    dropped.add(name);
    return this;
  }

  /** Puts an int64 vector in place of an input, also of one behind the last. */
  SlicingBuilder constant(int position, List<Long> values) {
    while (inputs.size() <= position) {
      inputs.add(Optional.empty());
    }
    constants.put(position, List.copyOf(values));
    return leaveOut(position);
  }

  /**
   * Puts an int64 vector in place of an input and sets some of its elements.
   *
   * @param original the values as long as nothing has set them
   */
  SlicingBuilder constantElements(int position, List<Long> original, Map<Integer, Long> elements) {
    return constant(position, changed(constants.getOrDefault(position, original), elements));
  }

  private static List<Long> changed(List<Long> values, Map<Integer, Long> elements) {
    List<Long> changed = new ArrayList<>(values);
    elements.forEach(changed::set);
    return changed;
  }

  Slicing build() {
    return new Slicing(output, inputs, integers, lists, dropped, constants, scattered);
  }
}
