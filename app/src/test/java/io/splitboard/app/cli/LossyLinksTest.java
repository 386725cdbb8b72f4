package io.splitboard.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links that pack with loss, as commands see them. */
class LossyLinksTest {

  private static final String MODEL = "zoo:mobilenet-v1?width=0.25&resolution=128";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"relative=0.0005,0", "absolute=1000,0", "relative=1e-5,1", "absolute=1e-7,1"})
  void checkFailsWhereABudgetIsTooTight(String budget, int exitCode) throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "check", MODEL, "--codec", "float16", "--error-budget", budget, "--json", "--quiet");
    assertThat(run.exitCode()).isEqualTo(exitCode);
    JsonNode json = run.json();
    assertThat(json.get("bitExact").asBoolean()).as("the pieces themselves").isTrue();
    JsonNode lossy = json.get("lossy");
    assertThat(lossy.get("ok").asBoolean()).isEqualTo(exitCode == 0);
    assertThat(lossy.get("links")).hasSizeGreaterThan(1);
    for (JsonNode link : lossy.get("links")) {
      assertThat(link.get("codec").asText()).isEqualTo("float16");
      assertThat(link.get("ok").asBoolean())
          .isEqualTo(link.get("seen").asDouble() <= link.get("allowed").asDouble());
      assertThat(link.get("seen").asDouble()).isPositive();
    }
    assertThat(lossy.get("maxAbsDiff").asDouble())
        .isPositive()
        .isLessThan(0.01 * lossy.get("maxAbsOutput").asDouble());
  }

  @Test
  void aDesignIsCheckedWithItsOwnLinks() throws IOException {
    Path project = project();
    JsonNode exact = check(project, "").json();
    assertThat(exact.get("bitExact").asBoolean()).isTrue();
    assertThat(exact.has("lossy")).isFalse();
    assertThat(exact.get("design").asText()).isEqualTo("mine");

    String good = "\"codecs\": {\"pi-a→pi-b\": \"float16\"}, \"errorBudgets\": {\"all\": %s},";
    CommandLineRun two = check(project, good.formatted("{\"relative\": 1, \"absolute\": 1}"));
    assertThat(two.exitCode()).as("a budget by two measures").isEqualTo(ExitCode.REFUSED);
    CommandLineRun enough = check(project, good.formatted("{\"relative\": 0.0005}"));
    assertThat(enough.exitCode()).isZero();
    JsonNode links = enough.json().get("lossy").get("links");
    assertThat(links).hasSize(1);
    assertThat(links.get(0).get("from").asText()).isEqualTo("pi-a");
    assertThat(links.get(0).get("tensor").asText()).isNotEmpty();
    CommandLineRun tight = check(project, good.formatted("{\"relative\": 0}"));
    assertThat(tight.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void predictedBytesAreExactlyHalf() throws IOException {
    Path project = project();
    double before = bytes(simulated(project, ""));
    double after =
        bytes(
            simulated(
                project,
                "\"codecs\": {\"all\": \"float16\"}, \"errorBudgets\": {\"all\": {\"relative\": 0.01}},"));
    assertThat(2 * after).isEqualTo(before);
  }

  @Test
  void theSolverProposesNoLossyCodec() throws IOException {
    Path project = project();
    CommandLineRun run =
        CommandLineRun.of(
            "solve",
            project.toString(),
            "--method",
            "pipeline",
            "--objective",
            "throughput",
            "--pack",
            "--json",
            "--quiet");
    assertThat(run.exitCode()).as(run.err()).isZero();
    for (JsonNode link : run.json().get("codecs")) {
      assertThat(link.get("codec").asText()).isNotEqualTo("float16");
      assertThat(link.get("quickest").asText()).isNotEqualTo("float16");
      assertThat(link.get("measured").has("float16")).isTrue();
    }
  }

  @Test
  void whatIsMissingOrTooMuchIsSaid() throws IOException {
    refused("say with --error-budget", "check", MODEL, "--codec", "float16");
    refused("needs no --error-budget", "--codec", "lz4", "--error-budget", "relative=1");
    refused("add --codec float16", "--error-budget", "relative=1");
    refused("write relative=0.001 or", "--codec", "float16", "--error-budget", "0.1");
    refused("A design belongs to a project", "--design", "x");
    refused("There is no codec zip", "--codec", "zip", "--error-budget", "relative=1");
    Path project = project();
    CommandLineRun run = CommandLineRun.of("check", project.toString(), "--devices", "2");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("leave --devices");
  }

  private static void refused(String words, String... options) throws IOException {
    String[] all = new String[options.length + 2];
    all[0] = "check";
    all[1] = MODEL;
    System.arraycopy(options, 0, all, 2, options.length);
    CommandLineRun run = CommandLineRun.of(options[0].equals("check") ? options : all);
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).startsWith("splitboard: ").contains(words);
  }

  private static double bytes(JsonNode simulated) {
    return simulated
        .get("predicted")
        .get("links")
        .get("pi-a→pi-b")
        .get("bytesPerRequest")
        .asDouble();
  }

  private Path project() {
    Path project = folder.resolve("project");
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
        "pi-b=pi-4b");
    return project;
  }

  private static void design(Path project, String fields) throws IOException {
    Files.writeString(
        project.resolve("designs/mine.json"),
        """
        {"format": 1, "name": "mine", "objective": "THROUGHPUT", %s
         "placements": [{"from": "stem.conv", "to": "unit3.pw_conv", "device": "pi-a"},
                        {"from": "unit3.pw_bn", "to": "head.softmax", "device": "pi-b"}]}
        """
            .formatted(fields));
  }

  private static CommandLineRun check(Path project, String fields) throws IOException {
    design(project, fields);
    return CommandLineRun.of("check", project.toString(), "--design", "mine", "--json", "--quiet");
  }

  private static JsonNode simulated(Path project, String fields) throws IOException {
    design(project, fields);
    CommandLineRun run =
        CommandLineRun.of("simulate", project.toString(), "--design", "mine", "--json", "--quiet");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.json();
  }
}
