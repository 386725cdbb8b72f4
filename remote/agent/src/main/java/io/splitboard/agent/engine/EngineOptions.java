package io.splitboard.agent.engine;

/**
 * How ONNX Runtime runs a model.
 *
 * @param optimize whether it may rewrite the graph (fusing, folding, layout); without it, results
 *     of whole-layer pieces equal those of the whole model bit for bit
 * @param threads threads inside one operator; 0 for all processors; with 1, all work is done on the
 *     calling thread, so that its CPU time is the work
 */
public record EngineOptions(boolean optimize, int threads) {

  /** Number of threads with 0 resolved. */
  public int resolvedThreads() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
