package io.splitboard.solver.preload;

import io.splitboard.solver.Solution;

/**
 * What the program found.
 *
 * @param schedule the best assignment with its times, exact for the given costs
 * @param value ms or J, as the goal has it
 * @param bound no assignment has a smaller value
 * @param status whether the value is proved to be the smallest
 * @param seconds how long it took
 */
public record PreloadSolution(
    Schedule schedule, double value, double bound, Solution.Status status, double seconds) {}
