package io.splitboard.separable;

import io.splitboard.separable.data.LabelledImages;
import io.splitboard.separable.data.ShapesOnGratings;
import io.splitboard.separable.network.Architecture;
import io.splitboard.separable.network.Array;
import io.splitboard.separable.network.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small networks and data for tests. */
public final class Tiny {

  private Tiny() {}

  /** Four blocks in two stages. */
  public static Architecture architecture(int groups) {
    return Architecture.staged(groups, ShapesOnGratings.shape(), 2, 8, List.of(2, 2));
  }

  /** Weights in which no gamma or beta is special, so that nothing cancels. */
  public static Parameters parameters(Architecture architecture, long seed) {
    Random random = new Random(seed);
    Map<String, Array> arrays = new LinkedHashMap<>();
    Parameters.random(architecture, seed)
        .arrays()
        .forEach(
            (name, array) -> {
              float[] values = array.values().clone();
              for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.2 * random.nextGaussian());
              }
              arrays.put(name, new Array(array.shape(), values));
            });
    return new Parameters(arrays);
  }

  /** A few images. */
  public static LabelledImages images(int count) {
    return ShapesOnGratings.draw(5, count);
  }
}
