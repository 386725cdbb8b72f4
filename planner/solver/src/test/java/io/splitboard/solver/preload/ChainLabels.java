package io.splitboard.solver.preload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The optimum of a chain by exact dynamic programming. What a prefix leaves behind is the device
 * and finish of its last layer and when each device's buffer is free; a prefix that is no better in
 * any of these than another is dropped. Shares no code with the program.
 */
final class ChainLabels {

  /** What a prefix leaves behind. */
  private record Label(int device, double finish, double[] free) {

    boolean dominates(Label other) {
      boolean all = device == other.device && finish <= other.finish;
      for (int d = 0; all && d < free.length; d++) {
        all = free[d] <= other.free[d];
      }
      return all;
    }
  }

  private ChainLabels() {}

  static double optimumMs(PreloadInstance chain, LoadingMode mode) {
    int devices = chain.devices().size();
    List<Label> labels = List.of(new Label(chain.source(), 0, new double[devices]));
    for (int l = 0; l < chain.layers().size(); l++) {
      List<Label> next = new ArrayList<>();
      for (Label label : labels) {
        for (int d = 0; d < devices; d++) {
          add(next, extend(chain, mode, label, l, d));
        }
      }
      labels = next;
    }
    int last = chain.tensors().size() - 1;
    return labels.stream()
        .mapToDouble(label -> label.finish() + transfer(chain, last, label, chain.source()))
        .min()
        .orElseThrow();
  }

  private static double transfer(PreloadInstance chain, int tensor, Label label, int to) {
    return label.device() == to
        ? 0
        : chain.tensors().get(tensor).way(label.device(), to).transferMs();
  }

  private static Label extend(PreloadInstance chain, LoadingMode mode, Label label, int l, int d) {
    double arrival = label.finish() + transfer(chain, l, label, d);
    double w = mode == LoadingMode.RESIDENT ? 0 : chain.layers().get(l).loadMs().get(d);
    double q = mode == LoadingMode.ON_ARRIVAL ? arrival : label.free()[d];
    double start = w > 0 ? Math.max(arrival, q + w) : arrival;
    double finish = start + chain.layers().get(l).computeMs().get(d);
    double[] free = Arrays.copyOf(label.free(), label.free().length);
    free[d] = w > 0 ? finish : free[d];
    return new Label(d, finish, free);
  }

  private static void add(List<Label> labels, Label added) {
    if (labels.stream().noneMatch(label -> label.dominates(added))) {
      labels.removeIf(added::dominates);
      labels.add(added);
    }
  }
}
