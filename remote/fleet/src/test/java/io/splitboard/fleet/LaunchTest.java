package io.splitboard.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.program.Program;
import io.splitboard.core.simulation.Trace;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.TestLaunches.Steps;
import io.splitboard.lab.VirtualLab;
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
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The whole path over real agents: SSH, upload, processes, relays, results. */
class LaunchTest extends WithLaunches {

  private static final String[] THREE = {"pi-a", "pi-b", "pi-c"};

  @Test
  void runsRequestsOverThreeDevicesWithExactResultsAndLeavesNothing() throws Exception {
    Cluster cluster = TestClusters.virtual(4, THREE);
    DenseChain chain = new DenseChain(folder, "pi-a", "pi-b", "pi-c", "pi-a");
    Queue<DeviceTelemetry> telemetry = new ConcurrentLinkedQueue<>();
    Map<Integer, float[]> outputs = new ConcurrentHashMap<>();
    Steps steps = new Steps();
    try (VirtualLab lab = launches.lab(cluster)) {
      Deployment deployment = launches.start(chain, cluster, lab, steps);
      Map<String, Long> pids = deployment.agentPids();
      assertThat(pids.values()).doesNotHaveDuplicates().allMatch(TestLaunches::isAlive);
      RunResult result =
          deployment.run(
              TestLaunches.requests(20), new Collector(outputs, telemetry), Progress.NONE);
      assertThat(result.problems()).isEmpty();
      assertThat(result.completed()).isEqualTo(20);
      assertThat(result.lost()).isZero();
      for (int i = 0; i < 20; i++) {
        assertThat(outputs.get(i)).containsExactly(chain.expected(i));
      }
      assertThatTraceIsWhole(result.trace(), chain.program(), 20);
      assertThat(telemetry).extracting(DeviceTelemetry::device).contains(THREE);
      RunResult again = deployment.run(TestLaunches.requests(3), RunListener.NONE, Progress.NONE);
      assertThat(again.completed()).isEqualTo(3);
      assertThatTraceIsWhole(again.trace(), chain.program(), 3);
      deployment.close();
      assertThat(pids.values()).noneMatch(TestLaunches::isAlive);
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
    try (VirtualLab lab = launches.lab(cluster);
        Deployment deployment = launches.start(chain, cluster, lab, new Steps())) {
      List<Map<String, TensorData>> inputs = new ArrayList<>();
      TestLaunches.requests(4).forEach(inputs::add);
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
      launches.start(chain, cluster, lab, first).close();
      assertThat(first.uploads).anyMatch(text -> text.contains("MB sent, 0.0 MB were there"));
      Steps second = new Steps();
      launches.start(chain, cluster, lab, second).close();
      assertThat(second.uploads).hasSize(2).allMatch(text -> text.startsWith("nothing to send"));
    }
  }

  @Test
  void stopsWhenCancelledAndKeepsWhatWasComplete() throws Exception {
    Cluster cluster = TestClusters.virtual(4, "pi-a", "pi-b");
    DenseChain chain = new DenseChain(folder, "pi-a", "pi-b");
    AtomicBoolean cancelled = new AtomicBoolean();
    try (VirtualLab lab = launches.lab(cluster);
        Deployment deployment = launches.start(chain, cluster, lab, new Steps())) {
      RunListener stopper =
          new RunListener() {
            @Override
            public void completed(int request, double latencyMs, Map<String, TensorData> outputs) {
              cancelled.compareAndSet(false, request == 4);
            }
          };
      RunResult result =
          deployment.run(
              TestLaunches.requests(100_000), stopper, TestLaunches.cancelledBy(cancelled));
      assertThat(result.cancelled()).isTrue();
      assertThat(result.lost()).isZero();
      assertThat(result.problems()).isEmpty();
      assertThat(result.completed()).isGreaterThanOrEqualTo(5);
      RunResult next = deployment.run(TestLaunches.requests(5), RunListener.NONE, Progress.NONE);
      assertThat(next.completed()).isEqualTo(5);
    }
  }

  @Test
  void runsOnThisComputerWithoutSsh() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home")).toRealPath();
    Cluster cluster = TestClusters.virtual(1, "here");
    DenseChain chain = new DenseChain(folder, "here");
    Map<String, Endpoint> endpoints = Map.of("here", new Endpoint.Local("here", home, 0));
    AtomicInteger completed = new AtomicInteger();
    Deployment deployment =
        launches.launch(chain, cluster, endpoints).start(new Steps(), Progress.NONE);
    long pid = deployment.agentPids().get("here");
    try (deployment) {
      RunResult result =
          deployment.run(
              TestLaunches.requests(4),
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
    assertThat(TestLaunches.isAlive(pid)).isFalse();
  }

  @Test
  void refusesRequestsWithoutTheNetworksInputs() throws Exception {
    Cluster cluster = TestClusters.virtual(4, "pi-a");
    DenseChain chain = new DenseChain(folder, "pi-a");
    try (VirtualLab lab = launches.lab(cluster);
        Deployment deployment = launches.start(chain, cluster, lab, new Steps())) {
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
    try (VirtualLab lab = launches.lab(cluster)) {
      Deployment deployment = launches.start(chain, cluster, lab, new Steps());
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
