package io.splitboard.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.network.Block;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZooTest {

  @TempDir Path cache;

  @ParameterizedTest
  @CsvSource({
    "resnet50-v1.5, 4089184256, 25557032",
    "resnet50-v1, 3857973248, 25557032",
    "resnext50-32x4d, 4230479872, 25028904",
    "mobilenet-v2, 300774272, 3504872",
    "mobilenet-v1, 568740352, 4231976",
    "alexnet, 714188480, 61100840"
  })
  void totalsAreThePublishedOnes(String name, long macs, long parameters) {
    assertTotals(name, macs, parameters);
  }

  @Tag("long")
  @ParameterizedTest
  @CsvSource({"vgg16, 15470264320, 138357544", "vgg19, 19632062464, 143667240"})
  void totalsOfLargeNetworksAreThePublishedOnes(String name, long macs, long parameters) {
    assertTotals(name, macs, parameters);
  }

  private void assertTotals(String name, long macs, long parameters) {
    Network network = read("zoo:" + name);
    assertThat(network.cost().macs()).isEqualTo(macs);
    assertThat(network.cost().parameters()).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 4231976, 568.74, 418.12, 290.68, 186.40",
    "0.75, 2585560, 325.40, 239.27, 166.40, 106.77",
    "0.5, 1331592, 149.50, 109.97, 76.52, 49.16",
    "0.25, 470072, 41.03, 30.21, 21.06, 13.57"
  })
  void everyMobileNetHasThePublishedTotals(
      double width, long parameters, double m224, double m192, double m160, double m128) {
    double[] expected = {m224, m192, m160, m128};
    int[] resolutions = {224, 192, 160, 128};
    for (int i = 0; i < resolutions.length; i++) {
      Network network =
          read("zoo:mobilenet-v1?width=%s&resolution=%d".formatted(width, resolutions[i]));
      assertThat(network.cost().parameters()).isEqualTo(parameters);
      assertThat(Math.round(network.cost().macs() / 1e4) / 100.0).isEqualTo(expected[i]);
    }
  }

  @Test
  void alexNetLayersAreThoseOfTheIntegerProgram() {
    Network network = read("zoo:alexnet");
    assertThat(network.layers().stream().map(layer -> layer.cost().macs()).filter(m -> m > 0))
        .containsExactly(
            70_276_800L,
            223_948_800L,
            112_140_288L,
            149_520_384L,
            99_680_256L,
            37_748_736L,
            16_777_216L,
            4_096_000L);
    assertThat(network.blocks().stream().map(Block::title))
        .containsExactly(
            "conv1 + pool", "conv2 + pool", "conv3 + conv4 + conv5 …", "fc6 + fc7 + fc8");
  }

  @Test
  void blocksOfResNetAreItsUnits() {
    Network network = read("zoo:resnet50-v1");
    assertThat(network.blocks()).hasSize(18);
    assertThat(network.blocks().get(1).title()).isEqualTo("stage1.0");
    assertThat(
            network.layers().stream()
                .filter(layer -> layer.operator().equals("Add"))
                .map(Layer::id))
        .hasSize(16)
        .startsWith("stage1.0.add");
  }

  @Test
  void mobileNetHasDepthwiseAndPointwiseLayers() {
    Network network = read("zoo:mobilenet-v1?width=0.25&resolution=128");
    assertThat(network.layers().stream().filter(l -> l.kind() == LayerKind.DEPTHWISE)).hasSize(13);
    assertThat(network.layers().stream().filter(l -> l.kind() == LayerKind.POINTWISE)).hasSize(13);
    assertThat(network.blocks()).hasSize(15);
  }

  @Test
  void sameReferenceGivesSameFileAndOtherSeedAnother() throws IOException {
    String reference = "zoo:mobilenet-v1?width=0.25&resolution=128";
    Path first = Zoo.build(reference, cache.resolve("a"), Progress.NONE);
    Path second = Zoo.build(reference, cache.resolve("b"), Progress.NONE);
    Path other = Zoo.build(reference + "&seed=2", cache.resolve("b"), Progress.NONE);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    assertThat(Files.size(other)).isEqualTo(Files.size(first));
    assertThat(Files.mismatch(first, other)).isNotEqualTo(-1);
  }

  @Test
  void cancellingLeavesNoFile() throws IOException {
    Progress cancelled =
        new Progress() {
          @Override
          public void report(String step, double fraction) {
            assertThat(fraction).isBetween(0.0, 1.0);
          }

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThatThrownBy(() -> Zoo.build("zoo:alexnet", cache, cancelled))
        .isInstanceOf(CancellationException.class);
    try (Stream<Path> files = Files.walk(cache)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zoo:lenet, the zoo has alexnet",
    "zoo:vgg16?width=0.5, only mobilenet-v1 has a width",
    "zoo:mobilenet-v1?width=0.3, widths are",
    "zoo:mobilenet-v1?width=x, x is not a number",
    "zoo:vgg16?colour=red, no option colour"
  })
  void refusesUnknownReferences(String reference, String sentence) {
    assertThatThrownBy(() -> Zoo.build(reference, cache, Progress.NONE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void everyListedModelHasAValidReference() {
    assertThat(Zoo.models()).hasSize(23);
    assertThat(Zoo.models()).allSatisfy(model -> ZooReference.parse(model.reference()));
  }

  private Network read(String reference) {
    Path file = Zoo.build(reference, cache, Progress.NONE);
    return OnnxImporter.read(OnnxModel.open(file), ImportOptions.DEFAULT);
  }
}
