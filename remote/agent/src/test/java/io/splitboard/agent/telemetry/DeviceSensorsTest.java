package io.splitboard.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.protocol.TelemetryFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceSensorsTest {

  @TempDir Path root;

  private void file(String path, String text) throws Exception {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void readsWhatARaspberryPiSays() throws Exception {
    file("sys/class/thermal/thermal_zone0/temp", "61234\n");
    file("sys/devices/platform/soc/soc:firmware/get_throttled", "50005\n");
    file("proc/self/statm", "9000 250 100 1 0 500 0\n");
    file("proc/meminfo", "MemTotal: 1000 kB\nMemAvailable:     600 kB\n");
    DeviceSensors sensors = new DeviceSensors(root);
    TelemetryFrame.Builder frame = TelemetryFrame.newBuilder();

    sensors.read(frame);

    assertThat(sensors.hasTemperature()).isTrue();
    assertThat(frame.getTemperatureCelsius()).isEqualTo(61.234);
    assertThat(frame.getThrottlingFlags()).isEqualTo(0x50005);
    assertThat(frame.getProcessBytes()).isEqualTo(250 * 4096);
    assertThat(frame.getFreeMemoryBytes()).isEqualTo(600 * 1024);
  }

  @Test
  void saysWhatADeviceDoesNotHave() {
    DeviceSensors sensors = new DeviceSensors(root);
    TelemetryFrame.Builder frame = TelemetryFrame.newBuilder();

    sensors.read(frame);

    assertThat(sensors.hasTemperature()).isFalse();
    assertThat(sensors.hasThrottling()).isFalse();
    assertThat(frame.getTemperatureCelsius()).isNaN();
    assertThat(frame.getThrottlingFlags()).isEqualTo(-1);
  }
}
