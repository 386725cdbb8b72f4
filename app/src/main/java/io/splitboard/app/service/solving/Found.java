package io.splitboard.app.service.solving;

import io.splitboard.solver.Solution;
import io.splitboard.solver.preload.PreloadPlan;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param choice how was looked
 * @param solution what came of it
 * @param plan for the method with pre-loading the timetable
 */
public record Found(MethodChoice choice, Solution solution, Optional<PreloadPlan> plan) {

  /** What the value of a method that loads weights for each request is not. */
  public static final String LOADING_NOTE =
      "The value is that of the method's own model of loading weights; agents keep weights loaded,"
          + " so what a deployment does is what is predicted.";
}
