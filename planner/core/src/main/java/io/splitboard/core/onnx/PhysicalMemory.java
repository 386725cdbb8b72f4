package io.splitboard.core.onnx;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/** How much memory this computer has. */
final class PhysicalMemory {

  private PhysicalMemory() {}

  /** Bytes, or the greatest number if the Java runtime does not tell. */
  static long bytes() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean known
        ? known.getTotalMemorySize()
        : Long.MAX_VALUE;
  }
}
