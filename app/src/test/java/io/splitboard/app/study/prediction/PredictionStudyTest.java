package io.splitboard.app.study.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.app.service.OpenModel;
import io.splitboard.app.study.StudyOptions;
import io.splitboard.app.study.StudyResult;
import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.simulation.PredictionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionStudyTest {

  private static final Trial.Conditions STEADY = new Trial.Conditions(1, 0.02);

  @TempDir Path folder;

  @Test
  void errorsAreMediansOfAbsoluteErrors() {
    StudyResult result =
        PredictionStudy.result(
            List.of(
                new Trial("zoo:a", "x", 110, 100, 9, 10, Optional.empty(), STEADY),
                new Trial("zoo:a", "y", 98, 100, 10, 10, Optional.empty(), STEADY),
                new Trial("zoo:b", "z", 96, 100, 10.3, 10, Optional.empty(), STEADY)),
            false);
    assertThat(result.figure("prediction.latency.medianError").value())
        .isCloseTo(0.04, within(1e-9));
    assertThat(result.figure("prediction.throughput.medianError").value())
        .isCloseTo(0.03, within(1e-9));
    assertThat(result.figure("prediction.designs").ok()).isFalse();
  }

  @Test
  void rangesAreHeldAgainstWhatWasMeasured() {
    Optional<PredictionRange> range = Optional.of(new PredictionRange(95, 105, 8, 9));
    StudyResult result =
        PredictionStudy.result(
            List.of(
                new Trial("zoo:a", "x", 98, 100, 9, 10, range, STEADY),
                new Trial("zoo:a", "y", 98, 106, 9, 8.5, range, STEADY),
                new Trial("zoo:a", LabTrials.QUICKEST, 98, 80, 10, 10, range, STEADY),
                new Trial("zoo:a", LabTrials.MOST, 98, 95, 10, 25, range, STEADY)),
            false);
    assertThat(result.figure("prediction.latency.covered").value()).isEqualTo(0.5);
    assertThat(result.figure("prediction.throughput.covered").value()).isEqualTo(0.25);
    assertThat(result.figure("prediction.latency.medianError").value())
        .isCloseTo((0.02 + 8.0 / 106) / 2, within(1e-9));
    assertThat(result.figure("prediction.hybrid.latency.medianError").value())
        .isCloseTo((18.0 / 80 + 3.0 / 95) / 2, within(1e-9));
    assertThat(result.figure("prediction.hybrid.throughput.medianError").value())
        .isCloseTo((0 + 0.6) / 2, within(1e-9));
    assertThat(result.figure("prediction.a.hybrid.latencyGain").value()).isEqualTo(1.25);
    assertThat(result.figure("prediction.a.hybrid.throughputGain").value()).isEqualTo(2.5);
  }

  @Test
  void designsAreVaried() {
    Network network =
        OpenModel.ofProject(
                "zoo:mobilenet-v1?width=0.25&resolution=128",
                folder,
                ImportOptions.DEFAULT,
                Progress.NONE)
            .network();
    List<Device> devices =
        Stream.of("a", "b", "c")
            .map(id -> Catalogue.device("pi-4b", id, new Connection.Virtual(6)))
            .toList();
    Cluster cluster =
        new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "a", Contention.PER_PORT);
    Map<String, Partition> designs = VariedDesigns.of(network, cluster);
    assertThat(designs).hasSizeGreaterThanOrEqualTo(6);
    assertThat(designs.values()).doesNotHaveDuplicates();
  }

  @Test
  void twoDesignsRunOnTheLabAndNothingIsLeft() throws IOException {
    StudyResult result =
        new PredictionStudy().run(Progress.NONE, new StudyOptions(folder, 1, true));
    assertThat(result.figure("prediction.designs").value()).isEqualTo(2);
    assertThat(result.figure("prediction.latency.medianError").value()).isFinite();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
