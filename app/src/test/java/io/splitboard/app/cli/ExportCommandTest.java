package io.splitboard.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitboard.core.workload.SplitJson;
import io.splitboard.core.workload.SplitScore;
import io.splitboard.core.workload.SplitScorer;
import io.splitboard.core.workload.Workload;
import io.splitboard.core.workload.WorkloadJson;
import io.splitboard.core.workload.pipeedge.LayerChain;
import io.splitboard.core.workload.pipeedge.PipeEdgeYaml;
import io.splitboard.core.workload.pipeedge.ScheduleScore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Designs for other tools, read again as those read them. */
class ExportCommandTest {

  private static final String PROJECT =
      Path.of(System.getProperty("splitboard.root"), "sample-projects", "first-look").toString();

  @TempDir Path folder;

  private CommandLineRun run(String design, String form, String... more) {
    String[] all = new String[more.length + 10];
    String[] first = {
      "export", PROJECT, "--json", "--quiet", "--design", design, "--to", form, "--out"
    };
    System.arraycopy(first, 0, all, 0, first.length);
    all[9] = folder.resolve("out").toString();
    System.arraycopy(more, 0, all, 10, more.length);
    return CommandLineRun.of(all);
  }

  @Test
  void aWorkloadAndItsSplitAreJudgedAlikeByTheScorer() throws IOException {
    CommandLineRun run = run("2 three stages", "workload", "--like", "pi-a");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode json = run.json();
    Workload workload = WorkloadJson.read(folder.resolve("out/workload.json"));
    assertThat(workload.accelerators()).isEqualTo(3);
    assertThat(workload.nodes()).hasSize(json.get("nodes").asInt());
    SplitScore score =
        SplitScorer.score(workload, SplitJson.read(folder.resolve("out/split.json")));
    assertThat(score.problems()).isEmpty();
    assertThat(score.contiguous()).isTrue();
    assertThat(score.maxLoadMs()).isCloseTo(json.get("maxLoad").asDouble(), within(1e-9));
    assertThat(score.acceleratorMs()).allMatch(ms -> ms > 0);
  }

  @Test
  void aChainOfStagesIsASchedule() throws IOException {
    CommandLineRun run = run("2 three stages", "pipeedge");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode json = run.json();
    Path out = folder.resolve("out");
    String model = json.get("model").asText();
    LayerChain chain = PipeEdgeYaml.read(out, model, "torch.float32", 1);
    assertThat(chain.layers()).hasSize(json.get("layers").asInt());
    double seconds =
        ScheduleScore.of(chain, PipeEdgeYaml.readSchedule(out.resolve("schedule.yml"))).seconds();
    assertThat(1000 * seconds).isCloseTo(json.get("periodMs").asDouble(), within(1e-9));
    assertThat(json.get("stages").asInt()).isEqualTo(3);
  }

  @Test
  void anUnknownDeviceIsRefusedInOneSentence() {
    CommandLineRun run = run("2 three stages", "workload", "--like", "nobody");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("nobody");
  }
}
