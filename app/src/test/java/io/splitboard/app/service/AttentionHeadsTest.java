package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.service.GeneratedTransformer.Activation;
import io.splitboard.app.service.GeneratedTransformer.Mask;
import io.splitboard.app.service.GeneratedTransformer.Projections;
import io.splitboard.app.service.GeneratedTransformer.Spelling;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.partition.ChannelPairs;
import io.splitboard.core.partition.CommonSplit;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.channels.ChannelSplit;
import io.splitboard.solver.hybrid.HybridSearch;
import io.splitboard.solver.sharing.Sharing;
import io.splitboard.solver.simulated.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attention split by heads and perceptrons split in pairs, in the spellings that exporters have.
 */
class AttentionHeadsTest {

  private static final Spelling PLAIN =
      new Spelling(2, 1, 6, 4, 4, 8, Projections.SEPARATE, false, Mask.NONE, Activation.ERF, false);

  static Stream<Spelling> spellings() {
    return Stream.of(
        PLAIN,
        new Spelling(
            1, 2, 6, 4, 4, 8, Projections.SEPARATE, false, Mask.CONSTANT, Activation.GELU, false),
        new Spelling(
            1, 1, 6, 6, 6, 4, Projections.GEMM, true, Mask.CONSTANT, Activation.RELU, false),
        new Spelling(
            1, 2, 6, 4, 4, 8, Projections.SPLIT, false, Mask.CONSTANT, Activation.ERF, false),
        new Spelling(
            1, 2, 6, 8, 4, 4, Projections.FUSED, false, Mask.CONSTANT, Activation.GELU, false),
        new Spelling(
            1, 1, 7, 4, 4, 6, Projections.RESHAPED, false, Mask.NONE, Activation.GELU, true),
        new Spelling(1, 2, 6, 8, 4, 4, Projections.GEMM, false, Mask.NONE, Activation.ERF, true),
        new Spelling(
            1, 1, 5, 12, 4, 2, Projections.SEPARATE, false, Mask.CONSTANT, Activation.GELU, true));
  }

  /**
   * In tensor parallelism (Shoeybi et al. 2019) each half of a block sums once over all devices: a
   * star sends what is normalized to n − 1 devices and gets n − 1 summands back.
   */
  @ParameterizedTest
  @MethodSource("spellings")
  void aBlockMovesTwoReductionsAndNothingElse(Spelling spelling) throws IOException {
    for (int devices = 2; devices <= 4; devices++) {
      int others = devices - 1;
      try (Opened opened = Opened.of(spelling, 7)) {
        Program program = opened.inPairs(devices);
        long each = 4L * spelling.batch() * spelling.tokens() * spelling.width();
        assertThat(program.transfers()).hasSize(4 * spelling.blocks() * others);
        assertThat(bytes(program)).isEqualTo(4 * spelling.blocks() * others * each);
        assertEqual(opened, program, 1e-5);
      }
    }
  }

  /**
   * Not narrower than eight features: normalizing two or three divides by what may be nearly
   * nothing, which multiplies each rounding error.
   */
  @Provide
  Arbitrary<Spelling> transformers() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 2),
            Arbitraries.integers().between(2, 7),
            Arbitraries.of(1, 2, 3, 4),
            Arbitraries.of(1, 2, 3),
            Arbitraries.of(4, 6, 8),
            Arbitraries.of(Projections.class),
            Arbitraries.of(Mask.class),
            Combinators.combine(
                    Arbitraries.of(true, false),
                    Arbitraries.of(true, false),
                    Arbitraries.of(Activation.class))
                .as(Style::new))
        .as(
            (batch, tokens, keyHeads, each, size, projections, mask, style) ->
                new Spelling(
                    1,
                    batch,
                    tokens,
                    keyHeads * each,
                    isOne(projections) ? keyHeads * each : keyHeads,
                    size,
                    projections,
                    style.stacked,
                    mask,
                    style.activation,
                    style.rotary))
        .filter(spelling -> spelling.width() >= 8);
  }

  /** Whether queries, keys and values are projected as one. */
  private static boolean isOne(Projections projections) {
    return projections == Projections.SPLIT || projections == Projections.RESHAPED;
  }

  private record Style(boolean stacked, boolean rotary, Activation activation) {}

  /** Also where there are more devices than heads, and some get none. */
  @Property(tries = 60)
  void anySharesOfHeadsGiveTheWhole(
      @ForAll("transformers") Spelling spelling,
      @ForAll @Size(min = 2, max = 5) List<@DoubleRange(min = 0.01, max = 1) Double> weights,
      @ForAll @LongRange(min = 0) long seed,
      @ForAll boolean gathered)
      throws IOException {
    Cluster cluster = cluster(weights.size());
    try (Opened opened = Opened.of(spelling, seed)) {
      Network network = opened.network();
      Sharing sharing = Sharing.byWeight(cluster.deviceIds(), weights);
      Map<String, Placement> placements = new LinkedHashMap<>();
      ChannelPairs.kinds(network, network.layers())
          .forEach(
              (id, kind) ->
                  placements.put(
                      id,
                      sharing.place(
                          network, network.layer(id), gathered ? SplitKind.CHANNELS : kind)));
      Partition partition = Partition.onOneDevice(network, cluster.source()).with(placements);
      Program program = Compiler.compile(network, cluster, partition);
      assertEqual(opened, program, gathered ? 1e-6 : 1e-5);
    }
  }

  @Test
  void moreDevicesThanHeadsLeaveSomeWithout() throws IOException {
    Spelling two =
        new Spelling(
            1, 1, 5, 2, 2, 8, Projections.SEPARATE, false, Mask.INPUT, Activation.GELU, false);
    try (Opened opened = Opened.of(two, 4)) {
      Program program = opened.inPairs(4);
      assertThat(devicesOf(program, opened.network(), "Softmax")).hasSize(2);
      assertThat(devicesOf(program, opened.network(), "Gelu")).hasSize(4);
      assertEqual(opened, program, 1e-5);
    }
  }

  private static Set<String> devicesOf(Program program, Network network, String operator) {
    return program.tasks().stream()
        .filter(
            task ->
                task.pieces().stream()
                    .anyMatch(piece -> network.layer(piece.layer()).operator().equals(operator)))
        .map(Task::device)
        .collect(Collectors.toSet());
  }

  @Test
  void aBoundaryMovesInWholeHeadsThroughTheBlock() throws IOException {
    Spelling one =
        new Spelling(1, 1, 6, 4, 4, 8, Projections.SPLIT, false, Mask.NONE, Activation.ERF, false);
    try (Opened opened = Opened.of(one, 2)) {
      Network network = opened.network();
      List<String> devices = List.of("a", "b");
      Map<String, SplitKind> kinds = ChannelPairs.kinds(network, network.layers());
      List<String> heads =
          network.layers().stream()
              .map(Layer::id)
              .filter(id -> kinds.get(id) == SplitKind.CHANNELS)
              .filter(id -> network.layer(id).index() < indexOf(network, "Softmax"))
              .toList();
      Partition even =
          Partition.onOneDevice(network, "a").split(network, heads, SplitKind.CHANNELS, devices);
      CommonSplit common = CommonSplit.of(network, even, heads).orElseThrow();
      assertThat(common.extent()).isEqualTo(32);
      Map<String, Placement> moved = common.move(0, 23).placements();
      assertThat(moved.keySet()).hasSizeGreaterThan(8);
      moved.forEach(
          (id, placement) -> {
            long all = Splits.extent(network, network.layer(id), SplitKind.CHANNELS);
            long stretches = all == 96 ? 3 : 1;
            List<Placement.Share> shares = ((Placement.Split) placement).shares();
            assertThat(shares).hasSize((int) (2 * stretches));
            for (int i = 0; i < stretches; i++) {
              long start = i * all / stretches;
              long boundary = start + all / stretches * 3 / 4;
              assertThat(shares.get(2 * i)).isEqualTo(new Placement.Share("a", start, boundary));
              assertThat(shares.get(2 * i + 1))
                  .isEqualTo(new Placement.Share("b", boundary, start + all / stretches));
            }
          });
    }
  }

  private static int indexOf(Network network, String operator) {
    return network.layers().stream()
        .filter(layer -> layer.operator().equals(operator))
        .findFirst()
        .orElseThrow()
        .index();
  }

  /** Slow devices with fast links: what tensor parallelism is for. */
  @Test
  void searchesSplitHeads() throws IOException {
    Spelling wide =
        new Spelling(
            1, 1, 64, 4, 4, 64, Projections.SEPARATE, false, Mask.NONE, Activation.GELU, false);
    List<Device> devices =
        IntStream.range(0, 2)
            .mapToObj(i -> Catalogue.device("pi-3b+", "device" + i, new Connection.Local()))
            .toList();
    List<Link> links =
        List.of(
            new Link("device0", "device1", 940, 0.1, Origin.CATALOGUE),
            new Link("device1", "device0", 940, 0.1, Origin.CATALOGUE));
    Cluster cluster = new Cluster(devices, links, "device0", Contention.PER_LINK);
    try (Opened opened = Opened.of(wide, 5)) {
      Network network = opened.network();
      Problem problem =
          new Problem(
              network,
              cluster,
              CatalogueProfile.of(network, cluster),
              Objective.LATENCY,
              Constraints.NONE,
              new SolveLimits(5, 1, 0.01));
      Judge judge = new Judge(problem);
      double aloneMs = judge.value(Partition.onOneDevice(network, "device0"));
      Solution channels = new ChannelSplit().solve(problem, SolveListener.NONE, (step, done) -> {});
      assertThat(channels.value()).isLessThan(0.8 * aloneMs);
      Layer softmax =
          network.layers().stream()
              .filter(layer -> layer.operator().equals("Softmax"))
              .findFirst()
              .orElseThrow();
      assertThat(channels.partition().of(softmax.id()))
          .isEqualTo(
              new Placement.Channels(
                  List.of(
                      new Placement.Share("device0", 0, 2), new Placement.Share("device1", 2, 4))));
      Solution hybrid = new HybridSearch().solve(problem, SolveListener.NONE, (step, done) -> {});
      assertThat(hybrid.value()).isLessThanOrEqualTo(channels.value());
    }
  }

  private static long bytes(Program program) {
    return program.transfers().stream()
        .map(Transfer::fragment)
        .mapToLong(fragment -> fragment.bytes())
        .sum();
  }

  private static void assertEqual(Opened opened, Program program, double tolerance) {
    try (PiecewiseCheck check =
        PiecewiseCheck.open(opened.model, program, 3, false, (step, fraction) -> {})) {
      PiecewiseCheck.Outcome outcome = check.random();
      assertThat(outcome.maxAbsOutput()).isPositive();
      assertThat(outcome.maxAbsDiff()).isLessThanOrEqualTo(tolerance * outcome.maxAbsOutput());
    }
  }

  private static Cluster cluster(int count) {
    List<Device> devices =
        IntStream.range(0, count)
            .mapToObj(i -> Catalogue.device("cloud", "device" + i, new Connection.Local()))
            .toList();
    return new Cluster(
        devices, Wiring.allPairs(devices, "ethernet"), "device0", Contention.PER_LINK);
  }

  /** A generated network in a folder of its own. */
  private record Opened(Path folder, OpenModel model) implements AutoCloseable {

    static Opened of(Spelling spelling, long seed) throws IOException {
      Path folder = Files.createTempDirectory("transformer");
      Path file = GeneratedTransformer.write(spelling, seed, folder);
      return new Opened(
          folder, OpenModel.open(file, ImportOptions.DEFAULT, (step, fraction) -> {}));
    }

    Network network() {
      return model.network();
    }

    /** All layers in pairs, evenly. */
    Program inPairs(int devices) {
      Cluster cluster = cluster(devices);
      Partition partition =
          Partition.onOneDevice(network(), cluster.source())
              .splitInPairs(
                  network(),
                  network().layers().stream().map(Layer::id).toList(),
                  cluster.deviceIds());
      return Compiler.compile(network(), cluster, partition);
    }

    @Override
    public void close() throws IOException {
      Files.delete(folder.resolve("transformer.onnx"));
      Files.delete(folder);
    }
  }
}
