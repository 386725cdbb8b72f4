package io.splitboard.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.protocol.TelemetryFrame;
import org.junit.jupiter.api.Test;

class RecorderTest {

  @Test
  void dropsTheOldestAndCountsThem() {
    Recorder recorder = new Recorder();
    for (int request = 0; request < 20_007; request++) {
      recorder.ran("t", request, 1, 2);
    }
    TelemetryFrame.Builder frame = TelemetryFrame.newBuilder();
    recorder.drainTo(frame);

    assertThat(frame.getTasksCount()).isEqualTo(20_000);
    assertThat(frame.getTasks(0).getRequest()).isEqualTo(7);
    assertThat(frame.getDropped()).isEqualTo(7);
  }
}
