package io.splitboard.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.program.Program;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.agent.Shards;
import io.splitboard.fleet.provisioning.AgentBundle;
import io.splitboard.lab.VirtualLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** What tests of launches have in common: a lab, a program, and agents that are started there. */
final class TestLaunches {

  private final Path cache;
  private final Path homes;

  /**
   * Keeps folders that tests share.
   *
   * @param cache where the agent's bundle is trimmed, which takes seconds
   * @param homes of devices, which keep the agent's jars
   */
  TestLaunches(Path cache, Path homes) {
    this.cache = cache;
    this.homes = homes;
  }

  VirtualLab lab(Cluster cluster) {
    return VirtualLab.start(cluster, homes);
  }

  Deployment start(DenseChain chain, Cluster cluster, VirtualLab lab, DeployListener listener)
      throws IOException {
    return launch(chain, cluster, TestClusters.endpoints(cluster, lab))
        .start(listener, Progress.NONE);
  }

  Launch launch(DenseChain chain, Cluster cluster, Map<String, Endpoint> endpoints)
      throws IOException {
    Program program = chain.program();
    return new Launch(
        Optional.empty(),
        new Shards(program, chain.models(), false, 4),
        program.devices(),
        cluster,
        endpoints,
        new AgentBundle(bundle(), cache),
        Prompts.NONE,
        false);
  }

  private static Path bundle() {
    return Path.of(System.getProperty("splitboard.agent"));
  }

  /** The first requests of a chain. */
  static Iterable<Map<String, TensorData>> requests(int count) {
    return () -> IntStream.range(0, count).mapToObj(DenseChain::request).iterator();
  }

  /** Cancelled as soon as a flag is set. */
  static Progress cancelledBy(AtomicBoolean flag) {
    return new Progress() {
      @Override
      public void report(String step, double fraction) {
        assertThat(step).isNotEmpty();
      }

      @Override
      public boolean cancelled() {
        return flag.get();
      }
    };
  }

  static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Command lines of Java processes that work in a folder. */
  static List<String> processesIn(Path home) throws IOException {
    return ProcessHandle.allProcesses()
        .filter(process -> workingFolder(process).startsWith(home.toString()))
        .map(process -> process.info().command().orElse("?"))
        .toList();
  }

  private static String workingFolder(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.ofNullable(e.getMessage()).map(any -> "").orElse("");
    }
  }

  /** Keeps what a deployment tells. */
  static final class Steps implements DeployListener {

    private final Map<String, Queue<Step>> steps = new ConcurrentHashMap<>();
    final Queue<String> uploads = new ConcurrentLinkedQueue<>();

    @Override
    public void device(String device, Step step, double fraction, String text) {
      steps.computeIfAbsent(device, any -> new ConcurrentLinkedQueue<>()).add(step);
      if (step == Step.UPLOADING) {
        uploads.add(text);
      }
    }

    List<Step> of(String device) {
      return List.copyOf(steps.getOrDefault(device, new ConcurrentLinkedQueue<>()));
    }
  }
}
