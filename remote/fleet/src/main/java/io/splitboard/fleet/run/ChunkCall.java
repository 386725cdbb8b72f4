package io.splitboard.fleet.run;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.splitboard.core.Progress;
import io.splitboard.protocol.Chunk;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * A call that brings chunks to an agent as fast as it takes them and no faster, and is answered
 * once.
 */
final class ChunkCall<R> implements ClientResponseObserver<Chunk, R> {

  private static final long LOOK_AGAIN_MS = 100;

  private final BooleanSupplier over;
  private final CompletableFuture<R> reply = new CompletableFuture<>();
  private final Object room = new Object();
  private ClientCallStreamObserver<Chunk> stream;

  /**
   * Makes a call that is not started.
   *
   * @param over whether nothing more is to be sent, asked again and again while there is no room
   */
  ChunkCall(BooleanSupplier over) {
    this.over = over;
  }

  /** The answer, or why there is none. */
  CompletableFuture<R> reply() {
    return reply;
  }

  /**
   * Waits for room.
   *
   * @return false if nothing more is to be sent
   */
  boolean awaitRoom(Progress progress) throws InterruptedException {
    synchronized (room) {
      while (!stream.isReady() && !reply.isDone()) {
        progress.check();
        if (over.getAsBoolean()) {
          return false;
        }
        room.wait(LOOK_AGAIN_MS);
      }
    }
    progress.check();
    return !reply.isDone() && !over.getAsBoolean();
  }

  /** Sends a chunk, for which there must be room. */
  void send(Chunk chunk) {
    stream.onNext(chunk);
  }

  /** All was sent. */
  void complete() {
    stream.onCompleted();
  }

  /** Ends the call without an answer. */
  void cancel(Throwable cause) {
    stream.cancel("the run was stopped", cause);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<Chunk> chunks) {
    stream = chunks;
    chunks.setOnReadyHandler(this::wake);
  }

  private void wake() {
    synchronized (room) {
      room.notifyAll();
    }
  }

  @Override
  public void onNext(R answer) {
    reply.complete(answer);
  }

  @Override
  public void onError(Throwable failure) {
    reply.completeExceptionally(failure);
    wake();
  }

  @Override
  public void onCompleted() {
    wake();
  }
}
