package io.splitboard.app.window.canvas;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which layers are selected, and from where a range begins. Immutable.
 *
 * @param layers ids, in the order of selecting
 * @param anchor layers of the box that was chosen last, from which a range begins
 */
record Selection(Set<String> layers, List<String> anchor) {

  static final Selection NONE = new Selection(Set.of(), List.of());

  Selection {
    layers = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(layers));
    anchor = List.copyOf(anchor);
  }

  /** Only these. */
  static Selection of(Collection<String> layers) {
    return new Selection(new LinkedHashSet<>(layers), List.copyOf(layers));
  }

  /** These as well, or without them if all of them were selected. */
  Selection toggle(Collection<String> changed) {
    Set<String> next = new LinkedHashSet<>(layers);
    if (!next.removeAll(changed) || !layers.containsAll(changed)) {
      next.addAll(changed);
    }
    return new Selection(next, List.copyOf(changed));
  }

  /**
   * Everything from the anchor to these, in the order of the network; the anchor stays.
   *
   * @param order all layers
   */
  Selection range(Collection<String> to, List<String> order) {
    if (anchor.isEmpty()) {
      return of(to);
    }
    List<Integer> ends =
        java.util.stream.Stream.concat(anchor.stream(), to.stream()).map(order::indexOf).toList();
    int first = ends.stream().min(Integer::compare).orElse(0);
    int last = ends.stream().max(Integer::compare).orElse(0);
    return new Selection(new LinkedHashSet<>(order.subList(first, last + 1)), anchor);
  }

  /** Whether all of these are selected, at least one. */
  boolean covers(Collection<String> some) {
    return !some.isEmpty() && layers.containsAll(some);
  }
}
