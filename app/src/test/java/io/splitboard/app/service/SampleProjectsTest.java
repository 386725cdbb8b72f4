package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.Progress;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Design;
import io.splitboard.core.simulation.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleProjectsTest {

  private static final Path SAMPLES =
      Path.of(System.getProperty("splitboard.root"), "sample-projects");

  static List<Path> samples() throws IOException {
    try (Stream<Path> folders = Files.list(SAMPLES)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyDesignIsLegalAndPredicted(Path sample) {
    try (Workspace workspace = Workspace.look(sample, Progress.NONE)) {
      assertThat(workspace.problems()).isEmpty();
      assertThat(workspace.project().designs()).hasSizeGreaterThanOrEqualTo(2);
      for (Design design : workspace.project().designs()) {
        assertThat(workspace.planning().violations(design)).as(design.name()).isEmpty();
        Prediction prediction = workspace.planning().predict(design.partition());
        assertThat(prediction.latency().latencyP50Ms()).as(design.name()).isPositive();
        assertThat(prediction.throughput().throughputPerSecond()).isPositive();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleSaysWhatItIs(Path sample) {
    assertThat(sample.resolve("README.md")).isNotEmptyFile();
  }

  /** Stages of DEFER with its published cut of ResNet-50 v1, in millions of MACs. */
  @Test
  void theAuthorsCutHasTheAuthorsStages() {
    Path sample = SAMPLES.resolve("resnet50-eight-node-pipeline");
    try (Workspace workspace = Workspace.look(sample, Progress.NONE)) {
      Design design = workspace.project().design("2-authors-cut");
      Map<String, Long> macs = macsByDevice(workspace.network(), design.partition());
      assertThat(macs.values().stream().map(value -> Math.round(value / 1e4) / 100.0))
          .containsExactly(785.96, 513.80, 436.73, 513.80, 436.73, 436.73, 513.80, 220.41);
    }
  }

  private static Map<String, Long> macsByDevice(Network network, Partition partition) {
    Map<String, Long> macs = new LinkedHashMap<>();
    network
        .layers()
        .forEach(
            layer ->
                macs.merge(
                    partition.of(layer.id()).devices().get(0), layer.cost().macs(), Long::sum));
    return macs;
  }
}
