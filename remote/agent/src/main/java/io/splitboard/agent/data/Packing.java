package io.splitboard.agent.data;

import io.splitboard.agent.PreciseWait;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.codec.Codec;
import io.splitboard.protocol.codec.Codecs;
import io.splitboard.protocol.codec.Packed;
import io.splitboard.protocol.wire.ChunkJoiner;
import io.splitboard.protocol.wire.WireTensor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;

/**
 * Packs and unpacks what travels, as slowly as the device does.
 *
 * @param slowdown of a virtual device: packing lasts so much longer than its CPU time; 0 or less
 *     for a real device
 */
record Packing(double slowdown) {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * Packs a tensor.
   *
   * @param codec its name; empty for none
   * @return empty if it is to travel as it is: without a codec that works here, or where that does
   *     not pack it
   */
  Optional<Packed> pack(String codec, WireTensor tensor) throws InterruptedException {
    Optional<Codec> known = Codecs.named(codec);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    long cpu = THREADS.getCurrentThreadCpuTime();
    Optional<Packed> packed = known.get().pack(tensor);
    stretch(start, cpu);
    return packed;
  }

  /**
   * Joins a chunk, and unpacks the message if it was the last of a packed one.
   *
   * @throws IllegalArgumentException with a sentence, if it does not fit
   */
  Optional<ChunkJoiner.Message> join(ChunkJoiner joiner, Chunk chunk) throws InterruptedException {
    long start = System.nanoTime();
    long cpu = THREADS.getCurrentThreadCpuTime();
    Optional<ChunkJoiner.Message> message = joiner.add(chunk);
    if (message.isPresent() && message.get().wasPacked()) {
      stretch(start, cpu);
    }
    return message;
  }

  private void stretch(long startNanos, long cpuNanos) throws InterruptedException {
    if (slowdown > 0) {
      long used = THREADS.getCurrentThreadCpuTime() - cpuNanos;
      PreciseWait.until(startNanos + Math.round(slowdown * used));
    }
  }
}
