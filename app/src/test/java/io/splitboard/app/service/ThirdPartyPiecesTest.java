package io.splitboard.app.service;

import io.splitboard.core.onnx.ImportOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pieces of third-party models equal the whole, in every placement that is legal. */
class ThirdPartyPiecesTest {

  /**
   * The integer kernels that optimization puts in the place of quantized groups round otherwise
   * than the groups: where a cut lets fewer be joined, results may be a step of quantization apart.
   */
  private static final String QUANTIZED = "kws-qdq/model.onnx";

  private static final List<String> QUICK =
      List.of(
          "mnist-8/model.onnx",
          QUANTIZED,
          "external-data/add_with_external_data.onnx",
          "nested-if/model.onnx",
          "super-resolution-10/model.onnx");
  private static final List<String> SLOW =
      List.of(
          "tinybert/model.onnx",
          "yunet-dynamic/model.onnx",
          "ultraface-rfb-320/model.onnx",
          "light-inception-v1/light_inception_v1.onnx");

  static Stream<Arguments> quick() {
    return combinations(QUICK);
  }

  static Stream<Arguments> all() {
    List<String> models = new ArrayList<>(QUICK);
    models.addAll(SLOW);
    return combinations(models);
  }

  private static Stream<Arguments> combinations(List<String> models) {
    return models.stream()
        .flatMap(model -> Stream.of(PlacementMix.values()).map(mix -> Arguments.of(model, mix)));
  }

  @ParameterizedTest
  @MethodSource("quick")
  void piecesEqualTheWhole(String model, PlacementMix mix) {
    OpenModel opened = open(model);
    PiecesEqual.check(opened, mix, 3, 1);
    PiecesEqual.check(opened, mix, 5, 2);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("all")
  void piecesEqualTheWholeForTwentySeeds(String model, PlacementMix mix) {
    OpenModel opened = open(model);
    for (int seed = 1; seed <= PiecesEqual.SEEDS; seed++) {
      PiecesEqual.check(opened, mix, PiecesEqual.devices(seed), seed, false);
      if (!model.equals(QUANTIZED)) {
        PiecesEqual.check(opened, mix, PiecesEqual.devices(seed), seed, true);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(PlacementMix.class)
  void piecesOfQuantizedGroupsEqualTheWholeToo(PlacementMix mix) {
    OpenModel opened = open("kws-qdq/model.onnx", new ImportOptions(Map.of(), Map.of(), true));
    PiecesEqual.check(opened, mix, 3, 1);
    PiecesEqual.check(opened, mix, 5, 2);
  }

  private static OpenModel open(String model) {
    return open(model, ImportOptions.DEFAULT);
  }

  private static OpenModel open(String model, ImportOptions options) {
    Path models =
        Path.of(System.getProperty("splitboard.root")).resolveSibling("shared").resolve("models");
    Assumptions.assumeTrue(
        Files.isDirectory(models), "the third-party models are not beside this checkout");
    return OpenModel.open(models.resolve(model), options, (step, fraction) -> {});
  }
}
