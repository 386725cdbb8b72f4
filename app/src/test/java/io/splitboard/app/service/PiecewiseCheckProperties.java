package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.onnx.ImportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Pieces of random networks under random partitions equal the whole. */
class PiecewiseCheckProperties {

  @Property(tries = 40)
  void wholeLayersAreEqualBitForBit(
      @ForAll @LongRange(min = 0) long network,
      @ForAll @LongRange(min = 0) long partition,
      @ForAll @IntRange(min = 2, max = 5) int devices)
      throws IOException {
    assertThat(check(network, PlacementMix.LAYERS, devices, partition).bitExact()).isTrue();
  }

  @Property(tries = 60)
  void rowsAreEqual(
      @ForAll @LongRange(min = 0) long network,
      @ForAll @LongRange(min = 0) long partition,
      @ForAll @IntRange(min = 2, max = 5) int devices)
      throws IOException {
    assertEqual(check(network, PlacementMix.ROWS, devices, partition), 1e-6);
  }

  @Property(tries = 60)
  void channelsAreEqual(
      @ForAll @LongRange(min = 0) long network,
      @ForAll @LongRange(min = 0) long partition,
      @ForAll @IntRange(min = 2, max = 5) int devices)
      throws IOException {
    assertEqual(check(network, PlacementMix.CHANNELS, devices, partition), 1e-5);
  }

  @Property(tries = 60)
  void mixturesAreEqual(
      @ForAll @LongRange(min = 0) long network,
      @ForAll @LongRange(min = 0) long partition,
      @ForAll @IntRange(min = 2, max = 5) int devices)
      throws IOException {
    assertEqual(check(network, PlacementMix.MIXED, devices, partition), 1e-5);
  }

  private static void assertEqual(PiecewiseCheck.Outcome outcome, double tolerance) {
    assertThat(outcome.maxAbsOutput()).isPositive();
    assertThat(outcome.maxAbsDiff()).isLessThanOrEqualTo(tolerance * outcome.maxAbsOutput());
  }

  private static PiecewiseCheck.Outcome check(
      long network, PlacementMix mix, int devices, long partition) throws IOException {
    Path folder = Files.createTempDirectory("generated");
    try {
      Path file = GeneratedModel.write(network, folder);
      OpenModel model = OpenModel.open(file, ImportOptions.DEFAULT, (step, fraction) -> {});
      try (PiecewiseCheck check =
          PiecewiseCheck.open(model, mix, devices, partition, false, (step, fraction) -> {})) {
        return check.random();
      }
    } finally {
      Files.deleteIfExists(folder.resolve("generated.onnx"));
      Files.deleteIfExists(folder);
    }
  }
}
