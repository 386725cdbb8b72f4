package io.splitboard.core.operator;

import io.splitboard.core.network.Box;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one part of an operator's output is computed by the same operator from parts of its inputs.
 *
 * @param output what the changed operator makes, in coordinates of the whole output. It contains
 *     the part that was asked for, and only that part of it is sure to be right: an operator that
 *     works in steps, or clamps at its borders, is made to compute a little more
 * @param inputs by position, the part of each input to read; empty for an input that is absent or
 *     whose place a constant takes
 * @param integers attributes of type INT to set
 * @param lists attributes of type INTS to set
 * @param dropped attributes to remove
 * @param constants input positions that are read from these int64 vectors instead
 * @param scattered by position, inputs of whose box only some parts are read
 */
public record Slicing(
    Box output,
    List<Optional<Box>> inputs,
    Map<String, Long> integers,
    Map<String, List<Long>> lists,
    Set<String> dropped,
    Map<Integer, List<Long>> constants,
    Map<Integer, Scattered> scattered) {

  /** Copies the collections. */
  public Slicing {
    inputs = List.copyOf(inputs);
    integers = Map.copyOf(integers);
    lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
    dropped = Set.copyOf(dropped);
    constants = Map.copyOf(constants);
    scattered = Map.copyOf(scattered);
  }

  /** The parts of an input that are read, side by side; none if it is not. */
  public List<Box> boxes(int position) {
    Scattered parts = scattered.get(position);
    List<Box> box = inputs.get(position).stream().toList();
    return parts == null || box.isEmpty() ? box : parts.of(box.get(0));
  }

  /** An unchanged operator over parts of its inputs. */
  public static Slicing of(Box output, List<Optional<Box>> inputs) {
    return new Slicing(output, inputs, Map.of(), Map.of(), Set.of(), Map.of(), Map.of());
  }

  /** The same with an INT attribute set. */
  public Slicing withInteger(String name, long value) {
    Map<String, Long> changed = new HashMap<>(integers);
    changed.put(name, value);
    return new Slicing(output, inputs, changed, lists, dropped, constants, scattered);
  }

  /** The same with an INTS attribute set. */
  public Slicing withList(String name, List<Long> values) {
    Map<String, List<Long>> changed = new LinkedHashMap<>(lists);
    changed.put(name, List.copyOf(values));
    return new Slicing(output, inputs, integers, changed, dropped, constants, scattered);
  }

  /** The same with an attribute removed. */
  public Slicing without(String name) {
    Set<String> changed = new HashSet<>(dropped);
    changed.add(name);
    return new Slicing(output, inputs, integers, lists, changed, constants, scattered);
  }

  /** The same with an int64 vector in place of an input. */
  public Slicing withConstant(int position, List<Long> values) {
    Map<Integer, List<Long>> changed = new HashMap<>(constants);
    changed.put(position, List.copyOf(values));
    return new Slicing(output, inputs, integers, lists, dropped, changed, scattered);
  }
}
