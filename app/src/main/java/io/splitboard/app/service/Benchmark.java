package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.ModelReference;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.simulation.Prediction;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/** Times two things in one process, so that their ratio depends little on the computer. */
public final class Benchmark {

  private static final int DEVICES = 8;

  /** What can be timed. */
  public enum Name {
    /** Moving one layer and predicting the new design, against importing the model. */
    EDIT,
    /** Importing the model, against reading its bytes once; see {@link ScaleBenchmark}. */
    IMPORT,
    /** Compiling and cutting; see {@link ScaleBenchmark}. */
    COMPILE,
    /** Running the model piece by piece, against running it whole. */
    CHECK,
    /** The solvers; see {@link SolverBenchmark}. */
    SOLVER,
    /** Laying out and painting the picture of a large network; see {@link LayoutBenchmark}. */
    LAYOUT
  }

  /**
   * Two medians.
   *
   * @param timed what was timed
   * @param ms its median
   * @param against what it is compared with
   * @param againstMs that one's median
   */
  public record Timing(String timed, double ms, String against, double againstMs) {

    /** First over second. */
    public double ratio() {
      return ms / againstMs;
    }
  }

  private Benchmark() {}

  /** Runs a benchmark with a model. */
  public static Timing run(Name name, String reference, int repetitions, Progress progress) {
    Path file = ModelReference.resolveAnywhere(reference, Path.of("").toAbsolutePath(), progress);
    progress.report("Timing", -1);
    return switch (name) {
      case EDIT -> edit(file, repetitions);
      case IMPORT -> imports(file, repetitions);
      case CHECK -> check(file, repetitions, progress);
      case SOLVER -> throw new IllegalArgumentException("solvers have a benchmark of their own");
      case COMPILE -> throw new IllegalArgumentException("compiling has a benchmark of its own");
      case LAYOUT -> throw new IllegalArgumentException("the layout needs no model");
    };
  }

  private static Timing edit(Path file, int repetitions) {
    Network network = read(file);
    Cluster cluster = cluster();
    Profile profile = CatalogueProfile.of(network, cluster);
    Partition partition = StartingDesigns.stages(network, cluster);
    int[] next = {0};
    double editMs =
        medianMs(
            repetitions,
            () -> {
              String layer = network.layers().get(next[0]++ % network.layers().size()).id();
              Partition moved = partition.move(List.of(layer), cluster.source());
              Prediction.of(network, cluster, profile, moved);
            });
    double importMs = medianMs(repetitions, () -> read(file));
    return new Timing("one edit with its prediction", editMs, "import", importMs);
  }

  private static Timing imports(Path file, int repetitions) {
    double importMs = medianMs(repetitions, () -> read(file));
    double bytesMs = medianMs(repetitions, () -> readBytes(file));
    return new Timing("import", importMs, "reading the file's bytes", bytesMs);
  }

  private static Timing check(Path file, int repetitions, Progress progress) {
    OpenModel model = OpenModel.open(file, ImportOptions.DEFAULT, progress);
    try (PiecewiseCheck check =
        PiecewiseCheck.open(model, PlacementMix.LAYERS, 3, 1, false, progress)) {
      return new Timing(
          "piecewise run",
          medianMs(repetitions, check::runPieces),
          "whole run",
          medianMs(repetitions, check::runWhole));
    }
  }

  private static Network read(Path file) {
    return OnnxImporter.read(OnnxModel.open(file), ImportOptions.DEFAULT);
  }

  private static void readBytes(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      CRC32 sum = new CRC32();
      sum.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    } catch (IOException e) {
      throw new UserException("The file " + file + " cannot be read: check its rights.", e);
    }
  }

  private static Cluster cluster() {
    List<Device> devices =
        IntStream.range(0, DEVICES)
            .mapToObj(i -> Catalogue.device("pi-4b", "pi-" + i, new Connection.Virtual(1)))
            .toList();
    return new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "pi-0", Contention.PER_PORT);
  }

  /** Median time, after a third as many unmeasured repetitions. */
  private static double medianMs(int repetitions, Runnable work) {
    for (int i = 0; i < 1 + repetitions / 3; i++) {
      work.run();
    }
    double[] times = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      long start = System.nanoTime();
      work.run();
      times[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(times);
    return times[repetitions / 2];
  }
}
