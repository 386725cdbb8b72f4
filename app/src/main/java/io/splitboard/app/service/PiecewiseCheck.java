package io.splitboard.app.service;

import io.splitboard.agent.engine.EngineOptions;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.operator.Operators;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.LinkError;
import io.splitboard.core.program.Program;
import io.splitboard.core.tensor.Difference;
import io.splitboard.core.tensor.RandomTensors;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.core.tensor.TensorDifference;
import io.splitboard.lab.local.LastBits;
import io.splitboard.lab.local.LocalRun;
import io.splitboard.lab.local.LossyLinks;
import io.splitboard.lab.local.WholeRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs a random partition of a network piece by piece in this process, and the whole network on the
 * same ONNX Runtime, and compares.
 */
public final class PiecewiseCheck implements AutoCloseable {

  private final Scratch scratch;
  private final OpenModel model;
  private final Program program;
  private final LocalRun pieces;
  private final WholeRun whole;
  private final long seed;
  private final boolean optimize;

  /**
   * How two results agree.
   *
   * @param maxAbsDiff largest difference of any element
   * @param maxAbsOutput largest absolute element of what was expected
   * @param bitExact whether all elements have the same bits
   * @param equal whether they agree within the tolerance of the comparison
   */
  public record Outcome(double maxAbsDiff, double maxAbsOutput, boolean bitExact, boolean equal) {}

  /** How the pieces agree with one stored set. */
  public record StoredSet(String name, Outcome outcome) {}

  private PiecewiseCheck(
      Scratch scratch, Program program, LocalRun pieces, WholeRun whole, long seed, boolean on) {
    this.scratch = scratch;
    this.model = scratch.model();
    this.program = program;
    this.pieces = pieces;
    this.whole = whole;
    this.seed = seed;
    this.optimize = on;
  }

  /**
   * Cuts a network at random and opens the pieces and the whole.
   *
   * @param mix which placements to draw from
   * @param devices how many devices, all linked with each other
   * @param seed of partition and inputs
   * @param optimize whether ONNX Runtime may rewrite the graphs
   * @throws UserException if there is no legal partition, or ONNX Runtime refuses the network
   */
  public static PiecewiseCheck open(
      OpenModel model,
      PlacementMix mix,
      int devices,
      long seed,
      boolean optimize,
      Progress progress) {
    Cluster cluster = cluster(devices);
    Partition partition = RandomPartition.of(model.network(), cluster, mix, seed);
    return open(model, cluster, partition, seed, optimize, progress);
  }

  /**
   * Cuts a network as told and opens the pieces and the whole.
   *
   * @param seed of the inputs
   */
  static PiecewiseCheck open(
      OpenModel model,
      Cluster cluster,
      Partition partition,
      long seed,
      boolean optimize,
      Progress progress) {
    progress.report("Cutting", -1);
    Program program = Compiler.compile(model.network(), cluster, partition);
    return open(model, program, seed, optimize, progress);
  }

  /**
   * Opens the pieces of a program and the whole.
   *
   * @param program of this network, with any partition and cluster
   * @param seed of the inputs
   * @param optimize whether ONNX Runtime may rewrite the graphs
   * @throws UserException if ONNX Runtime refuses the network
   */
  static PiecewiseCheck open(
      OpenModel model, Program program, long seed, boolean optimize, Progress progress) {
    // Pieces that are only checked are not kept: a deployment makes its own.
    Scratch scratch = Scratch.of(model);
    try {
      return open(scratch, program, seed, optimize, progress);
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  private static PiecewiseCheck open(
      Scratch scratch, Program program, long seed, boolean optimize, Progress progress) {
    OpenModel model = scratch.model();
    requireRepeatable(model.network());
    EngineOptions options = options(optimize);
    progress.report("Opening the whole network", -1);
    WholeRun whole = WholeRun.open(model.cutter(), model.blobs(), options);
    try {
      progress.report("Opening the pieces", -1);
      LocalRun pieces = LocalRun.open(model.cutter(), program, model.blobs(), options);
      return new PiecewiseCheck(scratch, program, pieces, whole, seed, optimize);
    } catch (RuntimeException e) {
      whole.close();
      throw e;
    }
  }

  private static void requireRepeatable(Network network) {
    for (Layer layer : network.layers()) {
      if (layer.calls().stream().anyMatch(Operators::isRandom)) {
        throw new UserException(
            "Layer %s draws random numbers, so two runs of this network differ and nothing can be compared; export the model for inference."
                .formatted(layer.id()));
      }
    }
  }

  /** One thread for each piece: hundreds of sessions with a pool each would only disturb. */
  private static EngineOptions options(boolean optimize) {
    return new EngineOptions(optimize, 1);
  }

  /** Where the random input's results first differ, if anything that tasks hand out does. */
  public Optional<Divergence> divergence() {
    Map<String, TensorData> inputs = RandomTensors.request(model.network(), seed, 0);
    return Divergence.first(model, program, pieces, inputs, options(optimize), tolerance());
  }

  /** Runs, compares, and where the outputs differ looks for the first layer whose result does. */
  CheckReport report(LinkCodecs codecs, Progress progress) {
    progress.check();
    progress.report("Comparing a random input", -1);
    Outcome outcome = random();
    progress.check();
    Optional<LossyEffect> lossy = lossy(codecs);
    if (outcome.equal()) {
      return new CheckReport(outcome, tolerance(), Optional.empty(), lossy);
    }
    progress.report("Looking for the first layer that differs", -1);
    return new CheckReport(outcome, tolerance(), divergence(), lossy);
  }

  /**
   * Runs the same random input with what lossy codecs leave of the tensors on their links.
   *
   * @param codecs which links have one
   * @return empty if nothing crosses such a link
   */
  public Optional<LossyEffect> lossy(LinkCodecs codecs) {
    LossyLinks carrier = new LossyLinks(codecs);
    Map<String, TensorData> inputs = RandomTensors.request(model.network(), seed, 0);
    Program packed = program.packed(one -> codecs.of(one.from(), one.to()));
    if (packed.transfers().stream().allMatch(transfer -> transfer.codec().isLossless())) {
      return Optional.empty();
    }
    Outcome outcome = compare(whole.run(inputs), pieces.runOver(carrier, inputs), tolerance());
    return Optional.of(new LossyEffect(LinkError.of(packed, codecs, carrier.errors()), outcome));
  }

  /**
   * How much the network enlarges rounding: the pieces' own results against those with every 32-bit
   * float that travels moved by at most one unit in its last place. Where that is as much as the
   * pieces differ from the whole network, the difference says nothing about the cut.
   */
  public Difference sensitivity() {
    Map<String, TensorData> inputs = RandomTensors.request(model.network(), seed, 0);
    Map<String, TensorData> moved = pieces.runOver(new LastBits(seed), inputs);
    Difference worst = Difference.NONE;
    for (Map.Entry<String, TensorData> output : pieces.run(inputs).entrySet()) {
      worst = worst.and(TensorDifference.between(output.getValue(), moved.get(output.getKey())));
    }
    return worst;
  }

  /** Tasks and transfers of the partition. */
  public Program program() {
    return program;
  }

  /** Runs a random input through the pieces and through the whole network. */
  public Outcome random() {
    Map<String, TensorData> inputs = RandomTensors.request(model.network(), seed, 0);
    return compare(whole.run(inputs), pieces.run(inputs), tolerance());
  }

  /** Allowed difference from the whole network here, over the largest output. */
  private double tolerance() {
    return Tolerance.of(model.network(), program, optimize);
  }

  /** Runs a random input through the pieces only, for timing. */
  void runPieces() {
    pieces.run(RandomTensors.request(model.network(), seed, 0));
  }

  /** Runs a random input through the whole network only, for timing. */
  void runWhole() {
    whole.run(RandomTensors.request(model.network(), seed, 0));
  }

  /**
   * Runs stored inputs through the pieces and compares with the stored outputs: every folder {@code
   * test_data_set_*} with {@code input_*.pb} and {@code output_*.pb}, in the order of the network's
   * inputs and outputs.
   *
   * @throws UserException if there are none or they do not fit the network
   */
  public List<StoredSet> stored(Path folder) {
    List<StoredSet> sets = new ArrayList<>();
    for (Path set : sets(folder)) {
      Network network = model.network();
      Map<String, TensorData> inputs = read(set, "input_", network.inputs());
      Map<String, TensorData> expected = read(set, "output_", network.outputs());
      double tolerance = Tolerance.stored(network, optimize);
      sets.add(
          new StoredSet(
              set.getFileName().toString(), compare(expected, pieces.run(inputs), tolerance)));
    }
    return sets;
  }

  private Map<String, TensorData> read(Path set, String prefix, List<String> names) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Path file = set.resolve(prefix + i + ".pb");
      tensors.put(names.get(i), TensorInputs.read(file, model.network().tensor(names.get(i))));
    }
    return tensors;
  }

  private static List<Path> sets(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserException("There is no folder " + folder + " with stored results.");
    }
    try (Stream<Path> inside = Files.list(folder)) {
      List<Path> sets =
          inside
              .filter(Files::isDirectory)
              .filter(path -> path.getFileName().toString().startsWith("test_data_set_"))
              .sorted()
              .toList();
      if (sets.isEmpty()) {
        throw new UserException("There are no folders test_data_set_* in " + folder + ".");
      }
      return sets;
    } catch (IOException e) {
      throw new UserException("The folder " + folder + " cannot be read: check its rights.", e);
    }
  }

  /**
   * Compares results by name.
   *
   * @param tolerance allowed difference over the largest element; 0 asks for the same bits
   */
  private static Outcome compare(
      Map<String, TensorData> expected, Map<String, TensorData> results, double tolerance) {
    double maxAbsDiff = 0;
    double maxAbsOutput = 0;
    boolean bitExact = true;
    for (Map.Entry<String, TensorData> output : expected.entrySet()) {
      Difference difference =
          TensorDifference.between(output.getValue(), results.get(output.getKey()));
      maxAbsDiff = Math.max(maxAbsDiff, difference.maxAbsDiff());
      maxAbsOutput = Math.max(maxAbsOutput, difference.maxAbsOutput());
      bitExact &= difference.bitExact();
    }
    boolean equal = bitExact || (tolerance > 0 && maxAbsDiff <= tolerance * maxAbsOutput);
    return new Outcome(maxAbsDiff, maxAbsOutput, bitExact, equal);
  }

  private static Cluster cluster(int count) {
    List<Device> devices =
        IntStream.range(0, count)
            .mapToObj(i -> Catalogue.device("cloud", "device" + i, new Connection.Local()))
            .toList();
    return new Cluster(
        devices, Wiring.allPairs(devices, "ethernet"), "device0", Contention.PER_LINK);
  }

  @Override
  public void close() {
    pieces.close();
    whole.close();
    scratch.close();
  }
}
