package io.splitboard.fleet.agent;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.splitboard.core.UserException;
import io.splitboard.protocol.AgentInfo;
import io.splitboard.protocol.ConnectRequest;
import io.splitboard.protocol.ControlGrpc;
import io.splitboard.protocol.HelloRequest;
import io.splitboard.protocol.LoadProgress;
import io.splitboard.protocol.Peer;
import io.splitboard.protocol.ProbeReply;
import io.splitboard.protocol.ProbeRequest;
import io.splitboard.protocol.ProfileReply;
import io.splitboard.protocol.ProfileRequest;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.StopRequest;
import io.splitboard.protocol.access.Token;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls to one agent, through the tunnel of its SSH connection. */
public final class AgentClient implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AgentClient.class);
  private static final int MESSAGE_BYTES = 16 << 20;
  private static final int HELLO_SECONDS = 20;
  private static final int LOAD_SECONDS = 600;
  private static final int MEASURE_SECONDS = 900;
  private static final int STOP_SECONDS = 3;

  private final String title;
  private final ManagedChannel connection;
  private final Channel calls;

  /**
   * Opens the way to an agent.
   *
   * @param title what people call its device
   * @param port of this computer's loopback interface that leads to its control port
   * @param token of the deployment
   */
  public AgentClient(String title, int port, String token) {
    this.title = title;
    this.connection =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .usePlaintext()
            .maxInboundMessageSize(MESSAGE_BYTES)
            .build();
    this.calls = ClientInterceptors.intercept(connection, Token.attach(token));
  }

  /** For calls that stream. */
  public ControlGrpc.ControlStub streams() {
    return ControlGrpc.newStub(calls);
  }

  /** For calls that answer at once. */
  public ControlGrpc.ControlBlockingStub answers(int seconds) {
    return ControlGrpc.newBlockingStub(calls).withDeadlineAfter(seconds, TimeUnit.SECONDS);
  }

  /** Who the agent is; also shows that it is ready. */
  public AgentInfo hello() {
    return told(() -> answers(HELLO_SECONDS).hello(HelloRequest.getDefaultInstance()));
  }

  /** Lets it open the sessions of a shard. */
  public void load(Shard shard, Consumer<LoadProgress> progress) {
    told(
        () -> {
          Iterator<LoadProgress> steps = answers(LOAD_SECONDS).load(shard);
          steps.forEachRemaining(progress);
          return null;
        });
  }

  /**
   * Lets it open the links to its peers.
   *
   * @throws UserException if a peer cannot be reached from its device
   */
  public void connect(String deployment, List<Peer> peers) {
    ConnectRequest request =
        ConnectRequest.newBuilder().setDeployment(deployment).addAllPeers(peers).build();
    List<String> unreachable =
        told(() -> answers(HELLO_SECONDS).connect(request)).getUnreachableList();
    if (!unreachable.isEmpty()) {
      throw new UserException(unreachable.get(0));
    }
  }

  /** Lets it time its tasks. */
  public ProfileReply profile(ProfileRequest request) {
    return told(() -> answers(MEASURE_SECONDS).profile(request));
  }

  /** Lets it time messages to a peer. */
  public ProbeReply probe(ProbeRequest request) {
    return told(() -> answers(MEASURE_SECONDS).probeLink(request));
  }

  /** Asks it to end. An agent that is gone already is fine. */
  public void stop() {
    try {
      answers(STOP_SECONDS).stop(StopRequest.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      log.debug("{} was not there to be stopped", title, e);
    }
  }

  /** The sentence for a failed call. */
  public UserException sentence(Throwable failure) {
    Status status = Status.fromThrowable(failure);
    String description = status.getDescription();
    boolean ofAgent =
        description != null
            && status.getCode() != Status.Code.UNAVAILABLE
            && status.getCode() != Status.Code.INTERNAL;
    return new UserException(
        ofAgent && status.getCode() != Status.Code.DEADLINE_EXCEEDED
            ? description
            : "The agent on %s does not answer (%s): check the device and deploy again."
                .formatted(title, status.getCode()),
        failure);
  }

  private <T> T told(Supplier<T> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      throw sentence(e);
    }
  }

  @Override
  public void close() {
    connection.shutdownNow();
    try {
      if (!connection.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        log.warn("the connection to {} did not close in time", title);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
