package io.splitboard.separable.training;

import io.splitboard.separable.policy.Policy;
import java.util.List;
import java.util.Random;

/** Which policies a batch is trained under. */
@FunctionalInterface
public interface PolicySampler {

  /** Policies of one step; the same random gives the same. */
  List<Policy> sample(Random random);

  /**
   * For a super-network: exchange everywhere, nowhere, and one at random. The random one exchanges
   * at a random share of the points, small shares more often, since sparse policies are what the
   * search is after.
   */
  static PolicySampler sandwich(int points) {
    return random -> {
      double share = random.nextDouble() * random.nextDouble();
      Policy drawn = Policy.none(points);
      for (int point = 0; point < points; point++) {
        drawn = drawn.with(point, random.nextDouble() < share);
      }
      return List.of(Policy.full(points), Policy.none(points), drawn);
    };
  }

  /** For fine-tuning: one policy only. */
  static PolicySampler only(Policy policy) {
    return random -> List.of(policy);
  }
}
