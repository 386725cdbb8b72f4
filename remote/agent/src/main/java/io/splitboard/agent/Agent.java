package io.splitboard.agent;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.splitboard.agent.control.ControlService;
import io.splitboard.agent.control.ShardHolder;
import io.splitboard.agent.data.DataService;
import io.splitboard.agent.telemetry.DeviceSensors;
import io.splitboard.agent.telemetry.Recorder;
import io.splitboard.agent.telemetry.TelemetryStream;
import io.splitboard.protocol.access.Token;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An agent with its two servers. Several may run in one process. */
public final class Agent implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Agent.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final int CLOSE_SECONDS = 2;
  private static final int SHORTEST_KEEP_ALIVE_SECONDS = 10;

  private final ShardHolder holder;
  private final TelemetryStream telemetry;
  private final ExecutorService controlThreads;
  private final Server dataServer;
  private final Server controlServer;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Agent(AgentOptions options, String token) {
    Recorder recorder = new Recorder();
    DeviceSensors sensors = new DeviceSensors();
    DataService data = new DataService();
    holder = new ShardHolder(options.store(), token, recorder, data);
    telemetry = new TelemetryStream(recorder, sensors);
    controlThreads = Executors.newCachedThreadPool(Agent::controlThread);
    dataServer =
        listen(
            builder(options.dataHost(), options.dataPort(), token, data).directExecutor(),
            options.dataHost(),
            options.dataPort(),
            "--data-port");
    try {
      ControlService control =
          new ControlService(holder, sensors, telemetry, dataServer.getPort(), stopped::countDown);
      controlServer =
          listen(
              builder(LOOPBACK, options.controlPort(), token, control).executor(controlThreads),
              LOOPBACK,
              options.controlPort(),
              "--control-port");
    } catch (AgentException e) {
      dataServer.shutdownNow();
      throw e;
    }
  }

  private static Thread controlThread(Runnable work) {
    Thread thread = new Thread(work, "control");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts an agent.
   *
   * @throws PortTakenException if it cannot listen
   * @throws AgentException in a sentence, if its store cannot be made
   */
  public static Agent start(AgentOptions options, String token) {
    if (token.isBlank()) {
      throw new AgentException("The agent got no token on its standard input.");
    }
    try {
      Files.createDirectories(options.store());
    } catch (IOException e) {
      throw new AgentException("The folder " + options.store() + " cannot be made.", e);
    }
    return new Agent(options, token);
  }

  private static NettyServerBuilder builder(
      String host, int port, String token, BindableService service) {
    return NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
        .intercept(Token.require(token))
        .permitKeepAliveTime(SHORTEST_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true)
        .addService(service);
  }

  private static Server listen(NettyServerBuilder builder, String host, int port, String option) {
    try {
      return builder.build().start();
    } catch (IOException e) {
      throw new PortTakenException(
          "The agent cannot listen on "
              + host
              + ":"
              + port
              + ": another program uses the port or the address is not of this device; give "
              + "another with "
              + option
              + ".",
          e);
    }
  }

  /** Port of the workbench's calls, on 127.0.0.1. */
  public int controlPort() {
    return controlServer.getPort();
  }

  /** Port of the other agents' relays. */
  public int dataPort() {
    return dataServer.getPort();
  }

  /** Waits until the workbench has asked the agent to stop, or {@link #close} was called. */
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }

  /** Ends all work and frees both ports. May be called more than once. */
  @Override
  public synchronized void close() {
    stopped.countDown();
    if (controlThreads.isShutdown()) {
      return;
    }
    telemetry.close();
    holder.close();
    controlServer.shutdown();
    dataServer.shutdown();
    try {
      end(controlServer);
      end(dataServer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      controlServer.shutdownNow();
      dataServer.shutdownNow();
    }
    controlThreads.shutdownNow();
    log.info("agent stopped");
  }

  private static void end(Server server) throws InterruptedException {
    if (!server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      server.shutdownNow();
      server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
