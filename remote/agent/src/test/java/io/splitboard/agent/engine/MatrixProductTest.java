package io.splitboard.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

class MatrixProductTest {

  /** 2 · 512³ operations: no processor does them within a tenth of a millisecond. */
  @Test
  void worksOnTheCallingThread() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    try (MatrixProduct product = MatrixProduct.open()) {
      product.compute();
      long before = threads.getCurrentThreadCpuTime();
      product.compute();
      assertThat(threads.getCurrentThreadCpuTime() - before).isGreaterThan(100_000);
      assertThat(product.toString()).contains("ONNX Runtime 1.");
    }
  }
}
