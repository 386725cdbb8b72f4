package io.splitboard.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectCommandTest {

  private static final Path SAMPLE =
      Path.of(System.getProperty("splitboard.root"), "sample-projects", "mobilenet-selection");
  private static final String FAMILY =
      """
      {
        "format": 1,
        "accuracy": "top-1, %",
        "models": [
          {"model": "zoo:mobilenet-v1?width=0.25&resolution=128", "accuracy": 41.5},
          {"model": "zoo:mobilenet-v1?width=0.25&resolution=160", "accuracy": 45.5}
        ]
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void copySample() throws IOException {
    Files.copy(SAMPLE.resolve("project.json"), folder.resolve("project.json"));
    Files.copy(SAMPLE.resolve("cluster.json"), folder.resolve("cluster.json"));
    Files.writeString(folder.resolve("family.json"), FAMILY);
  }

  private CommandLineRun select(String... more) {
    String[] arguments = {"select", folder.toString(), "--json", "--quiet"};
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return CommandLineRun.of(all);
  }

  @Test
  void choosesByAccuracyAndSaysWhy() throws IOException {
    JsonNode loose = select("--deadline-ms", "50", "--time-limit", "1").json();
    assertThat(loose.at("/chosen/accuracy").asDouble()).isEqualTo(45.5);
    assertThat(loose.at("/chosen/inTime").asBoolean()).isTrue();
    assertThat(loose.at("/chosen/why").asText()).startsWith("It is the most accurate (45.5) of ");
    double largeMs = loose.at("/standAlone/latencyMs").asDouble();
    String between = String.valueOf(0.95 * largeMs);
    JsonNode tight = select("--deadline-ms", between, "--time-limit", "1").json();
    assertThat(tight.at("/chosen/accuracy").asDouble()).isEqualTo(41.5);
    JsonNode none = select("--deadline-ms", "0.01", "--time-limit", "1").json();
    assertThat(none.at("/chosen/inTime").asBoolean()).isFalse();
    assertThat(none.at("/reliability/bothModes/share").asDouble()).isZero();
  }

  @Test
  void theFamilyIsTheUsersToEdit() throws IOException {
    Files.writeString(folder.resolve("family.json"), FAMILY.replace("41.5", "99"));
    JsonNode json = select("--deadline-ms", "50", "--time-limit", "1").json();
    assertThat(json.at("/chosen/accuracy").asDouble()).isEqualTo(99);
    assertThat(json.at("/chosen/model").asText()).contains("resolution=128");
  }

  @Test
  void refusesWithoutFamilyOrDeadline() throws IOException {
    CommandLineRun zero = select("--deadline-ms", "0");
    assertThat(zero.exitCode()).isEqualTo(ExitCode.REFUSED);
    String project = Files.readString(folder.resolve("project.json"));
    Files.writeString(
        folder.resolve("project.json"),
        project.replace("\"cluster.json\",\n  \"family\": \"family.json\"", "\"cluster.json\""));
    CommandLineRun none = select("--deadline-ms", "10");
    assertThat(none.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(none.err()).contains("names no models to choose from");
  }

  @Test
  void replaysARecordedRate() throws IOException {
    // The slowest link of the sample carries 108 Mbit/s; with 1 Mbit/s a split takes far longer.
    Path trace = folder.resolve("rate.csv");
    Files.writeString(trace, "time s,Mbit/s\n# a walk\n0,108\n10,1\n\n30,108\n");
    JsonNode json =
        select(
                "--deadline-ms",
                "50",
                "--time-limit",
                "1",
                "--requests",
                "50",
                "--rate-trace",
                trace.toString())
            .json();
    JsonNode intervals = json.at("/intervals");
    assertThat(intervals).hasSize(3);
    assertThat(intervals.findValuesAsText("requests")).containsExactly("10", "20", "20");
    assertThat(intervals.get(1).at("/mbitPerSecond").asDouble()).isEqualTo(1);
    assertThat(intervals.get(1).at("/chosen/mode").asText()).isEqualTo("stand-alone");
    assertThat(intervals.get(2).at("/chosen")).isEqualTo(intervals.get(0).at("/chosen"));
    JsonNode reliability = json.at("/reliability");
    assertThat(reliability.at("/nominalMbitPerSecond").asDouble()).isEqualTo(108);
    assertThat(reliability.at("/standAlone/share").asDouble()).isEqualTo(1);
    assertThat(reliability.at("/bothModes/share").asDouble()).isBetween(0.96, 1.0);
    assertThat(reliability.has("seed")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,5;x,7|line 2: write a time in seconds and a rate in Mbit/s",
        "0,5,6|line 1: write a time in seconds",
        "1,5;1,6|line 2: times must grow",
        "s,Mbit/s;0,0|line 2: a rate must be above 0",
        "s,Mbit/s|has no row of figures"
      })
  void tellsWhatIsWrongWithARecordedRate(String rows, String sentence) throws IOException {
    Path trace = folder.resolve("rate.csv");
    Files.writeString(trace, rows.replace(';', '\n'));
    CommandLineRun run = select("--deadline-ms", "50", "--rate-trace", trace.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("rate.csv").contains(sentence);
    assertThat(run.err().strip().lines()).hasSize(1);
  }
}
