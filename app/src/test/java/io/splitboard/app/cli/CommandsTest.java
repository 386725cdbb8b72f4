package io.splitboard.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

  /** The smallest network of the zoo. */
  private static final String MODEL = "zoo:mobilenet-v1?width=0.25&resolution=128";

  @TempDir Path folder;

  @Test
  void inspectCounts() throws IOException {
    JsonNode json = CommandLineRun.of("inspect", MODEL, "--json", "--quiet").json();
    assertThat(json.get("macs").asLong()).isBetween(13_560_000L, 13_580_000L);
    assertThat(json.get("parameters").asLong()).isEqualTo(470_072);
    assertThat(json.get("inputs").get(0).get("shape")).hasToString("[1,3,128,128]");
  }

  @Test
  void inspectTellsWhatCanBeCutAndWhyNot() throws IOException {
    JsonNode json = CommandLineRun.of("inspect", MODEL, "--layers", "--json", "--quiet").json();
    JsonNode first = json.get("layerList").get(0).get("whyNot");
    assertThat(first.get("rows").isNull()).isTrue();
    assertThat(first.get("columns").isNull()).isTrue();
    assertThat(first.get("channels").isNull()).isTrue();
    assertThat(first.get("inputChannels").isNull()).isTrue();
    JsonNode relu = json.get("layerList").get(1);
    assertThat(relu.get("whyNot").get("rows").isNull()).isTrue();
    assertThat(relu.get("whyNot").get("inputChannels").asText())
        .startsWith("Layer " + relu.get("id").asText() + " cannot be split by input channels: ")
        .endsWith(".");
  }

  @Test
  void whatIsNoCommandIsNamed() {
    CommandLineRun run = CommandLineRun.of("no/such/project");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "splitboard: no/such/project is neither a command nor the folder of a project."
                + " See: splitboard --help");
  }

  @ParameterizedTest
  @CsvSource({"2,1", "3,2", "6,3"})
  void checkIsBitExact(String devices, String seed) throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "check", MODEL, "--devices", devices, "--seed", seed, "--json", "--quiet");
    assertThat(run.exitCode()).isZero();
    JsonNode json = run.json();
    assertThat(json.get("bitExact").asBoolean()).isTrue();
    assertThat(json.get("maxAbsDiff").asDouble()).isZero();
    assertThat(json.get("maxAbsOutput").asDouble()).isPositive();
    assertThat(json.get("tasks").asInt()).isGreaterThan(1);
    assertThat(json.get("transfers").asInt()).isPositive();
    assertThat(json.get("bytes").asLong()).isPositive();
    assertThat(json.get("placement").asText()).isEqualTo("layers");
    assertThat(json.get("model").asText()).isEqualTo(MODEL);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void checkWithOptimizationStaysWithinTheTolerance() throws IOException {
    CommandLineRun run = CommandLineRun.of("check", MODEL, "--optimize", "on", "--json", "--quiet");
    assertThat(run.exitCode()).isZero();
    JsonNode json = run.json();
    assertThat(json.get("maxAbsDiff").asDouble())
        .isLessThanOrEqualTo(1e-4 * json.get("maxAbsOutput").asDouble());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows", "channels", "mixed"})
  void splitLayersAreEqualWithinRounding(String placement) throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "check", MODEL, "--placement", placement, "--devices", "4", "--json", "--quiet");
    assertThat(run.exitCode()).isZero();
    JsonNode json = run.json();
    assertThat(json.get("placement").asText()).isEqualTo(placement);
    assertThat(json.get("transfers").asInt()).isPositive();
    assertThat(json.get("maxAbsDiff").asDouble())
        .isLessThanOrEqualTo(1e-5 * json.get("maxAbsOutput").asDouble());
    assertThat(json.has("firstDivergence")).isFalse();
  }

  @Test
  void badArgumentsAreRefusedWithOneSentence() throws IOException {
    refused("Missing required parameter", "check");
    refused("Unknown option", "inspect", MODEL, "--colour");
    refused("neither DIM=SIZE nor", "inspect", MODEL, "--shape", "N=1y2");
    refused("--devices must be at least 1", "check", MODEL, "--devices", "0");
    refused("There is no project in", "simulate", folder.toString());
    Path noModel = Files.writeString(folder.resolve("text.onnx"), "hello");
    refused("text.onnx", "inspect", noModel.toString());
    refused("nowhere.onnx", "inspect", folder.resolve("nowhere.onnx").toString());
  }

  @Test
  void newMakesAProjectThatSimulates() throws IOException {
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
            "--json",
            "--quiet");
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.json().get("designs")).hasSize(2);

    for (JsonNode design : made.json().get("designs")) {
      JsonNode json =
          CommandLineRun.of("simulate", project.toString(), "--design", design.asText(), "--json")
              .json();
      assertThat(json.get("predicted").get("latencyMs").asDouble()).isPositive();
      assertThat(json.get("advice").get("sentence").asText()).isNotEmpty();
    }
    refused(
        "There is a project in",
        "new",
        project.toString(),
        "--model",
        MODEL,
        "--device",
        "a=pi-4b");
    refused("has 0 saved runs", "compare", project.toString());
    refused("has no design nothing", "simulate", project.toString(), "--design", "nothing");
  }

  @Test
  void simulateHonoursTheCodecsAndReplicasOfADesign() throws IOException {
    Path project = onThreePis("turns");
    JsonNode chain = simulated(project, "", "pi-b");
    JsonNode turns = simulated(project, "\"replicas\": {\"pi-b\": [\"pi-c\"]},", "pi-b");
    assertThat(perSecond(turns)).isCloseTo(2 * perSecond(chain), within(0.02 * perSecond(turns)));
    assertThat(turns.get("replicas")).hasToString("{\"pi-b\":[\"pi-c\"]}");

    JsonNode packed = simulated(project, "\"codecs\": {\"all\": \"lz4\"},", "pi-b");
    JsonNode link = packed.get("codecs").get(0);
    assertThat(link.get("codec").asText()).isEqualTo("lz4");
    double ratio = link.get("measured").get("lz4").get("ratio").asDouble();
    assertThat(ratio).as("half of what a ReLU makes is zeros").isBetween(0.2, 0.9);
    assertThat(
            packed.get("predicted").get("links").get("pi-a→pi-b").get("bytesPerRequest").asDouble())
        .isCloseTo(
            ratio
                * chain
                    .get("predicted")
                    .get("links")
                    .get("pi-a→pi-b")
                    .get("bytesPerRequest")
                    .asDouble(),
            within(1.0));
  }

  @Test
  void solveMayReplicateStages() throws IOException {
    Path project = onThreePis("replicas");
    JsonNode chain = solved(project);
    JsonNode teams = solved(project, "--replicate", "--pack", "--save", "teams");
    assertThat(teams.get("status").asText()).isEqualTo("OPTIMAL");
    assertThat(teams.get("valueMs").asDouble()).isLessThan(chain.get("valueMs").asDouble());
    assertThat(perSecond(teams)).isCloseTo(1000 / teams.get("valueMs").asDouble(), within(1.0));
    JsonNode saved =
        CommandLineRun.of("simulate", project.toString(), "--design", "teams", "--json", "--quiet")
            .json();
    assertThat(saved.get("replicas")).isEqualTo(teams.get("replicas")).isNotEmpty();
    assertThat(perSecond(saved)).isEqualTo(perSecond(teams));
    refused("belongs to --method pipeline", "solve", project.toString(), "--replicate");
  }

  private static JsonNode solved(Path project, String... further) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "solve",
                project.toString(),
                "--method",
                "pipeline",
                "--objective",
                "throughput",
                "--json",
                "--quiet"));
    arguments.addAll(List.of(further));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.json();
  }

  private static double perSecond(JsonNode simulated) {
    return simulated.get("predicted").get("throughputPerSecond").asDouble();
  }

  private static JsonNode simulated(Path project, String fields, String device) throws IOException {
    Files.writeString(
        project.resolve("designs/mine.json"),
        """
        {"format": 1, "name": "mine", "objective": "THROUGHPUT", %s
         "placements": [{"from": "stem.conv", "to": "stem.relu", "device": "pi-a"},
                        {"from": "unit1.dw_conv", "to": "head.softmax", "device": "%s"}]}
        """
            .formatted(fields, device));
    CommandLineRun run =
        CommandLineRun.of("simulate", project.toString(), "--design", "mine", "--json", "--quiet");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.json();
  }

  @Test
  void stopWithoutDeploymentSaysSo() throws IOException {
    Path project = folder.resolve("project");
    CommandLineRun.of("new", project.toString(), "--model", MODEL, "--device", "a=pi-4b");
    CommandLineRun run = CommandLineRun.of("stop", project.toString(), "--json");
    assertThat(run.exitCode()).isZero();
    assertThat(run.json().get("stopped").asBoolean()).isFalse();
  }

  @Test
  void benchGivesARatio() throws IOException {
    JsonNode json =
        CommandLineRun.of("bench", "edit", "--model", MODEL, "--repetitions", "3", "--json").json();
    assertThat(json.get("ratio").asDouble())
        .isEqualTo(json.get("ms").asDouble() / json.get("againstMs").asDouble());
  }

  @Test
  void withoutDisplayTheHeadlessCommandIsNamed() {
    assertThatThrownBy(() -> WindowCommand.requireDisplay("Linux", Map.of("DISPLAY", "")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("./splitboard demo --out report");
    WindowCommand.requireDisplay("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0"));
    WindowCommand.requireDisplay("Windows 11", Map.of());
  }

  private static void refused(String sentence, String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().filter(line -> line.startsWith("splitboard: ")))
        .singleElement()
        .asString()
        .contains(sentence);
    assertThat(run.err()).doesNotContain("\tat ");
  }

  private Path onThreePis(String name) {
    Path project = folder.resolve(name);
    CommandLineRun.of(
        "new",
        project.toString(),
        "--model",
        MODEL,
        "--quiet",
        "--json",
        "--device",
        "pi-a=pi-4b",
        "--device",
        "pi-b=pi-4b",
        "--device",
        "pi-c=pi-4b");
    return project;
  }
}
