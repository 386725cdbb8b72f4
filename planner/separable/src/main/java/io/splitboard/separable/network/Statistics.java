package io.splitboard.separable.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Mean and variance of every convolution's output under one policy, measured on training images.
 * They belong to parameters and policy together, so a policy that changes needs new ones.
 *
 * @param means by convolution, one value a channel
 * @param variances by convolution, one value a channel
 */
public record Statistics(Map<String, float[]> means, Map<String, float[]> variances) {

  /** Added to a variance before its root is taken. */
  public static final float EPSILON = 1e-5f;

  /** Copies the maps, not the arrays. */
  public Statistics {
    means = Collections.unmodifiableMap(new LinkedHashMap<>(means));
    variances = Collections.unmodifiableMap(new LinkedHashMap<>(variances));
  }
}
