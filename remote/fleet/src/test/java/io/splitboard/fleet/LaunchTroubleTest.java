package io.splitboard.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.TestLaunches.Steps;
import io.splitboard.lab.DeviceTraits;
import io.splitboard.lab.VirtualLab;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What goes wrong while agents start or run is said, and leaves nothing behind. */
class LaunchTroubleTest extends WithLaunches {

  private static final String[] THREE = {"pi-a", "pi-b", "pi-c"};

  @Test
  void namesTheDeviceWhoseAgentDiesAndKeepsWhatWasComplete() throws Exception {
    Cluster cluster = TestClusters.virtual(4, THREE);
    DenseChain chain = new DenseChain(folder, "pi-a", "pi-b", "pi-c");
    try (VirtualLab lab = launches.lab(cluster);
        Deployment deployment = launches.start(chain, cluster, lab, new Steps())) {
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
      RunResult result = deployment.run(TestLaunches.requests(100_000), killer, Progress.NONE);
      assertThat(result.problems().get(0))
          .contains("The agent on pi-b")
          .contains("was killed, most likely for lack of memory");
      assertThat(result.completed()).isGreaterThanOrEqualTo(6);
      assertThat(result.lost()).isPositive();
      assertThat(result.trace().requests()).hasSize(result.completed());
      assertThat(deployment.problem())
          .hasValueSatisfying(text -> assertThat(text).contains("pi-b"));
      assertThatThrownBy(
              () -> deployment.run(TestLaunches.requests(1), RunListener.NONE, Progress.NONE))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("pi-b");
    }
  }

  @Test
  void saysThatTheConnectionWasLostInTheMiddle() throws Exception {
    Cluster cluster = TestClusters.virtual(4, "pi-a", "pi-b");
    DenseChain chain = new DenseChain(folder, "pi-a", "pi-b");
    try (VirtualLab lab = launches.lab(cluster);
        Deployment deployment = launches.start(chain, cluster, lab, new Steps())) {
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
      RunResult result = deployment.run(TestLaunches.requests(100_000), unplug, Progress.NONE);
      assertThat(result.problems().get(0)).startsWith("The connection to pi-b");
      assertThat(result.completed()).isGreaterThanOrEqualTo(4);
      ProcessHandle.of(pids.get("pi-b"))
          .ifPresent(agent -> assertThat(agent.onExit()).succeedsWithin(20, TimeUnit.SECONDS));
      assertThat(TestLaunches.isAlive(pids.get("pi-b"))).isFalse();
    }
  }

  @Test
  void saysThatTheDataPortIsTakenAndLeavesNothing() throws Exception {
    Cluster cluster = TestClusters.virtual(4, "pi-a", "pi-b");
    DenseChain chain = new DenseChain(folder, "pi-a", "pi-b");
    try (VirtualLab lab = launches.lab(cluster);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, Endpoint> endpoints = TestClusters.endpoints(cluster, lab);
      Endpoint.Ssh usual = (Endpoint.Ssh) endpoints.get("pi-b");
      endpoints.put("pi-b", withDataPort(usual, taken.getLocalPort()));
      assertThatThrownBy(
              () -> launches.launch(chain, cluster, endpoints).start(new Steps(), Progress.NONE))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Data port " + taken.getLocalPort() + " on pi-b")
          .hasMessageContaining("is taken");
      for (String device : List.of("pi-a", "pi-b")) {
        Path home = lab.device(device).home();
        assertThat(home.resolve(".splitboard/lock")).doesNotExist();
        assertThat(TestLaunches.processesIn(home)).isEmpty();
      }
    }
  }

  @Test
  void saysThatAnotherDeploymentHasTheDevice() throws Exception {
    Cluster cluster = TestClusters.virtual(4, "pi-a");
    DenseChain chain = new DenseChain(folder, "pi-a");
    try (VirtualLab lab = launches.lab(cluster);
        Deployment deployment = launches.start(chain, cluster, lab, new Steps())) {
      assertThat(deployment.agentPids()).hasSize(1);
      assertThatThrownBy(() -> launches.start(chain, cluster, lab, new Steps()))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("is in use by " + System.getProperty("user.name") + " since 2");
      assertThat(
              deployment.run(TestLaunches.requests(2), RunListener.NONE, Progress.NONE).completed())
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
      assertThatThrownBy(() -> launches.start(chain, cluster, lab, steps))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("pi-c")
          .hasMessageContaining("has no Java");
      assertThat(steps.of("pi-c")).endsWith(Step.FAILED);
      for (String device : THREE) {
        assertThat(TestLaunches.processesIn(lab.device(device).home())).isEmpty();
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
    try (VirtualLab lab = launches.lab(cluster)) {
      Launch launch = launches.launch(chain, cluster, TestClusters.endpoints(cluster, lab));
      assertThatThrownBy(() -> launch.start(stopper, TestLaunches.cancelledBy(cancelled)))
          .isInstanceOf(CancellationException.class);
      assertThat(TestLaunches.processesIn(lab.device("pi-a").home())).isEmpty();
    }
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
}
