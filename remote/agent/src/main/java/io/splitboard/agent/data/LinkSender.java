package io.splitboard.agent.data;

import io.splitboard.agent.PreciseWait;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.codec.Packed;
import io.splitboard.protocol.wire.Chunks;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that takes what waits for a peer and puts it on the wire at the link's pace. */
final class LinkSender implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LinkSender.class);

  private final Outbox outbox;
  private final LinkPace pace;
  private final Packing packing;
  private final RelayStream stream;
  private final DelayLine wire;
  private final Thread thread;

  /**
   * Makes a sender that has not begun.
   *
   * @param packing before a message holds the port, so that others may send meanwhile
   * @param wire holds each chunk until its last bit would have arrived
   */
  LinkSender(
      String peer,
      Outbox outbox,
      LinkPace pace,
      Packing packing,
      RelayStream stream,
      DelayLine wire) {
    this.outbox = outbox;
    this.pace = pace;
    this.packing = packing;
    this.stream = stream;
    this.wire = wire;
    thread = new Thread(this::sendAll, "sender to " + peer);
    thread.setDaemon(true);
  }

  /** Begins to send. */
  void start() {
    thread.start();
  }

  private void sendAll() {
    try {
      for (var item = outbox.take(); item.isPresent(); item = outbox.take()) {
        transmit(item.get());
      }
    } catch (InterruptedException e) {
      log.debug("{} ends", thread.getName());
    }
  }

  private void transmit(Outbox.Item item) throws InterruptedException {
    if (item instanceof Outbox.Fragment fragment) {
      Chunk first =
          Chunk.newBuilder()
              .setRequest(fragment.request())
              .setFragment(fragment.transfer().getFragment())
              .setTransfer(fragment.transfer().getId())
              .build();
      transmit(fragment, first);
    } else if (item instanceof Outbox.Probe probe) {
      Chunk first = Chunk.newBuilder().setProbe(probe.number()).build();
      ByteBuffer zeros = ByteBuffer.allocate(probe.bytes());
      transmit(
          probe.bytes(),
          start -> Chunks.split(stamp(first, start, probe.bytes()), zeros, chunkBytes()),
          () -> {});
    } else if (item instanceof Outbox.Notice notice) {
      Chunk chunk =
          Chunk.newBuilder().setRequest(notice.request()).setFailure(notice.sentence()).build();
      wire.add(System.nanoTime(), () -> stream.write(chunk));
    }
  }

  private void transmit(Outbox.Fragment fragment, Chunk unpacked) throws InterruptedException {
    String codec = fragment.transfer().getCodec();
    Optional<Packed> packed = packing.pack(codec, fragment.tensor());
    Chunk first = packed.map(each -> packed(unpacked, codec, each)).orElse(unpacked);
    ByteBuffer data = packed.map(Packed::data).orElseGet(fragment.tensor()::data);
    int bytes = data.remaining();
    transmit(
        bytes,
        start -> Chunks.split(stamp(first, start, bytes), fragment.tensor(), data, chunkBytes()),
        fragment.sent());
  }

  private static Chunk packed(Chunk first, String codec, Packed packed) {
    return first.toBuilder()
        .setCodec(codec)
        .setPackingError(packed.maxAbsError())
        .setPackedLargest(packed.maxAbsValue())
        .build();
  }

  private interface Message {
    Iterator<Chunk> startingAt(long nanos);
  }

  private Chunk stamp(Chunk first, long startNanos, long bytes) {
    return first.toBuilder()
        .setStartedNanos(startNanos)
        .setOccupiedNanos(pace.occupiedNanos(bytes))
        .build();
  }

  private int chunkBytes() {
    return pace.isVirtual() ? LinkPace.CHUNK_BYTES : Chunks.MAX_DATA_BYTES;
  }

  /** Each chunk goes on the wire when its last bit would have arrived. */
  private void transmit(int bytes, Message message, Runnable sent) throws InterruptedException {
    pace.port().lockInterruptibly();
    try {
      long start = System.nanoTime();
      CountDownLatch written = new CountDownLatch(1);
      Iterator<Chunk> chunks = message.startingAt(start);
      while (chunks.hasNext()) {
        Chunk chunk = chunks.next();
        long arrival =
            start
                + pace.occupiedNanos(chunk.getOffset() + chunk.getData().size())
                + pace.delayNanos();
        wire.add(arrival, () -> stream.write(chunk));
      }
      wire.add(
          start + pace.occupiedNanos(bytes) + pace.delayNanos(),
          () -> {
            sent.run();
            written.countDown();
          });
      if (pace.isVirtual()) {
        PreciseWait.until(start + pace.occupiedNanos(bytes));
      } else {
        written.await();
      }
    } finally {
      pace.port().unlock();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
