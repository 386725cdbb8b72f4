package io.splitboard.agent.data;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.splitboard.agent.AgentException;
import io.splitboard.agent.PreciseWait;
import io.splitboard.agent.run.Sender;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.Credit;
import io.splitboard.protocol.DataGrpc;
import io.splitboard.protocol.Peer;
import io.splitboard.protocol.TransferSpec;
import io.splitboard.protocol.access.Token;
import io.splitboard.protocol.wire.WireTensor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to one peer: a queue, a thread that sends from it at the link's pace, a stream. */
final class PeerLink implements Sender, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PeerLink.class);
  private static final int CONNECT_SECONDS = 10;
  private static final int PROBE_SECONDS = 120;
  private static final int KEEP_ALIVE_SECONDS = 20;

  private final Peer peer;
  private final String self;
  private final LinkPace pace;
  private final Consumer<String> lost;
  private final Outbox outbox = new Outbox();
  private final CountDownLatch windowOpen = new CountDownLatch(1);
  private final CompletableFuture<Void> broken = new CompletableFuture<>();
  private final Map<Long, CompletableFuture<Void>> probes = new ConcurrentHashMap<>();
  private final AtomicLong probeNumber = new AtomicLong();
  private final ManagedChannel channel;
  private final RelayStream stream;
  private final DelayLine wire;
  private final LinkSender sender;

  /**
   * Makes a link and starts to connect.
   *
   * @param lost told once, in a sentence, if the link breaks after it was open
   */
  PeerLink(
      Peer peer,
      String self,
      String deployment,
      String token,
      LinkPace pace,
      Packing packing,
      Consumer<String> lost) {
    this.peer = peer;
    this.self = self;
    this.pace = pace;
    this.lost = lost;
    channel =
        NettyChannelBuilder.forAddress(peer.getHost(), peer.getPort())
            .usePlaintext()
            .directExecutor()
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .intercept(Token.attach(token))
            .build();
    stream = new RelayStream(this::credited, this::brokenBy);
    // In the context of the call that asked for the link, the relay would end with that call.
    Context.ROOT.run(() -> DataGrpc.newStub(channel).relay(stream));
    wire = new DelayLine("wire to " + peer.getDevice());
    wire.add(
        System.nanoTime(),
        () -> stream.write(Chunk.newBuilder().setDeployment(deployment).setFrom(self).build()));
    sender = new LinkSender(peer.getDevice(), outbox, pace, packing, stream, wire);
  }

  /**
   * Waits until the peer has answered, then begins to send.
   *
   * @throws AgentException in a sentence, if it cannot be reached
   */
  void open() throws InterruptedException {
    CompletableFuture<Void> ready =
        CompletableFuture.runAsync(this::awaitWindow).applyToEither(broken, nothing -> null);
    try {
      ready.get(CONNECT_SECONDS + 1, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new AgentException(
          "Device "
              + self
              + " cannot reach "
              + peer.getDevice()
              + " at "
              + peer.getHost()
              + ":"
              + peer.getPort()
              + ": "
              + reason(cause)
              + " Check that its data port is open to the other devices.",
          cause);
    }
    sender.start();
  }

  /** Id of the peer. */
  String peer() {
    return peer.getDevice();
  }

  private void awaitWindow() {
    try {
      if (!windowOpen.await(CONNECT_SECONDS, TimeUnit.SECONDS)) {
        throw new AgentException("it did not answer.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentException("the wait was interrupted.", e);
    }
  }

  private static String reason(Throwable failure) {
    Status status = Status.fromThrowable(failure);
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (status.getCode() == Status.Code.UNAVAILABLE && root != failure) {
      return root.getMessage() + ".";
    }
    return status.getDescription() == null
        ? String.valueOf(root.getMessage())
        : status.getDescription();
  }

  @Override
  public void send(TransferSpec transfer, int request, WireTensor tensor, Runnable sent) {
    outbox.add(transfer, request, tensor, sent);
  }

  @Override
  public void fail(int request, String sentence) {
    outbox.fail(new Outbox.Notice(request, sentence));
  }

  /**
   * Times one message there and its empty answer back. On a virtual link the answer takes the
   * link's delay too, as it would on the way back.
   *
   * @return round trip, ns
   */
  long probe(int bytes) throws InterruptedException {
    long number = probeNumber.incrementAndGet();
    CompletableFuture<Void> answered = new CompletableFuture<>();
    probes.put(number, answered);
    long start = System.nanoTime();
    outbox.add(new Outbox.Probe(number, bytes));
    try {
      answered.applyToEither(broken, nothing -> nothing).get(PROBE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AgentException(
          "Device " + peer.getDevice() + " does not answer " + self + ": its link is down.", e);
    } finally {
      probes.remove(number);
    }
    PreciseWait.until(System.nanoTime() + pace.delayNanos());
    return System.nanoTime() - start;
  }

  private void credited(Credit credit) {
    if (credit.getProbe() != 0) {
      CompletableFuture<Void> answered = probes.get(credit.getProbe());
      if (answered != null) {
        answered.complete(null);
      }
    } else if (windowOpen.getCount() > 0) {
      outbox.open(credit.getBytes());
      windowOpen.countDown();
    } else {
      outbox.consumed(credit.getRequest(), credit.getBytes());
    }
  }

  private void brokenBy(Throwable failure) {
    boolean wasOpen = windowOpen.getCount() == 0;
    broken.completeExceptionally(failure);
    outbox.close();
    if (wasOpen) {
      log.info("link to {} broke", peer.getDevice(), failure);
      lost.accept("Device " + self + " lost its connection to " + peer.getDevice() + ".");
    }
  }

  /** Ends the stream and the threads; what is queued is dropped. */
  @Override
  public void close() {
    outbox.close();
    stream.finish();
    sender.close();
    wire.close();
    channel.shutdown();
    try {
      if (!channel.awaitTermination(2, TimeUnit.SECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      channel.shutdownNow();
    }
  }
}
