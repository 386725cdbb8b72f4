package io.splitboard.agent.telemetry;

import io.splitboard.agent.data.TransferLog;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.TaskTiming;
import io.splitboard.protocol.TelemetryFrame;
import io.splitboard.protocol.TransferTiming;
import io.splitboard.protocol.wire.ChunkJoiner;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Timings since they were last fetched. Holds a bounded number; beyond that the oldest are dropped
 * and counted. Thread-safe.
 */
public final class Recorder implements TransferLog {

  private static final int CAPACITY = 20_000;
  private static final int PROBLEM_CAPACITY = 100;

  private final Queue<TaskTiming> tasks = new ArrayDeque<>();
  private final Queue<TransferTiming> transfers = new ArrayDeque<>();
  private final Queue<String> problems = new ArrayDeque<>();
  private long dropped;

  /** A task ran. */
  public synchronized void ran(String task, int request, long startNanos, long endNanos) {
    add(
        tasks,
        CAPACITY,
        TaskTiming.newBuilder()
            .setTask(task)
            .setRequest(request)
            .setStartNanos(startNanos)
            .setEndNanos(endNanos)
            .build());
  }

  @Override
  public synchronized void transferred(ChunkJoiner.Message message, long endNanos) {
    Chunk first = message.first();
    add(
        transfers,
        CAPACITY,
        TransferTiming.newBuilder()
            .setTransfer(first.getTransfer())
            .setRequest(first.getRequest())
            .setStartNanos(first.getStartedNanos())
            .setEndNanos(endNanos)
            .setBytes(message.wireBytes())
            .setPackingError(first.getPackingError())
            .setPackedLargest(first.getPackedLargest())
            .build());
  }

  /** Something that the user should know. */
  public synchronized void problem(String sentence) {
    add(problems, PROBLEM_CAPACITY, sentence);
  }

  private <T> void add(Queue<T> queue, int capacity, T item) {
    if (queue.size() == capacity) {
      queue.remove();
      dropped++;
    }
    queue.add(item);
  }

  /** Moves everything into a frame. */
  public synchronized void drainTo(TelemetryFrame.Builder frame) {
    frame.addAllTasks(tasks).addAllTransfers(transfers).addAllProblems(problems);
    frame.setDropped(dropped);
    tasks.clear();
    transfers.clear();
    problems.clear();
  }
}
