package io.splitboard.agent.engine;

import com.google.gson.stream.JsonReader;
import io.splitboard.agent.AgentException;
import io.splitboard.agent.UsualTime;
import io.splitboard.protocol.wire.WireTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Times single nodes with ONNX Runtime's own profiler. */
public final class NodeProfiler {

  private static final String KERNEL_SUFFIX = "_kernel_time";

  /** Quick models run longer than asked, so that no node's runs fall in one bad moment. */
  private static final long LEAST_NANOS = 1_000_000_000;

  private static final int MOST_REPETITIONS = 200;

  /**
   * What a profiled run took.
   *
   * @param runMs usual time of a whole run, profiling included
   * @param nodeMs usual time of each node, by the name that the session gives it
   */
  public record NodeTimes(double runMs, Map<String, Double> nodeMs) {}

  private NodeProfiler() {}

  /**
   * Runs a model several times in a session of its own. The first run warms up and does not count.
   *
   * @param repetitions at least; quick models run more often
   * @throws AgentException if the engine refuses
   */
  public static NodeTimes profile(
      Path onnxFile, EngineOptions options, Map<String, WireTensor> inputs, int repetitions) {
    try {
      Path folder = Files.createTempDirectory("splitboard-profile");
      try {
        return profileInto(folder, onnxFile, options, inputs, repetitions);
      } finally {
        deleteAll(folder);
      }
    } catch (IOException e) {
      throw new AgentException(
          "The profile of " + onnxFile.getFileName() + " could not be written or read.", e);
    }
  }

  private static NodeTimes profileInto(
      Path folder,
      Path onnxFile,
      EngineOptions options,
      Map<String, WireTensor> inputs,
      int repetitions)
      throws IOException {
    DoubleStream.Builder runsMs = DoubleStream.builder();
    int runs = 0;
    Map<String, String> profiling = Map.of("profilerOutput", folder.resolve("run").toString());
    try (TaskSession session = TaskSession.open(onnxFile, options, SharedWeights.NONE, profiling)) {
      session.run(inputs);
      long begin = System.nanoTime();
      while (runs < repetitions
          || (runs < MOST_REPETITIONS && System.nanoTime() - begin < LEAST_NANOS)) {
        long start = System.nanoTime();
        session.run(inputs);
        runsMs.add((System.nanoTime() - start) / 1e6);
        runs++;
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      Path json = files.findFirst().orElseThrow(() -> new IOException("no profile written"));
      return new NodeTimes(UsualTime.of(runsMs.build().toArray()), read(json, runs));
    }
  }

  /** Kernel times by node, ms. A session that optimizes names fused nodes its own way. */
  private static Map<String, Double> read(Path json, int repetitions) throws IOException {
    Map<String, List<Double>> durations = new LinkedHashMap<>();
    try (JsonReader reader = new JsonReader(Files.newBufferedReader(json))) {
      reader.beginArray();
      while (reader.hasNext()) {
        readEvent(reader, durations);
      }
      reader.endArray();
    }
    Map<String, Double> usual = new LinkedHashMap<>();
    durations.forEach((node, all) -> usual.put(node, usualOfRuns(all, repetitions)));
    return usual;
  }

  /**
   * The usual time that a node takes in a run.
   *
   * @param all its times, ms, in order; those of the run that warms up come first
   */
  static double usualOfRuns(List<Double> all, int repetitions) {
    int perRun = all.size() / (repetitions + 1);
    if (perRun == 0) {
      return all.stream().mapToDouble(Double::doubleValue).sum() / repetitions;
    }
    double[] runs = new double[repetitions];
    int skipped = all.size() - repetitions * perRun;
    for (int i = 0; i < repetitions * perRun; i++) {
      runs[i / perRun] += all.get(skipped + i);
    }
    return UsualTime.of(runs);
  }

  private static void readEvent(JsonReader reader, Map<String, List<Double>> durations)
      throws IOException {
    String category = "";
    String name = "";
    double micros = 0;
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.nextName()) {
        case "cat" -> category = reader.nextString();
        case "name" -> name = reader.nextString();
        case "dur" -> micros = reader.nextDouble();
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    if (category.equals("Node") && name.endsWith(KERNEL_SUFFIX)) {
      String node = name.substring(0, name.length() - KERNEL_SUFFIX.length());
      durations.computeIfAbsent(node, any -> new ArrayList<>()).add(micros / 1000);
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
