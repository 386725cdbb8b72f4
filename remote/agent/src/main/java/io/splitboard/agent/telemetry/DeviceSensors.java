package io.splitboard.agent.telemetry;

import com.sun.management.OperatingSystemMXBean;
import io.splitboard.protocol.TelemetryFrame;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the device says about itself, read from the files that Linux keeps for it. What a device
 * does not have is looked for once and then reported as absent.
 */
public final class DeviceSensors {

  private static final Logger log = LoggerFactory.getLogger(DeviceSensors.class);
  private static final long PAGE_BYTES = 4096;

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Path proc;
  private final Optional<Path> temperature;
  private final Optional<Path> throttling;

  /** Sensors of this device. */
  public DeviceSensors() {
    this(Path.of("/"));
  }

  /** Sensors below another root, for tests. */
  DeviceSensors(Path root) {
    proc = root.resolve("proc");
    temperature = find(root.resolve("sys/class/thermal"), "thermal_zone", "temp");
    // Raspberry Pi's firmware driver; the same bits as "vcgencmd get_throttled".
    throttling =
        Stream.of(
                "sys/devices/platform/soc/soc:firmware/get_throttled",
                "sys/devices/platform/soc/soc:firmware/raspberrypi-hwmon/get_throttled",
                "sys/devices/platform/axi/axi:firmware/get_throttled")
            .map(root::resolve)
            .filter(Files::isReadable)
            .findFirst();
  }

  private static Optional<Path> find(Path folder, String prefix, String file) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> zones = Files.list(folder)) {
      return zones
          .filter(zone -> zone.getFileName().toString().startsWith(prefix))
          .map(zone -> zone.resolve(file))
          .filter(Files::isReadable)
          .sorted()
          .findFirst();
    } catch (IOException e) {
      log.info("cannot list {}", folder, e);
      return Optional.empty();
    }
  }

  /** Whether the device says how warm it is. */
  public boolean hasTemperature() {
    return temperature.isPresent();
  }

  /** Whether the device says that it is throttled. */
  public boolean hasThrottling() {
    return throttling.isPresent();
  }

  /** Physical memory of the device. */
  public long memoryBytes() {
    return system.getTotalMemorySize();
  }

  /** Writes the present values into a frame. */
  public void read(TelemetryFrame.Builder frame) {
    frame
        .setCpuLoad(system.getCpuLoad())
        .setProcessBytes(residentBytes())
        .setFreeMemoryBytes(availableBytes())
        .setTemperatureCelsius(celsius())
        .setThrottlingFlags(throttlingFlags());
  }

  /** Resident memory of this process; 0 where it is unknown. */
  private long residentBytes() {
    return first(proc.resolve("self/statm"))
        .map(line -> Long.parseLong(line.split(" ")[1]) * PAGE_BYTES)
        .orElse(0L);
  }

  /** Memory that programs could still get, caches included; the kernel's own estimate. */
  private long availableBytes() {
    try {
      for (String line : Files.readAllLines(proc.resolve("meminfo"))) {
        if (line.startsWith("MemAvailable:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException e) {
      log.debug("no meminfo", e);
    }
    return system.getFreeMemorySize();
  }

  private double celsius() {
    return temperature
        .flatMap(DeviceSensors::first)
        .map(line -> Integer.parseInt(line) / 1000.0)
        .orElse(Double.NaN);
  }

  private int throttlingFlags() {
    return throttling
        .flatMap(DeviceSensors::first)
        .map(line -> Integer.parseInt(line.replaceFirst("^0x", ""), 16))
        .orElse(-1);
  }

  private static Optional<String> first(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.findFirst().map(String::strip);
    } catch (IOException | java.io.UncheckedIOException e) {
      log.debug("cannot read {}", file, e);
      return Optional.empty();
    }
  }
}
