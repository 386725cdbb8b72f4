package io.splitboard.separable.policy;

/**
 * How the evolution runs.
 *
 * @param population policies in a generation
 * @param generations number of generations
 * @param parents policies that survive as parents
 * @param mutationRate chance of each bit to flip in a mutation
 * @param seed of every random choice
 */
public record SearchSettings(
    int population, int generations, int parents, double mutationRate, long seed) {

  /** Population 50, 20 generations, 10 parents, mutation at 0.1 per bit. */
  public static SearchSettings standard(long seed) {
    return new SearchSettings(50, 20, 10, 0.1, seed);
  }
}
