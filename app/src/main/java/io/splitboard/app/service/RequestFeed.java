package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.tensor.TensorData;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Requests in a pace: the next one is handed out when fewer than allowed are in flight. Its
 * iterator may be used once.
 */
final class RequestFeed implements Iterable<Map<String, TensorData>> {

  private final IntFunction<Map<String, TensorData>> inputs;
  private final int requests;
  private final Semaphore slots;
  private final Progress progress;

  RequestFeed(
      IntFunction<Map<String, TensorData>> inputs, int requests, int handedOut, Progress progress) {
    this.inputs = inputs;
    this.requests = requests;
    this.slots = new Semaphore(handedOut);
    this.progress = progress;
  }

  /** One request is complete; another may go. */
  void completed() {
    slots.release();
  }

  @Override
  public Iterator<Map<String, TensorData>> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < requests && !progress.cancelled();
      }

      @Override
      public Map<String, TensorData> next() {
        if (next >= requests) {
          throw new NoSuchElementException("all requests were handed out");
        }
        progress.report("Request " + (next + 1) + " of " + requests, (double) next / requests);
        awaitSlot();
        return inputs.apply(next++);
      }
    };
  }

  private void awaitSlot() {
    try {
      while (!slots.tryAcquire(100, TimeUnit.MILLISECONDS)) {
        progress.check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("interrupted");
    }
  }
}
