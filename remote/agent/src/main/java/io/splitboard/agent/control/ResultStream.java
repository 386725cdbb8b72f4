package io.splitboard.agent.control;

import io.grpc.stub.ServerCallStreamObserver;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.RequestFailure;
import io.splitboard.protocol.RequestTimes;
import io.splitboard.protocol.Result;
import io.splitboard.protocol.wire.Chunks;
import io.splitboard.protocol.wire.WireTensor;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands completed and failed requests to the workbench, at its pace, in the order in which they
 * ended. What ends while nobody listens waits; the runtime starts no more requests than a bounded
 * number of such. Thread-safe.
 */
final class ResultStream implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ResultStream.class);

  private record Ended(Map<String, WireTensor> outputs, Result last, Runnable delivered) {}

  private final Queue<Ended> queue = new ArrayDeque<>();
  private final Thread thread;
  private ServerCallStreamObserver<Result> reader;

  ResultStream() {
    thread = new Thread(this::work, "results");
    thread.setDaemon(true);
    thread.start();
  }

  /** Serves a reader from now on, in place of one before. */
  synchronized void serve(ServerCallStreamObserver<Result> newReader) {
    if (reader != null && !reader.isCancelled()) {
      reader.onCompleted();
    }
    reader = newReader;
    newReader.setOnReadyHandler(this::wake);
    newReader.setOnCancelHandler(this::wake);
    notifyAll();
  }

  private synchronized void wake() {
    notifyAll();
  }

  /**
   * A request is complete.
   *
   * @param delivered called when its outputs were handed on
   */
  synchronized void completed(
      int request,
      Map<String, WireTensor> outputs,
      long startNanos,
      long endNanos,
      Runnable delivered) {
    RequestTimes times =
        RequestTimes.newBuilder()
            .setRequest(request)
            .setStartNanos(startNanos)
            .setEndNanos(endNanos)
            .build();
    queue.add(new Ended(outputs, Result.newBuilder().setDone(times).build(), delivered));
    notifyAll();
  }

  /** A request failed. */
  synchronized void failed(int request, String sentence) {
    RequestFailure failure =
        RequestFailure.newBuilder().setRequest(request).setSentence(sentence).build();
    queue.add(new Ended(Map.of(), Result.newBuilder().setFailure(failure).build(), () -> {}));
    notifyAll();
  }

  private void work() {
    try {
      while (true) {
        Ended next = take();
        int request = next.last.getDone().getRequest();
        for (Map.Entry<String, WireTensor> output : next.outputs.entrySet()) {
          Chunk first = Chunk.newBuilder().setRequest(request).setFragment(output.getKey()).build();
          Iterator<Chunk> chunks = Chunks.split(first, output.getValue(), Chunks.MAX_DATA_BYTES);
          while (chunks.hasNext()) {
            write(Result.newBuilder().setOutput(chunks.next()).build());
          }
        }
        write(next.last);
        next.delivered.run();
      }
    } catch (InterruptedException e) {
      log.debug("result stream ends");
    }
  }

  private synchronized Ended take() throws InterruptedException {
    while (queue.isEmpty() || reader == null || reader.isCancelled()) {
      wait();
    }
    return queue.remove();
  }

  /** Writes when there is room; a reader that leaves in the middle loses the rest. */
  private synchronized void write(Result result) throws InterruptedException {
    while (!reader.isReady() && !reader.isCancelled()) {
      wait();
    }
    if (!reader.isCancelled()) {
      reader.onNext(result);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    synchronized (this) {
      if (reader != null && !reader.isCancelled()) {
        reader.onCompleted();
      }
      reader = null;
    }
  }
}
