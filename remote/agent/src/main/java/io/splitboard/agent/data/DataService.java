package io.splitboard.agent.data;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.Credit;
import io.splitboard.protocol.DataGrpc;
import java.util.concurrent.atomic.AtomicReference;

/** Receives relays of peers for the shard that is loaded. */
public final class DataService extends DataGrpc.DataImplBase {

  private final AtomicReference<PeerNetwork> network = new AtomicReference<>();

  /** Sets the network of the shard that is loaded now; null for none. */
  public void serve(PeerNetwork current) {
    network.set(current);
  }

  @Override
  public StreamObserver<Chunk> relay(StreamObserver<Credit> credits) {
    PeerNetwork current = network.get();
    if (current == null) {
      credits.onError(
          Status.UNAVAILABLE.withDescription("it has nothing loaded.").asRuntimeException());
      return new Refused();
    }
    return current.inbound((ServerCallStreamObserver<Credit>) credits);
  }

  /** Ignores what follows on a stream that was refused. */
  private static final class Refused implements StreamObserver<Chunk> {
    @Override
    public void onNext(Chunk chunk) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
  }
}
