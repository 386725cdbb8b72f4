package io.splitboard.agent.data;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.Credit;
import java.util.function.Consumer;

/** The sender's end of one relay: writes chunks only when gRPC has room for them. */
final class RelayStream implements ClientResponseObserver<Chunk, Credit> {

  private final Consumer<Credit> onCredit;
  private final Consumer<Throwable> onBroken;
  private ClientCallStreamObserver<Chunk> call;
  private Throwable broken;

  /**
   * Makes a stream.
   *
   * @param onBroken called once if the stream ends otherwise than by {@link #finish}
   */
  RelayStream(Consumer<Credit> onCredit, Consumer<Throwable> onBroken) {
    this.onCredit = onCredit;
    this.onBroken = onBroken;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<Chunk> stream) {
    call = stream;
    stream.setOnReadyHandler(this::wake);
  }

  private synchronized void wake() {
    notifyAll();
  }

  /** Writes a chunk as soon as there is room; does nothing once the stream is broken. */
  void write(Chunk chunk) throws InterruptedException {
    synchronized (this) {
      while (broken == null && !call.isReady()) {
        wait();
      }
      if (broken != null) {
        return;
      }
    }
    call.onNext(chunk);
  }

  /** Ends the stream in good order. */
  void finish() {
    synchronized (this) {
      if (broken != null) {
        return;
      }
      broken = new IllegalStateException("finished");
      notifyAll();
    }
    call.onCompleted();
  }

  @Override
  public void onNext(Credit credit) {
    onCredit.accept(credit);
  }

  @Override
  public void onError(Throwable failure) {
    synchronized (this) {
      if (broken != null) {
        return;
      }
      broken = failure;
      notifyAll();
    }
    onBroken.accept(failure);
  }

  @Override
  public void onCompleted() {
    onError(new IllegalStateException("the peer ended the stream"));
  }
}
