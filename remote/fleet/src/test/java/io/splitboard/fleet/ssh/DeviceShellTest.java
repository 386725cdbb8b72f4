package io.splitboard.fleet.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.fleet.Prompts;
import io.splitboard.fleet.TestClusters;
import io.splitboard.lab.DeviceTraits;
import io.splitboard.lab.VirtualLab;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same operations over SSH and on this computer. */
class DeviceShellTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"ssh", "local"})
  void runsCommandsWithInputOutputErrorsAndExitCode(String kind) {
    withShell(
        kind,
        (shell, home) -> {
          byte[] input = "one\ntwo\n".getBytes(StandardCharsets.UTF_8);
          CommandResult result =
              shell.run("wc -l; echo bad >&2; exit 3", input, Duration.ofSeconds(20));
          assertThat(result.output().strip()).isEqualTo("2");
          assertThat(result.errors().strip()).isEqualTo("bad");
          assertThat(result.exitCode()).isEqualTo(3);
          assertThat(shell.run("echo $HOME; pwd").output()).isEqualTo(home + "\n" + home + "\n");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh", "local"})
  void copiesFilesIntoTheHomeThatCommandsSee(String kind) {
    withShell(
        kind,
        (shell, home) -> {
          byte[] content = new byte[3_000_000];
          new java.util.Random(7).nextBytes(content);
          Path file = Files.write(folder.resolve("blob"), content);
          shell.run("mkdir -p .splitboard/store");
          AtomicLong sent = new AtomicLong();
          shell.put(List.of(new FilePut(file, ".splitboard/store/blob.part")), sent::addAndGet);
          assertThat(sent).hasValue(content.length);
          assertThat(Files.readAllBytes(home.resolve(".splitboard/store/blob.part")))
              .isEqualTo(content);
          assertThat(shell.run("wc -c < .splitboard/store/blob.part").output().strip())
              .isEqualTo("3000000");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh", "local"})
  void endsCommandsWithTheShell(String kind) {
    ProcessHandle[] process = new ProcessHandle[1];
    withShell(
        kind,
        (shell, home) -> {
          RunningCommand command = shell.start("sleep 1000 & echo $!; wait");
          long pid = Long.parseLong(firstLine(command));
          process[0] = ProcessHandle.of(pid).orElseThrow();
          assertThat(process[0].isAlive()).isTrue();
        });
    assertThat(process[0].onExit()).succeedsWithin(10, TimeUnit.SECONDS);
  }

  /** The child keeps the output open until its input ends, which nobody at this end does. */
  @ParameterizedTest
  @ValueSource(strings = {"ssh", "local"})
  void seesTheEndOfAKilledShellWhoseChildStillReads(String kind) {
    withShell(
        kind,
        (shell, home) -> {
          try (RunningCommand command = shell.start("echo $$; cat > /dev/null; true")) {
            long pid = Long.parseLong(firstLine(command));
            assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
            assertThat(command.awaitExit(Duration.ofSeconds(20))).isTrue();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh", "local"})
  void reachesPortsOfTheDevice(String kind) {
    withShell(
        kind,
        (shell, home) -> {
          try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
              Socket client =
                  new Socket(
                      InetAddress.getLoopbackAddress(), shell.forward(server.getLocalPort()));
              Socket accepted = server.accept()) {
            client.getOutputStream().write(42);
            assertThat(accepted.getInputStream().read()).isEqualTo(42);
          }
        });
  }

  @Test
  void takesNoFilesOutsideOfTheHome() {
    withShell(
        "ssh",
        (shell, home) -> {
          Path file = Files.writeString(folder.resolve("file"), "x");
          for (String target : List.of("../escaped", folder.resolve("escaped").toString())) {
            assertThatThrownBy(() -> shell.put(List.of(new FilePut(file, target)), sent -> {}))
                .isInstanceOf(UserException.class);
          }
          Files.createSymbolicLink(home.resolve("out"), folder);
          assertThatThrownBy(() -> shell.put(List.of(new FilePut(file, "out/escaped")), sent -> {}))
              .isInstanceOf(UserException.class);
          assertThat(folder.resolve("escaped")).doesNotExist();
          assertThat(home.resolveSibling("escaped")).doesNotExist();
        });
  }

  @Test
  void reachesNoOtherHostThroughTheDevice() throws IOException {
    try (VirtualLab lab = VirtualLab.start(TestClusters.virtual(4, "pi-a"), folder);
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"));
        SshShell shell =
            new SshConnector(Prompts.NONE).connect(TestClusters.endpoint(lab.device("pi-a")))) {
      int port = shell.forward(server.getLocalPort());
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(client.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void saysThatAFileDidNotFit() {
    DeviceTraits small = DeviceTraits.USUAL.withQuota(1_000_000);
    try (VirtualLab lab =
            VirtualLab.start(TestClusters.virtual(4, "pi-a"), folder, Map.of("pi-a", small));
        SshShell shell =
            new SshConnector(Prompts.NONE).connect(TestClusters.endpoint(lab.device("pi-a")))) {
      Path file = Files.write(folder.resolve("big"), new byte[2_000_000]);
      assertThatThrownBy(() -> shell.put(List.of(new FilePut(file, "big")), sent -> {}))
          .isInstanceOf(PutFailedException.class)
          .hasMessageContaining("pi-a")
          .hasMessageContaining("free space");
      assertThat(shell.run("df -Pk . | awk 'NR==2 {print $2}'").output().strip()).isEqualTo("976");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void noticesThatTheDeviceIsGone() {
    try (VirtualLab lab = VirtualLab.start(TestClusters.virtual(4, "pi-a"), folder);
        SshShell shell =
            new SshConnector(Prompts.NONE).connect(TestClusters.endpoint(lab.device("pi-a")))) {
      RunningCommand command = shell.start("sleep 1000");
      lab.close();
      assertThat(command.awaitExit(Duration.ofSeconds(20))).isTrue();
      assertThatThrownBy(() -> shell.run("true"))
          .isInstanceOf(ConnectionLostException.class)
          .hasMessageContaining("The connection to pi-a (pi@127.0.0.1:")
          .hasMessageContaining("was lost");
      assertThat(shell.connected()).isFalse();
    }
  }

  private void withShell(String kind, Body body) {
    try {
      if (kind.equals("local")) {
        Path home = Files.createDirectories(folder.resolve("home")).toRealPath();
        try (DeviceShell shell = new LocalShell("here", home)) {
          body.accept(shell, home);
        }
      } else {
        try (VirtualLab lab = VirtualLab.start(TestClusters.virtual(4, "pi-a"), folder);
            DeviceShell shell =
                new SshConnector(Prompts.NONE).open(TestClusters.endpoint(lab.device("pi-a")))) {
          body.accept(shell, lab.device("pi-a").home());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String firstLine(RunningCommand command) throws IOException {
    return new BufferedReader(new InputStreamReader(command.output(), StandardCharsets.UTF_8))
        .readLine();
  }

  private interface Body {
    void accept(DeviceShell shell, Path home) throws IOException;
  }
}
