package io.splitboard.solver.preload;

import io.splitboard.solver.SolveLimits;

/**
 * What the program is asked.
 *
 * @param instance layers, devices and costs
 * @param mode when weights are loaded
 * @param goal what to make small
 * @param mostDevices how many devices may have layers
 * @param limits how long and how exactly to look
 */
public record PreloadQuestion(
    PreloadInstance instance, LoadingMode mode, Goal goal, int mostDevices, SolveLimits limits) {

  /** A question for any number of devices. */
  public PreloadQuestion(
      PreloadInstance instance, LoadingMode mode, Goal goal, SolveLimits limits) {
    this(instance, mode, goal, Integer.MAX_VALUE, limits);
  }
}
