package io.splitboard.solver.rows.halp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.network.Network;
import io.splitboard.core.network.Range;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.project.Folders;
import io.splitboard.core.zoo.Zoo;
import io.splitboard.solver.rows.halp.Timeline.Carries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of the reconstruction, computed anew. */
class PublishedTablesTest {

  private static final double[] RATES = {939, 108, 55};
  private static final double DELAY_MS = 0.2;
  private static final double TOLERANCE = 0.02;

  private static Chain vgg16;

  @BeforeAll
  static void readNetwork() {
    vgg16 = chain("zoo:vgg16");
  }

  private static Chain chain(String zoo) {
    Network network =
        OnnxImporter.read(
            OnnxModel.open(Zoo.build(zoo, Folders.cache(), (step, fraction) -> {})),
            ImportOptions.DEFAULT);
    return Chain.of(network);
  }

  private static Timeline third() {
    Setting setting = Setting.equal(Machine.of(10, 0, 4), 939, DELAY_MS);
    return Schedule.of(vgg16, setting, HostShare.of(1.0 / 3)).orElseThrow();
  }

  @Test
  void rowTableOfAThird() {
    List<List<Long>> rows = new ArrayList<>();
    for (long height : new long[] {224, 112, 56, 28, 14, 7}) {
      Range host = HostShare.of(1.0 / 3).rows(Role.HOST, height);
      rows.add(List.of(host.from(), host.to(), height));
    }
    assertThat(rows)
        .containsExactly(
            List.of(74L, 150L, 224L),
            List.of(37L, 75L, 112L),
            List.of(18L, 38L, 56L),
            List.of(9L, 19L, 28L),
            List.of(4L, 10L, 14L),
            List.of(2L, 5L, 7L));
  }

  @Test
  void bytesOfAThirdAreExact() {
    Timeline timeline = third();
    assertThat(timeline.bytes(Carries.HALO)).isEqualTo(2_293_760);
    assertThat(timeline.bytes()).isEqualTo(2_754_304);
    assertThat(timeline.messages())
        .allMatch(message -> message.from() == Role.HOST || message.to() == Role.HOST);
  }

  @Test
  void aThirdTakes675Ms() {
    assertThat(third().latencyMs()).isCloseTo(675.0, within(0.05));
    assertThat(vgg16.aloneMs(Machine.of(10, 0, 4)) / third().latencyMs())
        .isCloseTo(2.457, within(0.001));
  }

  @ParameterizedTest
  @CsvSource({
    "4, 3960, 2.03, 2.80, 1.99, 2.74, 1.94, 2.67",
    "7, 2316, 1.98, 2.68, 1.91, 2.58, 1.84, 2.47",
    "10, 1658, 1.93, 2.58, 1.84, 2.45, 1.75, 2.28",
    "20, 891, 1.80, 2.31, 1.66, 2.09, 1.50, 1.81",
    "28, 672, 1.72, 2.16, 1.55, 1.89, 1.35, 1.56"
  })
  void gainsOnVgg16(
      double gmac,
      double aloneMs,
      double strict939,
      double best939,
      double strict108,
      double best108,
      double strict55,
      double best55) {
    Machine machine = Machine.of(gmac, 0, 4);
    double alone = vgg16.aloneMs(machine);
    assertThat(alone).isCloseTo(aloneMs, within(1.0));
    double[][] expected = {{strict939, best939}, {strict108, best108}, {strict55, best55}};
    for (int i = 0; i < RATES.length; i++) {
      Setting setting = Setting.equal(machine, RATES[i], DELAY_MS);
      double strict =
          alone / Schedule.of(vgg16, setting, HostShare.STRICT).orElseThrow().latencyMs();
      BestShare best = BestShare.of(vgg16, setting).orElseThrow();
      double gain = alone / best.timeline().latencyMs();
      assertThat(strict).isCloseTo(expected[i][0], within(TOLERANCE * expected[i][0]));
      assertThat(gain).isCloseTo(expected[i][1], within(TOLERANCE * expected[i][1]));
      assertThat(best.share().hostShare()).isBetween(0.32, 0.36);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 224, 78.4, 34.6",
    "1.0, 192, 58.6, 27.3",
    "1.0, 160, 41.8, 22.6",
    "1.0, 128, 28.1, 16.0",
    "0.75, 224, 46.2, 23.6",
    "0.75, 192, 34.9, 19.4",
    "0.75, 160, 25.3, 16.1",
    "0.75, 128, 17.4, 12.2",
    "0.5, 224, 22.8, 15.8",
    "0.5, 192, 17.6, 13.4",
    "0.5, 160, 13.2, 11.4",
    "0.5, 128, 9.6, 9.8",
    "0.25, 224, 8.3, 10.6",
    "0.25, 192, 6.9, 9.5",
    "0.25, 160, 5.7, 8.3",
    "0.25, 128, 4.7, 7.8"
  })
  void timesOfMobileNets(String width, int resolution, double aloneMs, double bestMs) {
    Chain chain = chain("zoo:mobilenet-v1?width=" + width + "&resolution=" + resolution);
    Machine machine = Machine.of(7.6, 0.1, 4);
    assertThat(chain.aloneMs(machine)).isCloseTo(aloneMs, within(0.051));
    double best =
        BestShare.of(chain, Setting.equal(machine, 939, DELAY_MS))
            .orElseThrow()
            .timeline()
            .latencyMs();
    assertThat(best).isCloseTo(bestMs, within(TOLERANCE * bestMs));
  }

  @Test
  void devicesAndPortsDoOneThingAtATime() {
    Timeline timeline = third();
    for (Role role : Role.values()) {
      List<Timeline.Chunk> own =
          timeline.chunks().stream().filter(chunk -> chunk.role() == role).toList();
      for (int i = 1; i < own.size(); i++) {
        assertThat(own.get(i).startMs()).isGreaterThanOrEqualTo(own.get(i - 1).endMs());
      }
      List<Timeline.Message> sent =
          timeline.messages().stream()
              .filter(message -> message.from() == role)
              .sorted(Comparator.comparingDouble(Timeline.Message::startMs))
              .toList();
      for (int i = 1; i < sent.size(); i++) {
        assertThat(sent.get(i).startMs()).isGreaterThanOrEqualTo(sent.get(i - 1).sentMs());
      }
    }
  }

  @Test
  void fasterSecondariesGetMoreRows() {
    Machine fast = Machine.of(20, 0, 4);
    Machine slow = Machine.of(5, 0, 4);
    Setting setting = new Setting(fast, Machine.of(10, 0, 4), slow, 939, DELAY_MS);
    BestShare best = BestShare.of(vgg16, setting).orElseThrow();
    assertThat(best.share().topPart()).isGreaterThan(0.6);
    double equalParts =
        Schedule.of(vgg16, setting, HostShare.of(best.share().hostShare()))
            .orElseThrow()
            .latencyMs();
    assertThat(best.timeline().latencyMs()).isLessThan(0.8 * equalParts);
  }
}
