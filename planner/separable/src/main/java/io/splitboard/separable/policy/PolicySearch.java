package io.splitboard.separable.policy;

import io.splitboard.core.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * Evolutionary search for the most accurate policy under a byte budget: each generation is half
 * mutations, half crossovers of the best policies so far. A child over the budget loses random
 * exchanges until it fits, so that no evaluation is spent on it.
 */
public final class PolicySearch {

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::accuracy)
          .reversed()
          .thenComparingLong(Candidate::bytes)
          .thenComparing(candidate -> candidate.policy().bits());

  private final SeparableModel model;
  private final SearchSettings settings;
  private final Function<Policy, Candidate> evaluate;

  /**
   * Makes a search.
   *
   * @param model counts bytes
   * @param settings sizes and seed
   * @param evaluate judges a policy; should remember, since policies come again
   */
  public PolicySearch(
      SeparableModel model, SearchSettings settings, Function<Policy, Candidate> evaluate) {
    this.model = model;
    this.settings = settings;
    this.evaluate = evaluate;
  }

  /**
   * Searches.
   *
   * @param byteBudget most bytes that a policy may exchange
   * @param progress told each generation; can cancel between evaluations
   * @return the most accurate policy found; of equals the one with fewer bytes
   */
  public Candidate best(long byteBudget, Progress progress) {
    Random random = new Random(settings.seed() * 31 + byteBudget);
    Set<Policy> generation = firstGeneration(byteBudget, random);
    List<Candidate> parents = List.of();
    for (int number = 0; number < settings.generations(); number++) {
      progress.report("generation " + (number + 1), (double) number / settings.generations());
      parents = survivors(generation, parents, progress);
      generation = children(parents, byteBudget, random);
    }
    return parents.get(0);
  }

  private Set<Policy> firstGeneration(long byteBudget, Random random) {
    int points = model.points().size();
    Set<Policy> generation = new LinkedHashSet<>();
    generation.add(Policy.none(points));
    generation.add(fit(Policy.full(points), byteBudget, random));
    for (int i = generation.size(); i < settings.population(); i++) {
      long bits = random.nextLong() & Policy.full(points).bits();
      generation.add(fit(new Policy(points, bits), byteBudget, random));
    }
    return generation;
  }

  private List<Candidate> survivors(
      Set<Policy> generation, List<Candidate> parents, Progress progress) {
    Set<Candidate> judged = new LinkedHashSet<>(parents);
    for (Policy policy : generation) {
      progress.check();
      judged.add(evaluate.apply(policy));
    }
    return judged.stream().sorted(BEST_FIRST).limit(settings.parents()).toList();
  }

  private Set<Policy> children(List<Candidate> parents, long byteBudget, Random random) {
    Set<Policy> children = new LinkedHashSet<>();
    for (int i = 0; i < settings.population(); i++) {
      Policy first = parents.get(random.nextInt(parents.size())).policy();
      Policy second = parents.get(random.nextInt(parents.size())).policy();
      Policy child = i % 2 == 0 ? mutate(first, random) : cross(first, second, random);
      children.add(fit(child, byteBudget, random));
    }
    return children;
  }

  private Policy mutate(Policy policy, Random random) {
    Policy mutated = policy;
    for (int point = 0; point < policy.points(); point++) {
      if (random.nextDouble() < settings.mutationRate()) {
        mutated = mutated.with(point, !mutated.exchanges(point));
      }
    }
    return mutated;
  }

  private static Policy cross(Policy first, Policy second, Random random) {
    long fromFirst = random.nextLong();
    long bits = first.bits() & fromFirst | second.bits() & ~fromFirst;
    return new Policy(first.points(), bits);
  }

  private Policy fit(Policy policy, long byteBudget, Random random) {
    Policy fitting = policy;
    while (model.bytes(fitting) > byteBudget) {
      List<Integer> exchanging = new ArrayList<>();
      for (int point = 0; point < fitting.points(); point++) {
        if (fitting.exchanges(point)) {
          exchanging.add(point);
        }
      }
      fitting = fitting.with(exchanging.get(random.nextInt(exchanging.size())), false);
    }
    return fitting;
  }
}
