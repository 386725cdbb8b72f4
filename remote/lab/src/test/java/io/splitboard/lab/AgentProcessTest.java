package io.splitboard.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.splitboard.protocol.AgentInfo;
import io.splitboard.protocol.ControlGrpc;
import io.splitboard.protocol.HelloRequest;
import io.splitboard.protocol.StopRequest;
import io.splitboard.protocol.access.Token;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent as devices get it: a process of its own from the bundle. */
class AgentProcessTest {

  private static final Pattern READY =
      Pattern.compile("splitboard-agent ready control=(\\d+) data=(\\d+) pid=(\\d+)");

  @TempDir Path folder;

  private Process process;
  private int controlPort;

  @AfterEach
  void end() throws Exception {
    if (process != null) {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private Process launch(int dataPort) throws Exception {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                Path.of(System.getProperty("splitboard.agent"), "*").toString(),
                "io.splitboard.agent.AgentMain",
                "--store",
                folder.resolve("store").toString(),
                "--control-port",
                "0",
                "--data-host",
                "127.0.0.1",
                "--data-port",
                String.valueOf(dataPort),
                "--token-stdin",
                "--log",
                folder.resolve("agent.log").toString())
            .start();
    Writer in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    in.write("secret\n");
    in.flush();
    return process;
  }

  private void launchReady() throws Exception {
    Process started = launch(0);
    BufferedReader out =
        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
    Matcher ready = READY.matcher(String.valueOf(out.readLine()));
    assertThat(ready.matches()).isTrue();
    assertThat(Long.parseLong(ready.group(3))).isEqualTo(started.pid());
    controlPort = Integer.parseInt(ready.group(1));
  }

  private ManagedChannel channel(String token) {
    return NettyChannelBuilder.forAddress("127.0.0.1", controlPort)
        .usePlaintext()
        .intercept(Token.attach(token))
        .build();
  }

  @Test
  void answersItsTokenOnlyAndEndsWithItsStandardInput() throws Exception {
    launchReady();
    ManagedChannel right = channel("secret");
    ManagedChannel wrong = channel("guess");
    try {
      AgentInfo info = ControlGrpc.newBlockingStub(right).hello(HelloRequest.getDefaultInstance());
      assertThat(info.getOnnxRuntime()).isEqualTo("1.29.0");
      assertThat(info.getProcessors()).isPositive();
      assertThatThrownBy(
              () -> ControlGrpc.newBlockingStub(wrong).hello(HelloRequest.getDefaultInstance()))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              failure ->
                  assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
    } finally {
      right.shutdownNow();
      wrong.shutdownNow();
    }

    process.getOutputStream().close();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void endsWhenAsked() throws Exception {
    launchReady();
    ManagedChannel channel = channel("secret");
    try {
      assertThat(
              ControlGrpc.newBlockingStub(channel)
                  .stop(StopRequest.getDefaultInstance())
                  .isInitialized())
          .isTrue();
    } finally {
      channel.shutdownNow();
    }

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    try (ServerSocket freed = new ServerSocket(controlPort)) {
      assertThat(freed.isBound()).isTrue();
    }
  }

  @Test
  void saysInOneSentenceThatAPortIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      Process started = launch(other.getLocalPort());

      assertThat(started.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(started.exitValue()).isEqualTo(3);
      assertThat(
              new String(started.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip())
          .contains(String.valueOf(other.getLocalPort()))
          .contains("--data-port")
          .doesNotContain("\n");
      assertThat(started.getInputStream().readAllBytes()).isEmpty();
    }
  }
}
