package io.splitboard.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsualPaceTest {

  @TempDir private Path folder;

  @Test
  void theFirstIsKept() throws IOException {
    assertThat(usualNanos("product", 4_600_000)).isEqualTo(4_600_000);
    assertThat(usualNanos("product", 6_000_000)).isEqualTo(4_600_000);
  }

  @Test
  void anotherEngineBeginsAnew() throws IOException {
    usualNanos("product of 1.28, which had a longer name", 4_600_000);
    assertThat(usualNanos("product of 1.29", 5_000_000)).isEqualTo(5_000_000);
    assertThat(usualNanos("product of 1.29", 6_000_000)).isEqualTo(5_000_000);
  }

  @Test
  void whatIsNoPaceIsReplaced() throws IOException {
    Path file = folder.resolve("pace");
    Files.writeString(file, "product: 0 ns\n");
    assertThat(usualNanos("product", 5_000_000)).isEqualTo(5_000_000);
    Files.writeString(file, "x".repeat(5000));
    assertThat(usualNanos("product", 6_000_000)).isEqualTo(6_000_000);
    assertThat(file).hasContent("product: 6000000 ns\n");
  }

  private long usualNanos(String work, long nowNanos) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("pace"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return UsualPace.usualNanos(file, work, nowNanos);
    }
  }
}
