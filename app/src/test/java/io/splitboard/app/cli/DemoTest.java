package io.splitboard.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The main job, end to end on virtual devices. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the virtual lab needs a POSIX shell")
@Timeout(300)
class DemoTest {

  private static final String MODEL = "zoo:mobilenet-v1?width=0.25&resolution=128";

  @TempDir Path folder;

  @Test
  void demoLosesNothingAndReports() throws IOException {
    Path project = makeProject();
    Path out = folder.resolve("report");

    CommandLineRun run =
        CommandLineRun.of(
            "demo",
            "--out",
            out.toString(),
            "--project",
            project.toString(),
            "--requests",
            "8",
            "--time",
            "3",
            "--json",
            "--quiet");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
    assertThat(summary).isEqualTo(run.json());
    assertThat(summary.get("requests").asInt()).isEqualTo(2 * (15 + 8));
    assertThat(summary.get("lost").asInt()).isZero();
    assertThat(summary.get("maxAbsDiff").asDouble()).isZero();
    for (String design : new String[] {"distributed", "oneDevice"}) {
      for (String figure :
          new String[] {
            "predictedLatencyMs",
            "measuredLatencyMs",
            "predictedThroughputPerSecond",
            "measuredThroughputPerSecond"
          }) {
        assertThat(summary.get(design).get(figure).asDouble()).as(figure).isPositive();
      }
    }
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<svg", "Measured latencies", "Where the layers are")
        .doesNotContain("http://", "https://", "<script", "src=");

    CommandLineRun comparison =
        CommandLineRun.of("compare", out.resolve("project").toString(), "--json", "--quiet");
    assertThat(comparison.json().get("verdict").asText()).isNotEmpty();
  }

  @Test
  void aDeploymentIsHeldUntilStopped() throws Exception {
    String project = makeProject().toString();
    CompletableFuture<CommandLineRun> holder =
        CompletableFuture.supplyAsync(
            () -> CommandLineRun.of("deploy", project, "--design", "2-2-stages", "--json"));
    awaitHolder(Path.of(project), holder);

    CommandLineRun run =
        CommandLineRun.of(
            "run",
            project,
            "--requests",
            "3",
            "--save",
            "held",
            "--outputs",
            folder.resolve("outputs").toString(),
            "--json",
            "--quiet");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().get("completed").asInt()).isEqualTo(3);
    assertThat(run.json().get("bitExact").asBoolean()).isTrue();
    assertThat(folder.resolve("outputs")).isDirectoryContaining("glob:**.npy");

    CommandLineRun second = CommandLineRun.of("deploy", project);
    assertThat(second.exitCode()).isEqualTo(2);
    assertThat(second.err()).contains("is open in another workbench");

    assertThat(CommandLineRun.of("stop", project, "--json").json().get("stopped").asBoolean())
        .isTrue();
    CommandLineRun held = holder.get(60, TimeUnit.SECONDS);
    assertThat(held.exitCode()).as(held.err()).isZero();
    assertThat(held.json().get("stopped").asBoolean()).isTrue();
    assertThat(CommandLineRun.of("stop", project, "--json").json().get("stopped").asBoolean())
        .isFalse();
  }

  private Path makeProject() {
    Path project = folder.resolve("my project");
    CommandLineRun made =
        CommandLineRun.of(
            "new",
            project.toString(),
            "--model",
            MODEL,
            "--device",
            "pi-a=pi-4b",
            "--device",
            "pi-b=pi-4b",
            "--quiet");
    assertThat(made.exitCode()).as(made.err()).isZero();
    return project;
  }

  private static void awaitHolder(Path project, CompletableFuture<CommandLineRun> holder)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (HolderClient.find(project).isEmpty()) {
      assertThat(System.nanoTime()).as("the deployment comes up").isLessThan(deadline);
      assertThat(holder.isDone()).as("the holder ended early").isFalse();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
