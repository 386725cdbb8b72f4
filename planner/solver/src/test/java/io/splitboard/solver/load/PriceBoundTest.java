package io.splitboard.solver.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.Progress;
import io.splitboard.core.workload.GeneratedWorkloads;
import io.splitboard.core.workload.Workload;
import io.splitboard.core.workload.WorkloadNode;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is proved by prices, against trying everything. */
class PriceBoundTest {

  private static final int MOST_ITEMS = 9;

  /** Bound in ms after some looks at the time, from an incumbent without a split. */
  private static double bound(Workload workload, int looks) {
    Items items = Contraction.of(workload, false);
    Incumbent incumbent = new Incumbent(items.ms(1), 1e6, 0, LoadListener.NONE, Progress.NONE);
    incumbent.prove(SimpleBound.of(items));
    AtomicInteger looked = new AtomicInteger();
    new PriceBound(items, incumbent, () -> looked.incrementAndGet() > looks).raise();
    return items.ms(incumbent.bound());
  }

  @Property(tries = 1500)
  void neverExceedsTheBestSplit(@ForAll long seed) {
    Workload workload = RandomWorkloads.small(seed);
    double best = BruteForceLoad.best(workload, false);
    assertThat(bound(workload, seed % 20 == 0 ? 2500 : 120)).isLessThanOrEqualTo(best + 1e-9);
  }

  /** Where parts must send a lot, that is seen: work alone says a tenth less. */
  @Test
  void seesWhatMustBeSent() {
    Workload workload = GeneratedWorkloads.branches(1, 3);
    Items items = Contraction.of(workload, false);
    double byWork = items.ms(SimpleBound.of(items));
    assertThat(bound(workload, 700)).isGreaterThan(1.1 * byWork);
  }

  private static long load(Items items, boolean[] set) {
    int[] on = new int[items.count];
    for (int item = 0; item < items.count; item++) {
      on[item] = set[item] ? 0 : 1;
    }
    return items.loads(on)[0];
  }

  private static boolean[] subset(Items items, int mask) {
    boolean[] set = new boolean[items.count];
    for (int item = 0; item < items.count; item++) {
      set[item] = (mask >> item & 1) != 0;
    }
    return set;
  }

  private static boolean possible(Items items, boolean[] set) {
    for (int item = 0; item < items.count; item++) {
      if (set[item] && !items.allowed[item]) {
        return false;
      }
    }
    return true;
  }

  private static long alongTheSweep(Sweep sweep, boolean[] set) {
    int state = 0;
    long ticks = 0;
    for (int layer = 0; layer < sweep.order.length; layer++) {
      boolean in = set[sweep.order[layer]];
      ticks += in ? sweep.inTicks[layer][state] : sweep.outTicks[layer][state];
      state = in ? sweep.inTo[layer][state] : sweep.outTo[layer][state];
    }
    return ticks;
  }

  private static Items fewItems(long seed) {
    Workload small = GeneratedWorkloads.any(seed, MOST_ITEMS, 4, 2, 0);
    SplittableRandom random = new SplittableRandom(seed);
    var nodes =
        small.nodes().stream()
            .map(
                node ->
                    new WorkloadNode(
                        node.id(),
                        "",
                        random.nextInt(6) > 0,
                        node.cpuMs(),
                        node.acceleratorMs(),
                        0,
                        false,
                        node.colorClass()))
            .toList();
    Workload some = new Workload(2, 1, 1, nodes, small.edges());
    return Contraction.of(some, false);
  }

  @Property(tries = 200)
  void loadsAlongASweepAreExactOrTooSmall(@ForAll long seed) {
    Items items = fewItems(seed);
    int[] order = SweepOrder.of(items);
    Sweep exact = Sweep.of(items, order, 1 << 20, 1 << 20, () -> false);
    Sweep narrow = Sweep.of(items, order, 3, 1 << 20, () -> false);
    for (int mask = 0; mask < 1 << items.count; mask++) {
      boolean[] set = subset(items, mask);
      if (possible(items, set)) {
        long load = load(items, set);
        assertThat(alongTheSweep(exact, set)).isEqualTo(load);
        assertThat(alongTheSweep(narrow, set)).isLessThanOrEqualTo(load);
      }
    }
  }

  @Property(tries = 200)
  void noSetCostsMoreWithLooseNets(@ForAll long seed) {
    Items items = fewItems(seed);
    long most = new SplittableRandom(seed).nextLong(2 * Items.most(items.acceleratorTicks) + 1);
    Items loose = LooseNets.of(items, most);
    assertThat(loose.pins.length).isLessThanOrEqualTo(items.pins.length);
    for (int mask = 0; mask < 1 << items.count; mask++) {
      boolean[] set = subset(items, mask);
      if (possible(items, set)) {
        assertThat(load(loose, set)).isLessThanOrEqualTo(load(items, set));
      }
    }
  }

  /** Most items of a transformer are small and in chains whose nets cost about the same. */
  @Test
  void smallItemsHandOverTheirNets() {
    Items items = Contraction.of(GeneratedWorkloads.operators(1, 2), false);
    long heavy = Items.most(items.acceleratorTicks);
    assertThat(LooseNets.of(items, -1).pins.length).isEqualTo(items.pins.length);
    assertThat(LooseNets.of(items, heavy / 5).pins.length).isLessThan(items.pins.length / 2);
  }

  private static double[] prices(Items items, SplittableRandom random) {
    double[] prices = new double[items.count];
    Arrays.setAll(prices, item -> random.nextDouble());
    double sum = Arrays.stream(prices).sum();
    Arrays.setAll(prices, item -> prices[item] / sum);
    return prices;
  }

  /** The largest price of a set within a limit, by trying all. */
  private static double most(Items items, double[] prices, double limit) {
    double most = 0;
    for (int mask = 0; mask < 1 << items.count; mask++) {
      boolean[] set = subset(items, mask);
      if (possible(items, set) && load(items, set) <= limit) {
        double price = 0;
        for (int item = 0; item < items.count; item++) {
          price += set[item] ? prices[item] : 0;
        }
        most = Math.max(most, price);
      }
    }
    return most;
  }

  @Property(tries = 300)
  void aGuideLosesNoSetOfInterest(@ForAll long seed) {
    Items items = fewItems(seed);
    SplittableRandom random = new SplittableRandom(seed);
    double[] prices = prices(items, random);
    int[] order = SweepOrder.of(items);
    Sweep sweep = Sweep.of(items, order, 4 + random.nextInt(60), 1 << 20, () -> false);
    Sweep guide = Sweep.of(items, order, 1 + random.nextInt(4), 1 << 20, () -> false);
    int units = 1 + random.nextInt(300);
    double rate = random.nextDouble() / units;
    long top = load(items, subset(items, 0x155));
    PartPrices alone = new PartPrices(sweep, null, units, Long.MAX_VALUE);
    alone.run(prices, top, rate, 0);
    PartPrices guided = new PartPrices(sweep, guide, units, Long.MAX_VALUE);
    double least = alone.most(top) * (0.7 + 0.4 * random.nextDouble());
    guided.run(prices, top, rate, least);
    for (double share : new double[] {0.5, 0.9, 1}) {
      double limit = share * top;
      double most = most(items, prices, limit);
      assertThat(guided.most(limit))
          .isGreaterThanOrEqualTo(Math.max(least, most) - 1e-12)
          .isLessThanOrEqualTo(Math.max(least, alone.most(limit)) + 1e-12);
    }
  }

  @Property(tries = 200)
  void noPartHasALargerPriceThanWhatIsTold(@ForAll long seed) {
    Items items = fewItems(seed);
    SplittableRandom random = new SplittableRandom(seed);
    double[] prices = prices(items, random);
    Sweep sweep = Sweep.of(items, SweepOrder.of(items), 1 << 20, 1 << 20, () -> false);
    int units = 1 + random.nextInt(400);
    PartPrices parts = new PartPrices(sweep, null, units, Long.MAX_VALUE);
    long top = load(items, subset(items, 0x155));
    parts.run(prices, top, random.nextDouble() / units, 0);
    for (double share : new double[] {0.3, 0.7, 1}) {
      double limit = share * top;
      double most = most(items, prices, limit);
      assertThat(parts.most(limit)).isGreaterThanOrEqualTo(most - 1e-12);
      boolean[] marked = new boolean[items.count];
      double slack = parts.mark(limit, marked);
      assertThat(limit - load(items, marked)).isCloseTo(slack * top / units, within(top * 1e-9));
    }
  }
}
