package io.splitboard.agent.control;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.splitboard.agent.run.ShardRuntime;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.SubmitReply;
import io.splitboard.protocol.wire.WireTensor;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes the inputs of requests, one request after the other. While as many requests wait as may be
 * in flight, it asks for no more chunks, so that the sender stops.
 */
final class SubmitStream implements StreamObserver<Chunk> {

  private final ShardRuntime runtime;
  private final ServerCallStreamObserver<SubmitReply> call;
  private final int maxWaiting;
  private final KeptInputs kept;
  private final InputJoiner joiner;
  private int accepted;
  private final AtomicBoolean holding = new AtomicBoolean();
  private boolean ended;

  SubmitStream(LoadedShard shard, ServerCallStreamObserver<SubmitReply> call) {
    this.runtime = shard.runtime();
    this.kept = shard.kept();
    this.joiner = new InputJoiner(shard.shard());
    this.call = call;
    this.maxWaiting = Math.max(1, runtime.shard().getMaxInFlight());
    call.disableAutoRequest();
    runtime.onWaitingTaken(this::mayContinue);
    call.request(1);
  }

  @Override
  public synchronized void onNext(Chunk chunk) {
    if (ended) {
      return;
    }
    try {
      if (chunk.getKept() != 0) {
        submit(chunk.getRequest(), kept.get(chunk.getKept()));
      } else {
        joiner.add(chunk).ifPresent(complete -> submit(complete.number(), complete.inputs()));
      }
      holding.set(true);
      if (runtime.waitingCount() < maxWaiting) {
        mayContinue();
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      ended = true;
      call.onError(
          Status.INVALID_ARGUMENT
              .withDescription(String.valueOf(e.getMessage()))
              .asRuntimeException());
    }
  }

  private void submit(int request, Map<String, WireTensor> inputs) {
    runtime.submit(request, inputs);
    accepted++;
  }

  /** Asks for one more chunk, unless that was done since the last one came. */
  private void mayContinue() {
    if (holding.compareAndSet(true, false)) {
      call.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    runtime.onWaitingTaken(() -> {});
  }

  @Override
  public synchronized void onCompleted() {
    runtime.onWaitingTaken(() -> {});
    if (!ended) {
      ended = true;
      call.onNext(SubmitReply.newBuilder().setAccepted(accepted).build());
      call.onCompleted();
    }
  }
}
