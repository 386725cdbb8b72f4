package io.splitboard.fleet.profiling;

import io.splitboard.core.network.Network;
import io.splitboard.core.tensor.RandomTensors;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.RunListener;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Made-up requests of which each is made only when the one before is complete, however many the
 * deployment would have in flight.
 */
final class OneByOne implements Iterable<Map<String, TensorData>>, RunListener {

  private static final long SEED = 1;
  private static final long LIMIT_SECONDS = 120;

  private static final int DISTINCT = 5;

  private final List<Map<String, TensorData>> inputs;
  private final int least;
  private final int most;
  private final long wantedNanos;
  private final Semaphore complete = new Semaphore(1);

  /**
   * Makes requests.
   *
   * @param least how many there are in any case
   * @param most how many there are if they take less than {@code wantedMs} together
   */
  OneByOne(Network network, int least, int most, long wantedMs) {
    this.least = least;
    this.most = most;
    this.wantedNanos = wantedMs * 1_000_000;
    this.inputs =
        IntStream.range(0, Math.min(least, DISTINCT))
            .mapToObj(number -> RandomTensors.request(network, SEED, number))
            .toList();
  }

  /** What the requests bring, in turn: the very same maps. */
  List<Map<String, TensorData>> inputs() {
    return inputs;
  }

  @Override
  public void completed(int request, double latencyMs, Map<String, TensorData> outputs) {
    complete.release();
  }

  @Override
  public Iterator<Map<String, TensorData>> iterator() {
    return new Iterator<>() {
      private final long start = System.nanoTime();
      private int next;

      /** False as well when a request does not come back, so that the run ends and says why. */
      @Override
      public boolean hasNext() {
        try {
          boolean wanted = next < least || (next < most && System.nanoTime() - start < wantedNanos);
          return wanted && complete.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }

      @Override
      public Map<String, TensorData> next() {
        if (next >= most) {
          throw new NoSuchElementException();
        }
        return inputs.get(next++ % inputs.size());
      }
    };
  }
}
