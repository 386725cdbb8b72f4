package io.splitboard.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Third-party ONNX files, where the folder that holds them is beside the checkout. */
class ThirdPartyModelsTest {

  private static final Path MODELS =
      Path.of(System.getProperty("splitboard.root")).resolveSibling("shared").resolve("models");

  @BeforeAll
  static void requireModels() {
    Assumptions.assumeTrue(
        Files.isDirectory(MODELS), "no folder shared/models beside the checkout");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mnist-8/model.onnx",
        "super-resolution-10/model.onnx",
        "ultraface-rfb-320/model.onnx",
        "tinybert/model.onnx",
        "kws-qdq/model.onnx",
        "external-data/add_with_external_data.onnx",
        "nested-if/model.onnx"
      })
  void piecesEqualTheWhole(String model) throws IOException {
    for (int devices : new int[] {2, 4, 6}) {
      bitExact(model, devices, devices);
    }
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mnist-8/model.onnx",
        "super-resolution-10/model.onnx",
        "ultraface-rfb-320/model.onnx",
        "tinybert/model.onnx",
        "kws-qdq/model.onnx",
        "external-data/add_with_external_data.onnx"
      })
  void piecesEqualTheWholeForTenSeeds(String model) throws IOException {
    for (int devices = 2; devices <= 6; devices++) {
      for (int seed = 1; seed <= 10; seed++) {
        bitExact(model, devices, seed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist-8", "super-resolution-10"})
  void storedReferencesAreReproduced(String folder) throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "check",
            MODELS.resolve(folder).resolve("model.onnx").toString(),
            "--reference",
            MODELS.resolve(folder).toString(),
            "--json",
            "--quiet");
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    JsonNode references = run.json().get("references");
    assertThat(references).isNotEmpty();
    assertThat(references).allMatch(set -> set.get("equal").asBoolean());
  }

  @Test
  void aPointerToAModelIsRefused() {
    CommandLineRun run =
        CommandLineRun.of("check", MODELS.resolve("lfs-pointer/model.onnx").toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Git LFS pointer");
  }

  private static void bitExact(String model, int devices, int seed) throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "check",
            MODELS.resolve(model).toString(),
            "--devices",
            Integer.toString(devices),
            "--seed",
            Integer.toString(seed),
            "--json",
            "--quiet");
    String what = model + ", " + devices + " devices, seed " + seed + ": " + run.err();
    assertThat(run.exitCode()).as(what).isZero();
    assertThat(run.json().get("bitExact").asBoolean()).as(what).isTrue();
    assertThat(run.json().get("maxAbsDiff").asDouble()).as(what).isZero();
  }
}
