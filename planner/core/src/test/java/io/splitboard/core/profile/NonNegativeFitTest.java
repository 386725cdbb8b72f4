package io.splitboard.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.profile.NonNegativeFit.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class NonNegativeFitTest {

  private static final int TERMS = 3;

  @Property(tries = 100)
  void findsWhatSamplesWereMadeOf(@ForAll long seed) {
    Random random = new Random(seed);
    double[] factors = {random.nextDouble(), random.nextInt(2), 5 * random.nextDouble()};
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      double[] terms = {1, random.nextDouble(), random.nextDouble()};
      samples.add(new Sample(terms, NonNegativeFit.value(factors, terms), 0.1 + random.nextInt(9)));
    }
    assertThat(NonNegativeFit.of(samples, TERMS)).containsExactly(factors, within(1e-5));
  }

  @Property(tries = 200)
  void noFactorsThatAreNearbyFitBetter(@ForAll long seed) {
    Random random = new Random(seed);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(9); i++) {
      double[] terms = {1, random.nextDouble(), random.nextDouble()};
      samples.add(new Sample(terms, random.nextGaussian(), 0.1 + random.nextDouble()));
    }
    double[] fitted = NonNegativeFit.of(samples, TERMS);
    double error = error(samples, fitted);
    assertThat(Arrays.stream(fitted).min().orElseThrow()).isNotNegative();
    for (int i = 0; i < 50; i++) {
      double[] moved = fitted.clone();
      for (int term = 0; term < TERMS; term++) {
        moved[term] = Math.max(0, moved[term] + 0.1 * random.nextGaussian());
      }
      assertThat(error(samples, moved)).isGreaterThanOrEqualTo(error - 1e-6);
    }
  }

  private static double error(List<Sample> samples, double[] factors) {
    return samples.stream()
        .mapToDouble(
            one ->
                Math.pow(
                    one.weight() * (NonNegativeFit.value(factors, one.terms()) - one.value()), 2))
        .sum();
  }
}
