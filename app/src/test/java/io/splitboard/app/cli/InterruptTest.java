package io.splitboard.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts of a real process of the command line. */
class InterruptTest {

  private static final int SIGNAL_INT = 2;

  @TempDir Path folder;

  private Process startLab() throws Exception {
    Path sample = Path.of(System.getProperty("splitboard.root"), "sample-projects/first-look");
    for (String file : new String[] {"project.json", "cluster.json"}) {
      Files.copy(sample.resolve(file), folder.resolve(file));
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "io.splitboard.app.cli.Splitboard",
            "lab",
            folder.toString());
    // Class paths are long, and long command lines are refused.
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    builder.environment().put("SPLITBOARD_CACHE", folder.resolve("cache").toString());
    return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static int endedBy(String signal, Process lab) throws Exception {
    try {
      BufferedReader err = lab.errorReader();
      String line = err.readLine();
      while (line != null && !line.contains("stops the lab")) {
        line = err.readLine();
      }
      assertThat(line).as("the lab began").isNotNull();
      new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + lab.pid()).start().waitFor();
      assertThat(lab.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return lab.exitValue();
    } finally {
      lab.destroyForcibly();
    }
  }

  @Test
  void anInterruptEndsTheLabWithTheShellsCode() throws Exception {
    assumeTrue(Files.exists(Path.of("/bin/sh")), "sends signals by a POSIX shell");
    assumeFalse(ignoresInterrupts(), "this process was started where interrupts are ignored");

    assertThat(endedBy("INT", startLab())).isEqualTo(ExitCode.CANCELLED);
  }

  @Test
  void soDoesTheRequestToTerminate() throws Exception {
    assumeTrue(Files.exists(Path.of("/bin/sh")), "sends signals by a POSIX shell");

    assertThat(endedBy("TERM", startLab())).isEqualTo(143);
  }

  /** Shells start what runs in the background so, and it is passed on to children. */
  private static boolean ignoresInterrupts() throws Exception {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      String mask = lines.filter(line -> line.startsWith("SigIgn:")).findFirst().orElseThrow();
      long ignored = Long.parseUnsignedLong(mask.substring("SigIgn:".length()).strip(), 16);
      return (ignored & (1L << (SIGNAL_INT - 1))) != 0;
    }
  }
}
