package io.splitboard.app.service;

import io.splitboard.core.onnx.ImportOptions;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pieces of every network of the zoo equal the whole, in every placement. */
class ZooPiecesTest {

  @TempDir Path folder;

  static Stream<Arguments> all() {
    return Stream.of(
            "zoo:mobilenet-v1",
            "zoo:mobilenet-v2",
            "zoo:alexnet",
            "zoo:resnet50-v1",
            "zoo:resnet50-v1.5",
            "zoo:resnext50-32x4d",
            "zoo:vgg16",
            "zoo:vgg19")
        .flatMap(model -> Stream.of(PlacementMix.values()).map(mix -> Arguments.of(model, mix)));
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("all")
  void piecesEqualTheWholeForTwentySeeds(String model, PlacementMix mix) {
    OpenModel opened = open(model);
    for (int seed = 1; seed <= PiecesEqual.SEEDS; seed++) {
      PiecesEqual.check(opened, mix, PiecesEqual.devices(seed), seed, false);
      PiecesEqual.check(opened, mix, PiecesEqual.devices(seed), seed, true);
    }
  }

  @Test
  void piecesOfAnOptimizedNetworkAreCloseToTheWhole() {
    OpenModel opened = open("zoo:mobilenet-v1?width=0.25&resolution=128");
    for (PlacementMix mix : PlacementMix.values()) {
      PiecesEqual.check(opened, mix, 3, 1, true);
    }
  }

  private OpenModel open(String model) {
    return OpenModel.ofProject(model, folder, ImportOptions.DEFAULT, (step, fraction) -> {});
  }
}
