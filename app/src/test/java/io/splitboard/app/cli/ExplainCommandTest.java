package io.splitboard.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Explaining, fronts and limits on the command line. */
class ExplainCommandTest {

  private static final String PROJECT =
      Path.of(System.getProperty("splitboard.root"), "sample-projects", "first-look").toString();

  private static CommandLineRun run(String command, String... more) {
    String[] all = new String[more.length + 4];
    all[0] = command;
    all[1] = PROJECT;
    all[2] = "--json";
    all[3] = "--quiet";
    System.arraycopy(more, 0, all, 4, more.length);
    return CommandLineRun.of(all);
  }

  @Test
  void tellsPathMovesScenariosAndRobustness() throws IOException {
    CommandLineRun run =
        run(
            "explain",
            "--design",
            "2 three stages",
            "--time-limit",
            "1",
            "--vary",
            "20",
            "--samples",
            "20",
            "--what-if",
            "link:pi-a:pi-b=5Mbit/s",
            "--what-if",
            "device:pi-c=off",
            "--what-if",
            "device:pi-x=pi-5@ethernet");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode json = run.json();
    double value = json.get("value").asDouble();
    assertThat(value).isPositive();
    assertThat(json.get("criticalPath").get("steps")).isNotEmpty();
    assertThat(json.get("movesJudged").asInt()).isGreaterThan(10);
    JsonNode best = json.get("moves").get(0);
    assertThat(best.get("value").asDouble() + best.get("gain").asDouble())
        .isCloseTo(value, org.assertj.core.api.Assertions.within(1e-9));
    JsonNode whatIf = json.get("whatIf");
    assertThat(whatIf).hasSize(3);
    assertThat(whatIf.get(0).get("kept").asDouble())
        .isGreaterThanOrEqualTo(whatIf.get(0).get("solved").asDouble());
    assertThat(whatIf.get(1).get("kept").isNull()).isTrue();
    assertThat(whatIf.get(1).get("layersPerDevice").has("pi-c")).isFalse();
    JsonNode robust = json.get("robustness");
    assertThat(robust.get("smallest").asDouble()).isLessThan(robust.get("largest").asDouble());
    assertThat(robust.get("beatsOneDevice").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void questionsThatAreNotUnderstoodAreRefused() {
    for (String question : new String[] {"link:pi-a=5", "device:pi-q=off", "pi-a"}) {
      CommandLineRun run = run("explain", "--what-if", question);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).startsWith("splitboard: ").hasLineCount(1);
    }
  }

  @Test
  void aFrontHasNoDominatedPoint() throws IOException {
    JsonNode json = run("solve", "--pareto", "latency,memory", "--time-limit", "4").json();
    assertThat(json.get("heuristic").asBoolean()).isTrue();
    double latency = 0;
    double memory = Double.POSITIVE_INFINITY;
    for (JsonNode point : json.get("points")) {
      assertThat(point.get("latency").asDouble()).isGreaterThan(latency);
      assertThat(point.get("memory").asDouble()).isLessThan(memory);
      latency = point.get("latency").asDouble();
      memory = point.get("memory").asDouble();
    }
  }

  @Test
  void limitsAreKeptAndToldInTheRefusal() throws IOException {
    JsonNode json =
        run(
                "solve",
                "--objective",
                "throughput",
                "--max-devices",
                "2",
                "--link-budget",
                "pi-a:pi-b=100kB",
                "--time-limit",
                "2")
            .json();
    assertThat(json.get("method").asText()).isEqualTo("hybrid");
    assertThat(json.get("layersPerDevice").size()).isLessThanOrEqualTo(2);
    JsonNode link = json.get("predicted").get("links").get("pi-a→pi-b");
    assertThat(link == null ? 0 : link.get("bytesPerRequest").asLong())
        .isLessThanOrEqualTo(100_000);
    CommandLineRun refused =
        run("solve", "--method", "preload", "--link-budget", "pi-a:pi-b=100kB");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("link budgets");
  }
}
