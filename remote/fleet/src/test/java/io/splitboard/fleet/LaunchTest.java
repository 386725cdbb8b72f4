package io.splitboard.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.program.Program;
import io.splitboard.core.simulation.Trace;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.agent.Shards;
import io.splitboard.fleet.provisioning.AgentBundle;
import io.splitboard.lab.DeviceTraits;
import io.splitboard.lab.VirtualLab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole path over real agents: SSH, upload, processes, relays, results. */
class LaunchTest {

  private static final String[] THREE = {"pi-a", "pi-b", "pi-c"};

  /** Trimming the bundle takes seconds, so all tests share one cache. */
  @TempDir static Path cache;

  /** So do devices that keep the agent's jars. */
  @TempDir static Path homes;

  @TempDir Path folder;

  @BeforeAll
  static void bundleIsBuilt() {
    assertThat(bundle()).isDirectoryContaining("glob:**splitboard-agent*.jar");
  }

  @Test
  void runsRequestsOverThreeDevicesWithExactResultsAndLeavesNothing() throws Exception {
    Cluster cluster = TestClusters.virtual(4, THREE);
    DenseChain chain = new DenseChain(folder, "pi-a", "pi-b", "pi-c", "pi-a");
    Queue<DeviceTelemetry> telemetry = new ConcurrentLinkedQueue<>();
    Map<Integer, float[]> outputs = new ConcurrentHashMap<>();
    Steps steps = new Steps();
    try (VirtualLab lab = lab(cluster)) {
      Deployment deployment = start(chain, cluster, lab, steps);
      Map<String, Long> pids = deployment.agentPids();
      assertThat(pids.values()).doesNotHaveDuplicates().allMatch(LaunchTest::isAlive);
      RunResult result =
          deployment.run(requests(20), new Collector(outputs, telemetry), Progress.NONE);
      assertThat(result.problems()).isEmpty();
      assertThat(result.completed()).isEqualTo(20);
      assertThat(result.lost()).isZero();
      for (int i = 0; i < 20; i++) {
        assertThat(outputs.get(i)).containsExactly(chain.expected(i));
      }
      assertThatTraceIsWhole(result.trace(), chain.program(), 20);
      assertThat(telemetry).extracting(DeviceTelemetry::device).contains(THREE);
      RunResult again = deployment.run(requests(3), RunListener.NONE, Progress.NONE);
      assertThat(again.completed()).isEqualTo(3);
      assertThatTraceIsWhole(again.trace(), chain.program(), 3);
      deployment.close();
      assertThat(pids.values()).noneMatch(LaunchTest::isAlive);
      for (String device : THREE) {
        assertThat(lab.device(device).home().resolve(".splitboard/lock")).doesNotExist();
        assertThat(steps.of(device))
            .containsSubsequence(
                Step.CONNECTING,
                Step.CHECKING,
                Step.UPLOADING,
                Step.STARTING,
                Step.LOADING,
                Step.LINKING,
                Step.READY,
                Step.STOPPED);
      }
    }
  }

  @Test
  void requestsMayRepeatInputsThatTheSourceKeeps() throws Exception {
    Cluster cluster = TestClusters.virtual(4, "pi-a", "pi-b");
    DenseChain chain = new DenseChain(folder, "pi-a", "pi-b", "pi-a");
    Map<Integer, float[]> outputs = new ConcurrentHashMap<>();
    try (VirtualLab lab = lab(cluster);
        Deployment deployment = start(chain, cluster, lab, new Steps())) {
      List<Map<String, TensorData>> inputs = new ArrayList<>();
      requests(4).forEach(inputs::add);
      deployment.keep(inputs.subList(0, 2), Progress.NONE);
      int[] order = {1, 0, 3, 1, 2, 0};
      RunResult result =
          deployment.run(
              Arrays.stream(order).mapToObj(inputs::get).toList(),
              new Collector(outputs, new ConcurrentLinkedQueue<>()),
              Progress.NONE);
      assertThat(result.completed()).isEqualTo(order.length);
      for (int i = 0; i < order.length; i++) {
        assertThat(outputs.get(i)).containsExactly(chain.expected(order[i]));
      }
    }
  }

  @Test
  void sendsNothingASecondTime() throws Exception {
    Cluster cluster = TestClusters.virtual(4, "pi-a", "pi-b");
    DenseChain chain = new DenseChain(folder, "pi-a", "pi-b");
    try (VirtualLab lab = VirtualLab.start(cluster, folder.resolve("fresh"))) {
      Steps first = new Steps();
      start(chain, cluster, lab, first).close();
      assertThat(first.uploads).anyMatch(text -> text.contains("MB sent, 0.0 MB were there"));
      Steps second = new Steps();
      start(chain, cluster, lab, second).close();
      assertThat(second.uploads).hasSize(2).allMatch(text -> text.startsWith("nothing to send"));
    }
  }

  @Test
  void namesTheDeviceWhoseAgentDiesAndKeepsWhatWasComplete() throws Exception {
    Cluster cluster = TestClusters.virtual(4, THREE);
    DenseChain chain = new DenseChain(folder, "pi-a", "pi-b", "pi-c");
    try (VirtualLab lab = lab(cluster);
        Deployment deployment = start(chain, cluster, lab, new Steps())) {
      ProcessHandle agent = ProcessHandle.of(deployment.agentPids().get("pi-b")).orElseThrow();
      RunListener killer =
          new RunListener() {
            @Override
            public void completed(int request, double latencyMs, Map<String, TensorData> outputs) {
              if (request == 5) {
                agent.destroyForcibly();
              }
            }
          };
      RunResult result = deployment.run(requests(100_000), killer, Progress.NONE);
      assertThat(result.problems().get(0))
          .contains("The agent on pi-b")
          .contains("was killed, most likely for lack of memory");
      assertThat(result.completed()).isGreaterThanOrEqualTo(6);
      assertThat(result.lost()).isPositive();
      assertThat(result.trace().requests()).hasSize(result.completed());
      assertThat(deployment.problem())
          .hasValueSatisfying(text -> assertThat(text).contains("pi-b"));
      assertThatThrownBy(() -> deployment.run(requests(1), RunListener.NONE, Progress.NONE))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("pi-b");
    }
  }

  @Test
  void saysThatTheConnectionWasLostInTheMiddle() throws Exception {
    Cluster cluster = TestClusters.virtual(4, "pi-a", "pi-b");
    DenseChain chain = new DenseChain(folder, "pi-a", "pi-b");
    try (VirtualLab lab = lab(cluster);
        Deployment deployment = start(chain, cluster, lab, new Steps())) {
      Map<String, Long> pids = deployment.agentPids();
      RunListener unplug =
          new RunListener() {
            @Override
            public void completed(int request, double latencyMs, Map<String, TensorData> outputs) {
              if (request == 3) {
                lab.unplug("pi-b");
              }
            }
          };
      RunResult result = deployment.run(requests(100_000), unplug, Progress.NONE);
      assertThat(result.problems().get(0)).startsWith("The connection to pi-b");
      assertThat(result.completed()).isGreaterThanOrEqualTo(4);
      ProcessHandle.of(pids.get("pi-b"))
          .ifPresent(agent -> assertThat(agent.onExit()).succeedsWithin(20, TimeUnit.SECONDS));
      assertThat(isAlive(pids.get("pi-b"))).isFalse();
    }
  }

  @Test
  void stopsWhenCancelledAndKeepsWhatWasComplete() throws Exception {
    Cluster cluster = TestClusters.virtual(4, "pi-a", "pi-b");
    DenseChain chain = new DenseChain(folder, "pi-a", "pi-b");
    AtomicBoolean cancelled = new AtomicBoolean();
    try (VirtualLab lab = lab(cluster);
        Deployment deployment = start(chain, cluster, lab, new Steps())) {
      RunListener stopper =
          new RunListener() {
            @Override
            public void completed(int request, double latencyMs, Map<String, TensorData> outputs) {
              cancelled.compareAndSet(false, request == 4);
            }
          };
      RunResult result = deployment.run(requests(100_000), stopper, cancelledBy(cancelled));
      assertThat(result.cancelled()).isTrue();
      assertThat(result.lost()).isZero();
      assertThat(result.problems()).isEmpty();
      assertThat(result.completed()).isGreaterThanOrEqualTo(5);
      RunResult next = deployment.run(requests(5), RunListener.NONE, Progress.NONE);
      assertThat(next.completed()).isEqualTo(5);
    }
  }

  @Test
  void saysThatTheDataPortIsTakenAndLeavesNothing() throws Exception {
    Cluster cluster = TestClusters.virtual(4, "pi-a", "pi-b");
    DenseChain chain = new DenseChain(folder, "pi-a", "pi-b");
    try (VirtualLab lab = lab(cluster);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, Endpoint> endpoints = TestClusters.endpoints(cluster, lab);
      Endpoint.Ssh usual = (Endpoint.Ssh) endpoints.get("pi-b");
      endpoints.put("pi-b", withDataPort(usual, taken.getLocalPort()));
      assertThatThrownBy(() -> launch(chain, cluster, endpoints).start(new Steps(), Progress.NONE))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Data port " + taken.getLocalPort() + " on pi-b")
          .hasMessageContaining("is taken");
      for (String device : List.of("pi-a", "pi-b")) {
        Path home = lab.device(device).home();
        assertThat(home.resolve(".splitboard/lock")).doesNotExist();
        assertThat(processesIn(home)).isEmpty();
      }
    }
  }

  @Test
  void saysThatAnotherDeploymentHasTheDevice() throws Exception {
    Cluster cluster = TestClusters.virtual(4, "pi-a");
    DenseChain chain = new DenseChain(folder, "pi-a");
    try (VirtualLab lab = lab(cluster);
        Deployment deployment = start(chain, cluster, lab, new Steps())) {
      assertThat(deployment.agentPids()).hasSize(1);
      assertThatThrownBy(() -> start(chain, cluster, lab, new Steps()))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("is in use by " + System.getProperty("user.name") + " since 2");
      assertThat(deployment.run(requests(2), RunListener.NONE, Progress.NONE).completed())
          .isEqualTo(2);
    }
  }

  @Test
  void oneBadDeviceStopsTheOthers() throws Exception {
    Cluster cluster = TestClusters.virtual(4, THREE);
    DenseChain chain = new DenseChain(folder, "pi-a", "pi-b", "pi-c");
    Map<String, DeviceTraits> traits = Map.of("pi-c", DeviceTraits.USUAL.withJava("none"));
    Steps steps = new Steps();
    try (VirtualLab lab = VirtualLab.start(cluster, homes, traits)) {
      assertThatThrownBy(() -> start(chain, cluster, lab, steps))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("pi-c")
          .hasMessageContaining("has no Java");
      assertThat(steps.of("pi-c")).endsWith(Step.FAILED);
      for (String device : THREE) {
        assertThat(processesIn(lab.device(device).home())).isEmpty();
      }
    }
  }

  @Test
  void cancellingADeploymentLeavesNothing() throws Exception {
    Cluster cluster = TestClusters.virtual(4, "pi-a");
    DenseChain chain = new DenseChain(folder, "pi-a");
    AtomicBoolean cancelled = new AtomicBoolean();
    DeployListener stopper =
        (device, step, fraction, text) -> cancelled.compareAndSet(false, step == Step.STARTING);
    try (VirtualLab lab = lab(cluster)) {
      Launch launch = launch(chain, cluster, TestClusters.endpoints(cluster, lab));
      assertThatThrownBy(() -> launch.start(stopper, cancelledBy(cancelled)))
          .isInstanceOf(CancellationException.class);
      assertThat(processesIn(lab.device("pi-a").home())).isEmpty();
    }
  }

  @Test
  void runsOnThisComputerWithoutSsh() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home")).toRealPath();
    Cluster cluster = TestClusters.virtual(1, "here");
    DenseChain chain = new DenseChain(folder, "here");
    Map<String, Endpoint> endpoints = Map.of("here", new Endpoint.Local("here", home, 0));
    AtomicInteger completed = new AtomicInteger();
    Deployment deployment = launch(chain, cluster, endpoints).start(new Steps(), Progress.NONE);
    long pid = deployment.agentPids().get("here");
    try (deployment) {
      RunResult result =
          deployment.run(
              requests(4),
              new RunListener() {
                @Override
                public void completed(
                    int request, double latencyMs, Map<String, TensorData> outputs) {
                  assertThat(DenseChain.floats(outputs.get("t1")))
                      .containsExactly(chain.expected(request));
                  completed.incrementAndGet();
                }
              },
              Progress.NONE);
      assertThat(result.lost()).isZero();
      assertThat(home.resolve(".splitboard/store/blobs")).isNotEmptyDirectory();
    }
    assertThat(completed).hasValue(4);
    assertThat(isAlive(pid)).isFalse();
  }

  @Test
  void refusesRequestsWithoutTheNetworksInputs() throws Exception {
    Cluster cluster = TestClusters.virtual(4, "pi-a");
    DenseChain chain = new DenseChain(folder, "pi-a");
    try (VirtualLab lab = lab(cluster);
        Deployment deployment = start(chain, cluster, lab, new Steps())) {
      Map<String, TensorData> wrong = Map.of("image", DenseChain.request(0).get("t0"));
      assertThatThrownBy(() -> deployment.run(List.of(wrong), RunListener.NONE, Progress.NONE))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("brings no input t0");
    }
  }

  @Test
  void freesTheDataPort() throws Exception {
    Cluster cluster = TestClusters.virtual(4, "pi-a");
    DenseChain chain = new DenseChain(folder, "pi-a");
    try (VirtualLab lab = lab(cluster)) {
      Deployment deployment = start(chain, cluster, lab, new Steps());
      int port = deployment.agents().get("pi-a").getDataPort();
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      deployment.close();
      try (ServerSocket again = new ServerSocket()) {
        again.setReuseAddress(true);
        again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        assertThat(again.isBound()).isTrue();
      }
    }
  }

  private VirtualLab lab(Cluster cluster) {
    return VirtualLab.start(cluster, homes);
  }

  private Deployment start(
      DenseChain chain, Cluster cluster, VirtualLab lab, DeployListener listener)
      throws IOException {
    return launch(chain, cluster, TestClusters.endpoints(cluster, lab))
        .start(listener, Progress.NONE);
  }

  private static Launch launch(DenseChain chain, Cluster cluster, Map<String, Endpoint> endpoints)
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

  private static Iterable<Map<String, TensorData>> requests(int count) {
    return () -> IntStream.range(0, count).mapToObj(DenseChain::request).iterator();
  }

  private static Endpoint withDataPort(Endpoint.Ssh usual, int port) {
    return new Endpoint.Ssh(
        usual.device(),
        usual.host(),
        usual.port(),
        usual.user(),
        usual.keyFile(),
        usual.knownHosts(),
        port,
        usual.shaping());
  }

  private static Progress cancelledBy(AtomicBoolean flag) {
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

  private static void assertThatTraceIsWhole(Trace trace, Program program, int requests) {
    assertThat(trace.measured()).isTrue();
    assertThat(trace.requests()).hasSize(requests).allMatch(run -> run.latencyMs() > 0);
    assertThat(trace.tasks()).hasSize(requests * program.tasks().size());
    assertThat(trace.transfers()).hasSize(requests * program.transfers().size());
    // The transfers of a request lead round a ring, so that errors of clocks cancel in their sum.
    double[] movingMs = new double[requests];
    trace.transfers().forEach(run -> movingMs[run.request()] += run.endMs() - run.startMs());
    double delaysMs = TestClusters.DELAY_MS * program.transfers().size();
    assertThat(Arrays.stream(movingMs).min().orElseThrow()).isGreaterThan(delaysMs - 0.5);
    assertThat(trace.requests().get(0).startMs()).isZero();
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Command lines of Java processes that work in a folder. */
  private static List<String> processesIn(Path home) throws IOException {
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
  private static final class Steps implements DeployListener {

    private final Map<String, Queue<Step>> steps = new ConcurrentHashMap<>();
    private final Queue<String> uploads = new ConcurrentLinkedQueue<>();

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

  /** Keeps what a run tells. */
  private record Collector(Map<Integer, float[]> outputs, Queue<DeviceTelemetry> telemetry)
      implements RunListener {

    @Override
    public void completed(int request, double latencyMs, Map<String, TensorData> values) {
      values.values().forEach(tensor -> outputs.put(request, DenseChain.floats(tensor)));
    }

    @Override
    public void telemetry(DeviceTelemetry frame) {
      telemetry.add(frame);
    }
  }
}
