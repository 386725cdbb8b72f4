package io.splitboard.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.fixture.GraphBuilder;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.SyntheticNetworks;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.TaskTime;
import io.splitboard.core.program.Transfer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SimulatorProperties {

  @Property(tries = 100)
  void oneDeviceTakesTheSumOfItsLayers(
      @ForAll @IntRange(min = 1, max = 80) int layers, @ForAll long seed) {
    Network network = SyntheticNetworks.layered(layers, seed);
    Cluster cluster = Clusters.mesh(2, 100, 1, Contention.PER_PORT);
    Profile profile = CatalogueProfile.of(network, cluster);
    Prediction prediction =
        Prediction.of(network, cluster, profile, Partition.onOneDevice(network, "d0"));
    double sum =
        network.layers().stream().mapToDouble(l -> profile.layerMs("d0", l.id())).sum()
            + prediction.program().tasks().size() * profile.device("d0").overheadMs().value();
    assertThat(prediction.latency().latencyMeanMs()).isCloseTo(sum, within(1e-6));
    assertThat(prediction.throughput().throughputPerSecond())
        .isCloseTo(1000 / sum, within(1e-6 * 1000 / sum));
  }

  @Property(tries = 100)
  void pipelineYieldsOneResultPerLongestStage(
      @ForAll @Size(min = 2, max = 6) List<@DoubleRange(min = 0.5, max = 20) Double> stages,
      @ForAll @IntRange(min = 1, max = 20_000) int bytes) {
    GraphBuilder builder = new GraphBuilder().input("x", bytes);
    String last = "x";
    int[] devices = new int[stages.size()];
    for (int i = 0; i < stages.size(); i++) {
      builder.layer("s" + i, bytes, last);
      last = "s" + i;
      devices[i] = i;
    }
    Network network = builder.build(last);
    Cluster cluster = Clusters.mesh(stages.size(), 8, 0.3, Contention.PER_PORT);
    Profile profile =
        Clusters.profile(network, cluster, 0, (layer, device) -> stages.get(layer.index()));
    Prediction prediction =
        Prediction.of(network, cluster, profile, Clusters.place(network, devices));
    double period = Math.max(bytes / 1000.0, stages.stream().max(Double::compare).orElseThrow());
    assertThat(1000 / prediction.throughput().throughputPerSecond())
        .isCloseTo(period, within(1e-6 * period));
  }

  @Property(tries = 150)
  void everythingRunsOncePerRequestAndNothingOverlapsOnALane(
      @ForAll @IntRange(min = 1, max = 40) int layers,
      @ForAll @IntRange(min = 1, max = 4) int devices,
      @ForAll @IntRange(min = 1, max = 4) int inFlight,
      @ForAll Contention contention,
      @ForAll long seed) {
    Network network = SyntheticNetworks.layered(layers, seed);
    Cluster cluster = Clusters.mesh(devices, 200, 0.4, contention);
    Profile profile = CatalogueProfile.of(network, cluster);
    Program program =
        Compiler.compile(network, cluster, Clusters.random(network, devices, seed), profile);
    Load load = new Load(5, inFlight);
    Trace trace = Simulator.simulate(program, profile, cluster, load);
    assertThat(trace).isEqualTo(Simulator.simulate(program, profile, cluster, load));
    assertThat(trace.tasks()).hasSize(5 * program.tasks().size()).doesNotHaveDuplicates();
    assertThat(trace.transfers()).hasSize(5 * program.transfers().size()).doesNotHaveDuplicates();
    trace.tasks().stream()
        .collect(Collectors.groupingBy(Trace.TaskRun::device))
        .values()
        .forEach(
            runs -> {
              for (int i = 1; i < runs.size(); i++) {
                assertThat(runs.get(i).startMs()).isGreaterThanOrEqualTo(runs.get(i - 1).endMs());
              }
            });
    double bound = longestPathMs(program, profile, cluster);
    assertThat(trace.requests()).allMatch(run -> run.latencyMs() >= bound - 1e-9);
    assertThat(CriticalPath.of(program, trace, 4).steps()).isNotEmpty();
  }

  /** Longest way through the program when nothing waits for a lane. */
  private static double longestPathMs(Program program, Profile profile, Cluster cluster) {
    Map<String, Double> presentMs = new HashMap<>();
    program.inputs().forEach(input -> presentMs.put(program.source() + " " + input.key(), 0.0));
    send(program, cluster, presentMs);
    for (Task task : program.tasks()) {
      double start =
          task.reads().stream()
              .mapToDouble(read -> presentMs.get(task.device() + " " + read.key()))
              .max()
              .orElse(0);
      double end = start + TaskTime.ms(profile, task);
      task.makes().forEach(made -> presentMs.put(task.device() + " " + made.key(), end));
      send(program, cluster, presentMs);
    }
    return program.outputs().stream()
        .mapToDouble(output -> presentMs.get(program.source() + " " + output.key()))
        .max()
        .orElse(0);
  }

  private static void send(Program program, Cluster cluster, Map<String, Double> presentMs) {
    for (Transfer transfer : program.transfers()) {
      Double from = presentMs.get(transfer.from() + " " + transfer.fragment().key());
      if (from != null) {
        Link link = cluster.link(transfer.from(), transfer.to()).orElseThrow();
        presentMs.put(
            transfer.to() + " " + transfer.fragment().key(),
            from + link.transferMs(transfer.bytes()));
      }
    }
  }

  /** Completions may come in bursts, above all where much of a stream is its beginning or end. */
  @Property(tries = 100)
  void resultsNeverFollowFasterThanWhatIsBusiestAllows(
      @ForAll @IntRange(min = 1, max = 40) int layers,
      @ForAll @IntRange(min = 1, max = 4) int devices,
      @ForAll @IntRange(min = 1, max = 6) int inFlight,
      @ForAll Contention contention,
      @ForAll long seed) {
    Network network = SyntheticNetworks.layered(layers, seed);
    Cluster cluster = Clusters.mesh(devices, 20, 0.4, contention);
    Profile profile = CatalogueProfile.of(network, cluster);
    Program program =
        Compiler.compile(network, cluster, Clusters.random(network, devices, seed), profile);
    Trace trace = Simulator.simulate(program, profile, cluster, new Load(12, inFlight));
    Summary summary = Summary.of(trace, program, cluster);
    double periodMs = 1000 / summary.throughputPerSecond() * (1 + 1e-9);
    Map<String, Double> portsMs = new HashMap<>();
    summary
        .devices()
        .values()
        .forEach(use -> assertThat(use.busyMsPerRequest()).isLessThan(periodMs));
    summary
        .links()
        .forEach(
            (id, use) -> {
              assertThat(use.busyMsPerRequest()).isLessThan(periodMs);
              portsMs.merge("out of " + id.split("→")[0], use.busyMsPerRequest(), Double::sum);
              portsMs.merge("into " + id.split("→")[1], use.busyMsPerRequest(), Double::sum);
            });
    if (contention == Contention.PER_PORT) {
      portsMs.values().forEach(busyMs -> assertThat(busyMs).isLessThan(periodMs));
    }
  }

  @Property(tries = 50)
  void workingMemoryNeverFallsBelowWhatALayerReadsAndMakes(
      @ForAll @IntRange(min = 1, max = 60) int layers, @ForAll long seed) {
    Network network = SyntheticNetworks.layered(layers, seed);
    long[] working = io.splitboard.core.partition.WorkingMemory.bytes(network);
    for (Layer layer : network.layers()) {
      long own =
          layer.inputs().stream().mapToLong(t -> network.tensor(t).bytes()).sum()
              + layer.outputs().stream().mapToLong(t -> network.tensor(t).bytes()).sum();
      assertThat(working[layer.index()]).isGreaterThanOrEqualTo(own);
    }
  }
}
