package io.splitboard.agent.control;

import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.wire.ChunkJoiner;
import io.splitboard.protocol.wire.WireTensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Puts the inputs of one request after the other together. Not thread-safe. */
final class InputJoiner {

  /**
   * All inputs of a request.
   *
   * @param number as its chunks have it
   * @param inputs values by fragment key
   */
  record Inputs(int number, Map<String, WireTensor> inputs) {}

  private final Shard shard;
  private final ChunkJoiner joiner = new ChunkJoiner();
  private final Map<String, WireTensor> inputs = new HashMap<>();

  InputJoiner(Shard shard) {
    this.shard = shard;
  }

  /**
   * Takes the next chunk.
   *
   * @return the inputs, when this was their last chunk
   * @throws IllegalArgumentException with a sentence, if the chunk does not fit
   */
  Optional<Inputs> add(Chunk chunk) {
    Optional<ChunkJoiner.Message> message = joiner.add(chunk);
    if (message.isEmpty()) {
      return Optional.empty();
    }
    inputs.put(message.get().first().getFragment(), message.get().tensor());
    if (inputs.size() < shard.getRequestInputsCount()) {
      return Optional.empty();
    }
    Inputs complete = new Inputs(message.get().first().getRequest(), Map.copyOf(inputs));
    inputs.clear();
    return Optional.of(complete);
  }
}
