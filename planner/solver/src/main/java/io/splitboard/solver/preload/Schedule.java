package io.splitboard.solver.preload;

import java.util.List;

/**
 * A timed plan for one request.
 *
 * @param runs in the order of their starts
 * @param sendings in the order of their starts
 * @param latencyMs when the last output is at the source
 * @param energy modelled energy of the request
 */
public record Schedule(List<Run> runs, List<Sending> sendings, double latencyMs, Energy energy) {

  /**
   * A layer, or a bundle of layers, on a device.
   *
   * @param layers ascending numbers
   * @param device number
   * @param loadStartMs {@code q} of the formulation
   * @param loadEndMs when the weights are there
   * @param startMs {@code s}
   * @param finishMs {@code f}
   */
  public record Run(
      List<Integer> layers,
      int device,
      double loadStartMs,
      double loadEndMs,
      double startMs,
      double finishMs) {}

  /**
   * A tensor on its way.
   *
   * @param tensor number
   * @param from number of the sender
   * @param to number of the receiver
   * @param startMs when it is sent
   * @param arrivalMs when all of it is there
   */
  public record Sending(int tensor, int from, int to, double startMs, double arrivalMs) {}

  /**
   * Modelled energy, J: {@code P_active·busy + P_idle·(latency − busy)} over all devices, and the
   * radios.
   */
  public record Energy(double activeJoule, double idleJoule, double radioJoule) {

    /** All together. */
    public double joule() {
      return activeJoule + idleJoule + radioJoule;
    }
  }

  /** Copies the lists. */
  public Schedule {
    runs = List.copyOf(runs);
    sendings = List.copyOf(sendings);
  }

  /** Value of a goal: ms or J. */
  public double value(Goal goal) {
    return goal == Goal.LATENCY ? latencyMs : energy.joule();
  }

  /** The run that a layer is part of. */
  public Run runOf(int layer) {
    return runs.stream()
        .filter(run -> run.layers().contains(layer))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no run has layer " + layer));
  }

  /** Number of the device of each of so many layers. */
  public int[] deviceOf(int layers) {
    int[] on = new int[layers];
    for (Run run : runs) {
      run.layers().forEach(layer -> on[layer] = run.device());
    }
    return on;
  }
}
