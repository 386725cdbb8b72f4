package io.splitboard.solver.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.cluster.Origin;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.LeastWork;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Piece;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.TaskTime;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.hybrid.SmallConvolutions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Offset;

class BoundsProperties {

  private static final Offset<Double> ROUNDING = Offset.offset(1e-9);

  @Property(tries = 40)
  void noPartitionOfAnyKindIsBetter(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed, @ForAll Objective objective) {
    Random random = new Random(seed);
    Problem problem = SmallConvolutions.problem(seed, objective, 1);
    double bound = Judge.bound(problem);
    for (int i = 0; i < 5; i++) {
      Partition partition = random(problem, random, 1 + random.nextInt(40));
      assertThat(new Judge(problem).value(partition)).isGreaterThanOrEqualTo(bound);
    }
  }

  /** Whole tasks were measured, some of them much faster than their layers one by one. */
  @Property(tries = 20)
  void noMeasuredBundleIsBetter(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed, @ForAll boolean stream) {
    Random random = new Random(seed);
    Objective objective = stream ? Objective.THROUGHPUT : Objective.LATENCY;
    Problem plain = SmallConvolutions.problem(seed, objective, 1);
    for (int i = 0; i < 3; i++) {
      Partition partition = random(plain, random, 1 + random.nextInt(4));
      Problem problem = plain.with(plain.cluster(), measured(plain, partition, random));
      double bound = Judge.bound(problem);
      assertThat(new Judge(problem).value(partition)).isGreaterThanOrEqualTo(bound);
    }
  }

  @Property(tries = 15)
  void rowsOneByOneComputeWhatIsReadAndNoMore(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Problem problem = SmallConvolutions.problem(seed, Objective.LATENCY, 1);
    Network network = problem.network();
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      placements.put(layer.id(), rows(problem, layer));
    }
    Program program =
        Compiler.compile(network, problem.cluster(), new Partition(placements), problem.profile());
    Map<String, Double> computed = new HashMap<>();
    for (Task task : program.tasks()) {
      for (Piece piece : task.pieces()) {
        computed.merge(piece.layer(), piece.work(), Double::sum);
      }
    }
    LeastWork least = LeastWork.of(network);
    for (Layer layer : network.layers()) {
      assertThat(computed.getOrDefault(layer.id(), 0.0)).isEqualTo(least.share(layer), ROUNDING);
    }
  }

  private static Placement rows(Problem problem, Layer layer) {
    List<String> devices = problem.cluster().deviceIds();
    List<Placement.Share> shares = new ArrayList<>();
    long extent = Splits.extent(problem.network(), layer, SplitKind.ROWS);
    for (long row = 0; row < extent; row++) {
      shares.add(new Placement.Share(devices.get((int) row % devices.size()), row, row + 1));
    }
    return new Placement.Rows(shares);
  }

  private static Partition random(Problem problem, Random random, int mostShares) {
    Map<String, Placement> placements = new LinkedHashMap<>();
    List<String> devices = problem.cluster().deviceIds();
    for (Layer layer : problem.network().layers()) {
      SplitKind kind = SplitKind.values()[random.nextInt(SplitKind.values().length)];
      boolean split =
          random.nextInt(4) > 0 && Splits.whyNot(problem.network(), layer, kind).isEmpty();
      placements.put(
          layer.id(),
          split
              ? Placement.split(kind, shares(problem, layer, kind, random, mostShares))
              : new Placement.Whole(devices.get(random.nextInt(devices.size()))));
    }
    return new Partition(placements);
  }

  private static List<Placement.Share> shares(
      Problem problem, Layer layer, SplitKind kind, Random random, int most) {
    List<String> devices = problem.cluster().deviceIds();
    long extent = Splits.extent(problem.network(), layer, kind);
    long size = Math.max(1, extent / (1 + random.nextInt(most)));
    List<Placement.Share> shares = new ArrayList<>();
    for (long from = 0; from < extent; from += size) {
      String device = devices.get(random.nextInt(devices.size()));
      shares.add(new Placement.Share(device, from, Math.min(extent, from + size)));
    }
    return shares;
  }

  private static Profile measured(Problem problem, Partition partition, Random random) {
    Profile profile = problem.profile();
    Program program = Compiler.compile(problem.network(), problem.cluster(), partition, profile);
    for (Task task : program.tasks()) {
      double ms = TaskTime.ms(profile, task) * (0.2 + random.nextDouble());
      DeviceProfile known = profile.device(task.device());
      Map<String, Figure> bundles = new HashMap<>(known.bundleMs());
      bundles.put(TaskTime.bundleKey(task), new Figure(ms, Origin.MEASURED));
      Map<String, DeviceProfile> devices = new LinkedHashMap<>(profile.devices());
      Figure perPieceMs = new Figure(random.nextDouble() * ms, Origin.MEASURED);
      devices.put(
          task.device(),
          new DeviceProfile(
              known.overheadMs(), known.perMegabyteMs(), perPieceMs, known.layerMs(), bundles));
      profile = new Profile(devices, profile.links());
    }
    return profile;
  }
}
