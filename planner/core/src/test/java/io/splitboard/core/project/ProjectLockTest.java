package io.splitboard.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectLockTest {

  @TempDir Path state;

  @Test
  void aSecondWorkbenchIsToldWhoHasTheProject() {
    try (ProjectLock first = ProjectLock.take(state, "bench")) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> ProjectLock.take(state, "desk"))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid() + " on bench, since 2");
    }
    ProjectLock.take(state, "bench").close();
  }

  @Test
  void whatADeadWorkbenchLeftDoesNotLock() throws IOException {
    Files.writeString(state.resolve("lock"), "");
    Files.writeString(
        state.resolve("lock.json"), "{\"pid\": 1, \"host\": \"gone\", \"since\": \"2020\"}");
    try (ProjectLock lock = ProjectLock.take(state, "bench")) {
      assertThat(lock).isNotNull();
      assertThat(state.resolve("lock.json")).content().contains("\"host\": \"bench\"");
    }
  }

  @Test
  void anotherProcessHoldsItUntilItEnds() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                state.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.getInputStream().read()).isEqualTo('x');
      assertThatThrownBy(() -> ProjectLock.take(state, "bench"))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("another workbench");
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    ProjectLock.take(state, "bench").close();
  }

  /** Holds the lock in a process of its own. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] args) throws Exception {
      Path file = Path.of(args[0], "lock");
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        System.out.write(lock.isValid() ? 'x' : '-');
        System.out.flush();
        Thread.currentThread().join();
      }
    }
  }
}
