package io.splitboard.solver.selection;

/**
 * A model in a mode.
 *
 * @param model reference of the model
 * @param accuracy as the family's metadata says; larger is better
 * @param mode how it runs
 * @param latencyMs how long one request takes over the links as they are known
 */
public record Candidate(String model, double accuracy, Mode mode, double latencyMs) {}
