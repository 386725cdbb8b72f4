package io.splitboard.agent.data;

import io.splitboard.protocol.TransferSpec;
import io.splitboard.protocol.wire.WireTensor;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What waits to be sent to one peer: by priority, then in order, and no more than the peer has
 * credit for. Thread-safe.
 *
 * <p>A fragment may start while any credit is left, so fragments larger than the window still pass.
 * Without credit, only fragments of the oldest request that the peer still holds anything of may
 * start, or of older ones: else a peer whose window is full of newer requests would wait for ever.
 * So the peer holds at most its window, one fragment, and one request.
 */
final class Outbox {

  /** Something to send. */
  sealed interface Item permits Fragment, Notice, Probe {}

  /** A fragment; {@code sent} is to be called when it has left. */
  record Fragment(TransferSpec transfer, int request, WireTensor tensor, Runnable sent, long order)
      implements Item {}

  /** Word that a request failed. */
  record Notice(int request, String sentence) implements Item {}

  /** A message of zeros that the peer answers. */
  record Probe(long number, int bytes) implements Item {}

  private final TreeSet<Fragment> fragments =
      new TreeSet<>(
          Comparator.comparingInt((Fragment fragment) -> -fragment.transfer.getPriority())
              .thenComparingLong(Fragment::order));
  private final Queue<Notice> notices = new ArrayDeque<>();
  private final Queue<Probe> probes = new ArrayDeque<>();

  /** Bytes that the peer has not consumed yet, by request. */
  private final TreeMap<Integer, Long> outstanding = new TreeMap<>();

  private long credit;
  private long order;
  private boolean closed;

  synchronized void add(TransferSpec transfer, int request, WireTensor tensor, Runnable sent) {
    fragments.add(new Fragment(transfer, request, tensor, sent, order++));
    notifyAll();
  }

  synchronized void add(Probe probe) {
    probes.add(probe);
    notifyAll();
  }

  /** Drops all of a request and sends the notice next. */
  synchronized void fail(Notice notice) {
    fragments.removeIf(fragment -> fragment.request == notice.request);
    notices.add(notice);
    notifyAll();
  }

  /** The peer opened its window. */
  synchronized void open(long windowBytes) {
    credit += windowBytes;
    notifyAll();
  }

  /** The peer consumed bytes of a request. */
  synchronized void consumed(int request, long bytes) {
    credit += bytes;
    outstanding.computeIfPresent(
        request, (number, held) -> held > bytes ? Long.valueOf(held - bytes) : null);
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    fragments.clear();
    notices.clear();
    probes.clear();
    notifyAll();
  }

  /**
   * Waits for what is to be sent next and takes it.
   *
   * @return empty once closed
   */
  synchronized Optional<Item> take() throws InterruptedException {
    while (!closed) {
      Item next = next();
      if (next != null) {
        return Optional.of(next);
      }
      wait();
    }
    return Optional.empty();
  }

  private Item next() {
    if (!notices.isEmpty()) {
      return notices.remove();
    }
    Optional<Fragment> allowed = fragments.stream().filter(mayStart()).findFirst();
    if (allowed.isPresent()) {
      Fragment fragment = allowed.get();
      fragments.remove(fragment);
      credit -= fragment.tensor.bytes();
      outstanding.merge(fragment.request, (long) fragment.tensor.bytes(), Long::sum);
      return fragment;
    }
    return fragments.isEmpty() ? probes.poll() : null;
  }

  private Predicate<Fragment> mayStart() {
    if (credit > 0) {
      return fragment -> true;
    }
    return fragment -> !outstanding.isEmpty() && fragment.request <= outstanding.firstKey();
  }
}
