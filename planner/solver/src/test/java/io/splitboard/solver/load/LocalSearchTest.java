package io.splitboard.solver.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.Progress;
import io.splitboard.core.workload.GeneratedWorkloads;
import io.splitboard.core.workload.Workload;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Splits found by moving items and clusters of them. */
class LocalSearchTest {

  private static Incumbent onOneDevice(Items items) {
    Incumbent incumbent = new Incumbent(items.ms(1), 1e6, 0, LoadListener.NONE, Progress.NONE);
    int[] on = new int[items.count];
    incumbent.offer(items, on);
    Arrays.fill(on, items.accelerators);
    if (items.cpus > 0) {
      incumbent.offer(items, on);
    }
    return incumbent;
  }

  private static Incumbent searched(Items items, int looks) {
    Incumbent incumbent = onOneDevice(items);
    AtomicInteger looked = new AtomicInteger();
    new LocalSearch(items, incumbent, 1).run(() -> looked.incrementAndGet() > looks);
    return incumbent;
  }

  @Property(tries = 300)
  void findsTheBestOfSmallOnesWhereItHasSomewhereToBegin(@ForAll long seed) {
    Workload workload = RandomWorkloads.small(seed);
    Items items = Contraction.of(workload, false);
    if (onOneDevice(items).onByNode() != null) {
      double best = BruteForceLoad.best(workload, false);
      assertThat(items.ms(searched(items, 4000).value())).isCloseTo(best, within(1e-9));
    }
  }

  /** From all on one device; the best contiguous split is at 6.66 ms. */
  @Test
  void crossesRidges() {
    Items items = Contraction.of(GeneratedWorkloads.operators(1, 4), false);
    assertThat(items.ms(searched(items, 12_000).value())).isLessThan(6.25);
  }

  @Property(tries = 100)
  void clustersKeepToTheirPart(@ForAll long seed) {
    Items items = Contraction.of(GeneratedWorkloads.any(seed, 60, 5, 3, 1), false);
    SplittableRandom random = new SplittableRandom(seed);
    int[] part = new int[items.count];
    Arrays.setAll(part, item -> random.nextInt(3));
    int[] cluster = Clusters.of(items, part, 10, random);
    int clusters = Arrays.stream(cluster).max().orElseThrow() + 1;
    assertThat(Arrays.stream(cluster).distinct().count()).isEqualTo(clusters);
    assertThat(clusters).isLessThan(items.count);
    for (int a = 0; a < items.count; a++) {
      for (int b = 0; b < a; b++) {
        assertThat(cluster[a] == cluster[b] && part[a] != part[b]).isFalse();
      }
    }
  }
}
