package io.splitboard.agent.control;

import io.splitboard.agent.AgentException;
import io.splitboard.agent.data.DataService;
import io.splitboard.agent.telemetry.Recorder;
import io.splitboard.protocol.Shard;
import java.nio.file.Path;

/** Holds the one shard that is loaded. */
public final class ShardHolder implements AutoCloseable {

  private final Path store;
  private final String token;
  private final Recorder recorder;
  private final DataService data;
  private volatile LoadedShard loaded;

  /** Makes a holder without a shard. */
  public ShardHolder(Path store, String token, Recorder recorder, DataService data) {
    this.store = store;
    this.token = token;
    this.recorder = recorder;
    this.data = data;
  }

  /** Loads a shard in place of the one before. */
  synchronized void load(Shard shard, LoadedShard.Listener listener) {
    unload();
    LoadedShard next = LoadedShard.open(store, shard, token, recorder, listener);
    loaded = next;
    data.serve(next.network());
  }

  /**
   * The shard that is loaded.
   *
   * @throws AgentException if there is none
   */
  LoadedShard loaded() {
    LoadedShard current = loaded;
    if (current == null) {
      throw new AgentException("The agent has nothing loaded: deploy first.");
    }
    return current;
  }

  /** Drops the shard with all its requests. */
  public synchronized void unload() {
    LoadedShard last = loaded;
    loaded = null;
    data.serve(null);
    if (last != null) {
      last.close();
    }
  }

  @Override
  public void close() {
    unload();
  }
}
