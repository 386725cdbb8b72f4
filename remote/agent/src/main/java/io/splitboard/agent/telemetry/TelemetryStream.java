package io.splitboard.agent.telemetry;

import io.grpc.stub.ServerCallStreamObserver;
import io.splitboard.protocol.TelemetryFrame;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends frames at the asked rate. A slow reader gets fewer, never a queue of old ones. Only the
 * latest caller is served.
 */
public final class TelemetryStream implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TelemetryStream.class);
  private static final int DEFAULT_PERIOD_MS = 200;
  private static final int SHORTEST_PERIOD_MS = 20;

  private final Recorder recorder;
  private final DeviceSensors sensors;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "telemetry");
            thread.setDaemon(true);
            return thread;
          });
  private ScheduledFuture<?> sending;
  private ServerCallStreamObserver<TelemetryFrame> reader;

  /** Makes a stream without a reader. */
  public TelemetryStream(Recorder recorder, DeviceSensors sensors) {
    this.recorder = recorder;
    this.sensors = sensors;
  }

  /** Serves a reader; one before it is told that it was replaced. */
  public synchronized void start(int periodMs, ServerCallStreamObserver<TelemetryFrame> newReader) {
    stop();
    reader = newReader;
    newReader.setOnCancelHandler(() -> log.debug("telemetry reader is gone"));
    int period = periodMs <= 0 ? DEFAULT_PERIOD_MS : Math.max(periodMs, SHORTEST_PERIOD_MS);
    sending = timer.scheduleAtFixedRate(() -> send(newReader), 0, period, TimeUnit.MILLISECONDS);
  }

  private synchronized void send(ServerCallStreamObserver<TelemetryFrame> to) {
    if (to != reader) {
      return;
    }
    if (to.isCancelled()) {
      sending.cancel(false);
      reader = null;
    } else if (to.isReady()) {
      to.onNext(frame());
    }
  }

  private TelemetryFrame frame() {
    TelemetryFrame.Builder frame = TelemetryFrame.newBuilder().setAgentNanos(System.nanoTime());
    recorder.drainTo(frame);
    sensors.read(frame);
    return frame.setTelemetryNanos(threads.getCurrentThreadCpuTime()).build();
  }

  private void stop() {
    if (reader != null) {
      sending.cancel(false);
      if (!reader.isCancelled()) {
        reader.onNext(frame());
        reader.onCompleted();
      }
      reader = null;
    }
  }

  @Override
  public synchronized void close() {
    stop();
    timer.shutdownNow();
  }
}
