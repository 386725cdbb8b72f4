package io.splitboard.solver.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How the links' rate varies from request to request.
 *
 * @param factors rate over the nominal one, for each request
 */
public record LinkTrace(List<Double> factors) {

  private static final int LEVELS = 13;

  /** Copies the list and checks it. */
  public LinkTrace {
    factors = List.copyOf(factors);
    if (factors.isEmpty() || factors.stream().anyMatch(factor -> !(factor > 0))) {
      throw new IllegalArgumentException("a trace needs rates above 0");
    }
  }

  /**
   * A random walk over thirteen levels in equal ratios: down, stay and up are equally likely, and
   * at the ends it stays instead of leaving.
   *
   * @param requests how long it is
   * @param least smallest factor
   * @param most largest factor
   * @param seed the same seed makes the same walk
   */
  public static LinkTrace walk(int requests, double least, double most, long seed) {
    if (!(least > 0) || !(most >= least)) {
      throw new IllegalArgumentException("a walk needs 0 < least ≤ most");
    }
    Random random = new Random(seed);
    List<Double> factors = new ArrayList<>();
    int level = LEVELS / 2;
    for (int i = 0; i < requests; i++) {
      factors.add(least * Math.pow(most / least, (double) level / (LEVELS - 1)));
      level = Math.max(0, Math.min(LEVELS - 1, level + random.nextInt(3) - 1));
    }
    return new LinkTrace(factors);
  }
}
