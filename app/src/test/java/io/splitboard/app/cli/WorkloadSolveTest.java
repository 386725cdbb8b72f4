package io.splitboard.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitboard.core.workload.GeneratedWorkloads;
import io.splitboard.core.workload.Split;
import io.splitboard.core.workload.SplitJson;
import io.splitboard.core.workload.SplitScore;
import io.splitboard.core.workload.SplitScorer;
import io.splitboard.core.workload.Workload;
import io.splitboard.core.workload.WorkloadJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that places a profiled workload. */
class WorkloadSolveTest {

  @TempDir Path folder;

  @Test
  void answersWithOneObjectAndWritesTheSplit() throws IOException {
    Workload workload = GeneratedWorkloads.branches(1, 2);
    Path file = folder.resolve("workload.json");
    Path out = folder.resolve("split.json");
    WorkloadJson.write(workload, file);
    CommandLineRun run =
        CommandLineRun.of(
            "solve",
            "--workload",
            file.toString(),
            "--objective",
            "max-load",
            "--contiguous",
            "--time-limit",
            "30",
            "--json",
            "--out",
            out.toString());
    assertThat(run.exitCode()).isZero();
    JsonNode json = run.json();
    assertThat(json.path("status").asText()).isEqualTo("OPTIMAL");
    assertThat(json.path("bound").asDouble()).isLessThanOrEqualTo(json.path("maxLoad").asDouble());
    assertThat(json.path("gap").asDouble()).isLessThanOrEqualTo(1e-6);
    assertThat(json.path("seconds").isNumber()).isTrue();
    assertThat(json.path("fpgas")).hasSize(6);
    assertThat(json.path("cpus")).hasSize(1);
    Split split = SplitJson.read(out);
    SplitScore score = SplitScorer.score(workload, split);
    assertThat(score.problems()).isEmpty();
    assertThat(score.contiguous()).isTrue();
    assertThat(score.maxLoadMs()).isEqualTo(json.path("maxLoad").asDouble());
    assertThat(score.acceleratorMs())
        .isEqualTo(split.accelerators().stream().map(Split.Part::loadMs).toList());
  }

  @Test
  void refusesBadFilesAndObjectives() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"nodes\": [");
    refused("is not JSON", "--workload", broken.toString());
    Path none = folder.resolve("none.json");
    refused("There is no file", "--workload", none.toString());
    refused("not for latency", "--workload", none.toString(), "--objective", "latency");
    refused("must be above 0", "--workload", none.toString(), "--time-limit", "0");
  }

  private static void refused(String sentence, String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "solve";
    all[1] = "--json";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    CommandLineRun run = CommandLineRun.of(all);
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("splitboard: ").contains(sentence);
    assertThat(run.err().strip().lines()).hasSize(1);
  }
}
