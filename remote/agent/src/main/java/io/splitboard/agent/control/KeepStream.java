package io.splitboard.agent.control;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.KeepReply;
import io.splitboard.protocol.wire.WireTensor;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes inputs to keep; they are there once all have come. */
final class KeepStream implements StreamObserver<Chunk> {

  private static final Logger log = LoggerFactory.getLogger(KeepStream.class);

  private final LoadedShard shard;
  private final StreamObserver<KeepReply> reply;
  private final InputJoiner joiner;
  private final Map<Integer, Map<String, WireTensor>> inputs = new HashMap<>();
  private boolean ended;

  KeepStream(LoadedShard shard, StreamObserver<KeepReply> reply) {
    this.shard = shard;
    this.reply = reply;
    this.joiner = new InputJoiner(shard.shard());
    // Those from before are given up first, so that both never need room together.
    shard.kept().replace(Map.of());
  }

  @Override
  public void onNext(Chunk chunk) {
    if (ended) {
      return;
    }
    try {
      joiner.add(chunk).ifPresent(complete -> inputs.put(complete.number(), complete.inputs()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      refuse(Status.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      refuse(
          Status.RESOURCE_EXHAUSTED,
          "Device "
              + shard.shard().getDevice()
              + " has not enough memory for the inputs: use fewer different ones.");
    }
  }

  private void refuse(Status status, String sentence) {
    ended = true;
    inputs.clear();
    reply.onError(status.withDescription(sentence).asRuntimeException());
  }

  @Override
  public void onError(Throwable failure) {
    log.info("inputs to keep did not come to an end", failure);
    ended = true;
  }

  @Override
  public void onCompleted() {
    if (!ended) {
      ended = true;
      shard.kept().replace(inputs);
      reply.onNext(KeepReply.newBuilder().setKept(inputs.size()).build());
      reply.onCompleted();
    }
  }
}
