package io.splitboard.agent.data;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.splitboard.agent.run.ShardRuntime;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.Credit;
import io.splitboard.protocol.wire.ChunkJoiner;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The receiver's end of one relay. */
final class Inbound implements StreamObserver<Chunk> {

  private static final Logger log = LoggerFactory.getLogger(Inbound.class);
  private static final long DEFAULT_WINDOW_BYTES = 16L << 20;

  private final ShardRuntime runtime;
  private final Ingress ingress;
  private final Packing packing;
  private final TransferLog transfers;
  private final ServerCallStreamObserver<Credit> credits;
  private final Consumer<Inbound> onEnd;
  private final ChunkJoiner joiner = new ChunkJoiner();
  private String from;
  private Chunk probeFirst;
  private long probeBytes;
  private boolean ended;

  Inbound(
      ShardRuntime runtime,
      Ingress ingress,
      Packing packing,
      TransferLog transfers,
      ServerCallStreamObserver<Credit> credits,
      Consumer<Inbound> onEnd) {
    this.onEnd = onEnd;
    this.runtime = runtime;
    this.ingress = ingress;
    this.packing = packing;
    this.transfers = transfers;
    this.credits = credits;
    // With a handler set, giving credit to a peer that is gone does nothing instead of throwing.
    credits.setOnCancelHandler(() -> log.debug("relay from {} was cancelled", from));
  }

  @Override
  public void onNext(Chunk chunk) {
    try {
      if (from == null) {
        introduce(chunk);
      } else if (!chunk.getFailure().isEmpty()) {
        runtime.fail(chunk.getRequest(), chunk.getFailure());
      } else if (chunk.getProbe() != 0 || chunk.getFragment().isEmpty()) {
        probe(chunk);
      } else {
        packing.join(joiner, chunk).ifPresent(this::arrived);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refuse(Status.CANCELLED, "Device " + device() + " was stopped while it unpacked a fragment.");
    } catch (IllegalArgumentException | ArithmeticException e) {
      refuse(Status.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      refuse(
          Status.RESOURCE_EXHAUSTED,
          "Device "
              + device()
              + " ran out of memory for fragment "
              + chunk.getFragment()
              + ": give it fewer layers or allow fewer requests in flight.");
    }
  }

  private void introduce(Chunk chunk) {
    from = chunk.getFrom();
    long window = runtime.shard().getCreditBytes();
    give(Credit.newBuilder().setBytes(window > 0 ? window : DEFAULT_WINDOW_BYTES).build());
  }

  private void probe(Chunk chunk) {
    if (chunk.getProbe() != 0) {
      probeFirst = chunk;
      probeBytes = 0;
    }
    if (probeFirst == null) {
      throw new IllegalArgumentException("A chunk names neither fragment nor probe.");
    }
    probeBytes += chunk.getData().size();
    if (probeBytes >= probeFirst.getTotalBytes()) {
      Credit answer = Credit.newBuilder().setProbe(probeFirst.getProbe()).build();
      ingress.deliver(probeFirst.getOccupiedNanos(), () -> give(answer));
      probeFirst = null;
    }
  }

  private void arrived(ChunkJoiner.Message message) {
    ingress.deliver(message.first().getOccupiedNanos(), () -> deliver(message));
  }

  private void deliver(ChunkJoiner.Message message) {
    Chunk first = message.first();
    int bytes = message.tensor().bytes();
    transfers.transferred(message, System.nanoTime());
    Credit consumed = Credit.newBuilder().setBytes(bytes).setRequest(first.getRequest()).build();
    runtime.arrived(
        first.getRequest(), first.getFragment(), message.tensor(), () -> give(consumed));
  }

  private synchronized void give(Credit credit) {
    if (!ended && !credits.isCancelled()) {
      credits.onNext(credit);
    }
  }

  private void refuse(Status status, String sentence) {
    log.warn("relay from {} refused: {}", from, sentence);
    end(() -> credits.onError(status.withDescription(sentence).asRuntimeException()));
    runtime.lost(sentence);
  }

  private synchronized void end(Runnable how) {
    if (!ended) {
      ended = true;
      onEnd.accept(this);
      how.run();
    }
  }

  @Override
  public void onError(Throwable failure) {
    log.info("relay from {} broke", from, failure);
    end(() -> {});
    runtime.lost("Device " + device() + " lost its connection from " + from + ".");
  }

  @Override
  public void onCompleted() {
    end(credits::onCompleted);
  }

  private String device() {
    return runtime.shard().getDevice();
  }

  /** The shard is unloaded: the peer is told that this was meant. */
  void close() {
    end(credits::onCompleted);
  }
}
