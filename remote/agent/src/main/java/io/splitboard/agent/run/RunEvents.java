package io.splitboard.agent.run;

import io.splitboard.protocol.wire.WireTensor;
import java.util.Map;

/** What a {@link ShardRuntime} tells. Called while it is locked: return at once. */
public interface RunEvents {

  /**
   * A request is complete. Only at the source.
   *
   * @param outputs by fragment key
   */
  void completed(int request, Map<String, WireTensor> outputs, long startNanos, long endNanos);

  /** A request failed. Only at the source. */
  void failed(int request, String sentence);

  /** Something that the user should know. */
  void problem(String sentence);
}
