package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.BlobStore;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.onnx.SubModelCutter;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * How time and memory of importing and compiling grow with the number of nodes and the bytes of
 * weights, with files made for that.
 */
public final class ScaleBenchmark {

  private static final int[] NODES = {1000, 2000, 5000, 10_000};
  private static final int[] HEAVY_LAYERS = {8, 32};
  private static final int DEVICES = 4;

  private ScaleBenchmark() {}

  /**
   * One step of one model.
   *
   * @param step what was done
   * @param nodes of the model
   * @param fileBytes of the model and the weights beside it
   * @param ms how long it took, once
   * @param keptHeapBytes Java heap that its result holds
   * @param peakHeapBytes most Java heap meanwhile, garbage included
   */
  public record Point(
      String step, int nodes, long fileBytes, double ms, long keptHeapBytes, long peakHeapBytes) {}

  /** Imports models of growing size. */
  public static List<Point> imports(Progress progress) {
    return imports(NODES, HEAVY_LAYERS, progress);
  }

  static List<Point> imports(int[] sizes, int[] heavyLayers, Progress progress) {
    List<Point> points = new ArrayList<>();
    withFolder(
        folder -> {
          read(ScaleModel.deep(folder, 500).file());
          for (int nodes : sizes) {
            progress.report("Importing " + nodes + " nodes", -1);
            ScaleModel model = ScaleModel.deep(folder, nodes);
            points.add(measure("import", model, () -> read(model.file())));
          }
          for (int layers : heavyLayers) {
            progress.report("Importing " + layers * 64 + " MiB of weights", -1);
            ScaleModel model = ScaleModel.heavy(folder, layers);
            points.add(measure("import", model, () -> read(model.file())));
          }
        });
    return points;
  }

  /** Compiles networks of growing size, by whole layers and by rows, and cuts their sub-models. */
  public static List<Point> compiles(Progress progress) {
    return compiles(NODES, HEAVY_LAYERS, progress);
  }

  static List<Point> compiles(int[] sizes, int[] heavyLayers, Progress progress) {
    List<Point> points = new ArrayList<>();
    withFolder(
        folder -> {
          compile(ScaleModel.deep(folder, 500), folder);
          for (int nodes : sizes) {
            progress.report("Compiling " + nodes + " nodes", -1);
            points.addAll(compile(ScaleModel.deep(folder, nodes), folder));
          }
          for (int layers : heavyLayers) {
            progress.report("Compiling " + layers * 64 + " MiB of weights", -1);
            points.addAll(compile(ScaleModel.heavy(folder, layers), folder));
          }
        });
    return points;
  }

  private static List<Point> compile(ScaleModel file, Path folder) {
    OnnxModel model = OnnxModel.open(file.file());
    Network network = OnnxImporter.read(model, ImportOptions.DEFAULT);
    Cluster cluster = cluster();
    Partition stages = StartingDesigns.stages(network, cluster);
    SubModelCutter cutter =
        new SubModelCutter(model, network, BlobStore.at(folder.resolve("store")));
    List<Point> points = new ArrayList<>();
    Program[] program = new Program[1];
    points.add(
        measure(
            "compile stages", file, () -> program[0] = Compiler.compile(network, cluster, stages)));
    points.add(measure("cut stages", file, () -> cut(cutter, program[0])));
    if (network.layers().get(0).operator().equals("Conv")) {
      List<String> all = network.layers().stream().map(Layer::id).toList();
      Partition rows = stages.split(network, all, SplitKind.ROWS, cluster.deviceIds());
      points.add(measure("compile rows", file, () -> Compiler.compile(network, cluster, rows)));
    }
    return points;
  }

  private static List<byte[]> cut(SubModelCutter cutter, Program program) {
    List<byte[]> models = new ArrayList<>();
    for (Task task : program.tasks()) {
      models.add(cutter.cut(task).onnx());
    }
    return models;
  }

  private static Network read(Path file) {
    return OnnxImporter.read(OnnxModel.open(file), ImportOptions.DEFAULT);
  }

  private static Point measure(String step, ScaleModel model, Supplier<Object> work) {
    long before = usedAfterCollection();
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    long start = System.nanoTime();
    Object result = work.get();
    double ms = (System.nanoTime() - start) / 1e6;
    long peak = pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    long kept = Math.max(0, usedAfterCollection() - before);
    // Keeps the result alive until its memory was counted.
    java.lang.ref.Reference.reachabilityFence(result);
    return new Point(step, model.nodes(), model.bytes(), ms, kept, peak);
  }

  private static long usedAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static List<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private static Cluster cluster() {
    List<Device> devices =
        IntStream.range(0, DEVICES)
            .mapToObj(i -> Catalogue.device("pi-4b", "pi-" + i, new Connection.Virtual(1)))
            .toList();
    return new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "pi-0", Contention.PER_PORT);
  }

  private interface InFolder {
    void run(Path folder) throws IOException;
  }

  private static void withFolder(InFolder work) {
    try {
      Path folder = Files.createTempDirectory("splitboard-bench");
      try {
        work.run(folder);
      } finally {
        FolderTree.delete(folder);
      }
    } catch (IOException e) {
      throw new UserException(
          "The benchmark's files cannot be written to the temporary folder (%s): free some space."
              .formatted(e.getMessage()),
          e);
    }
  }
}
