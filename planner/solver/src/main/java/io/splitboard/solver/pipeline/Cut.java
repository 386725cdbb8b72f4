package io.splitboard.solver.pipeline;

import java.util.List;

/**
 * A place between two layers of the topological order, and what crosses it.
 *
 * @param position number of layers before it: 0 before the first, the number of layers behind the
 *     last
 * @param tensors names of all tensors that are needed behind it and there before it
 * @param bytes their size, uncompressed
 * @param canTravel whether all of them can be sent
 */
public record Cut(int position, List<String> tensors, long bytes, boolean canTravel) {

  /** Copies the list. */
  public Cut {
    tensors = List.copyOf(tensors);
  }

  /** Whether one tensor is all that crosses it: an articulation of the network. */
  public boolean isSingle() {
    return tensors.size() == 1;
  }
}
