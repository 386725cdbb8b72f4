package io.splitboard.app.picture.network;

import io.splitboard.app.picture.layout.ColumnLayout;
import io.splitboard.app.picture.layout.ElkLayout;
import io.splitboard.core.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lays out pictures away from the caller's thread. The latest request wins: an earlier one is
 * cancelled and its result dropped.
 */
public final class LayoutService {

  private static final Logger log = LoggerFactory.getLogger(LayoutService.class);

  /** ELK walks long paths recursively. */
  private static final long STACK_BYTES = 512L << 20;

  private final NetworkLayout layered = new NetworkLayout(new ElkLayout());
  private final NetworkLayout provisional = new NetworkLayout(new ColumnLayout());
  private final AtomicLong latest = new AtomicLong();
  private final Executor apply;

  /** Delivers results through an executor, usually the toolkit's thread. */
  public LayoutService(Executor apply) {
    this.apply = apply;
  }

  /** A quick layout, computed at once. */
  public NetworkScene provisional(ShownGraph graph) {
    return provisional.place(graph, true, Progress.NONE);
  }

  /**
   * Starts the layered layout.
   *
   * @param done gets the result unless another request came meanwhile
   * @param failed gets what went wrong; the provisional picture stays usable
   */
  public void request(ShownGraph graph, Consumer<NetworkScene> done, Consumer<Throwable> failed) {
    long number = latest.incrementAndGet();
    Progress progress =
        new Progress() {
          @Override
          public void report(String step, double fraction) {}

          @Override
          public boolean cancelled() {
            return latest.get() != number;
          }
        };
    start(
        () -> {
          try {
            NetworkScene scene = layered.place(graph, false, progress);
            deliver(number, () -> done.accept(scene));
          } catch (CancellationException e) {
            log.debug("layout {} was overtaken", number);
          } catch (RuntimeException | Error e) {
            log.warn("The layered layout failed; the provisional one stays.", e);
            deliver(number, () -> failed.accept(e));
          }
        });
  }

  /** Drops all that was requested. */
  public void cancel() {
    latest.incrementAndGet();
  }

  private void deliver(long number, Runnable action) {
    apply.execute(
        () -> {
          if (latest.get() == number) {
            action.run();
          }
        });
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(null, work, "network layout", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
  }

  /** Computes something in a thread with a large stack and waits for it. */
  public static <T> T onLargeStack(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    start(
        () -> {
          try {
            result.complete(work.get());
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
