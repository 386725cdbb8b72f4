package io.splitboard.solver.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.project.Folders;
import io.splitboard.core.zoo.Zoo;
import io.splitboard.solver.rows.halp.Chain;
import io.splitboard.solver.rows.halp.Machine;
import io.splitboard.solver.rows.halp.Setting;
import io.splitboard.solver.selection.ModelSelection.Choice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSelectionTest {

  private static final int[] RESOLUTIONS = {224, 192, 160, 128};
  private static final Map<String, double[]> ACCURACY =
      Map.of(
          "1.0", new double[] {70.9, 70.0, 68.0, 65.2},
          "0.75", new double[] {68.4, 67.2, 65.3, 62.1},
          "0.5", new double[] {63.3, 61.7, 59.1, 56.3},
          "0.25", new double[] {49.8, 47.7, 45.5, 41.5});

  private static List<HalpTimes.Member> family;

  @BeforeAll
  static void readFamily() {
    family = new ArrayList<>();
    for (Map.Entry<String, double[]> width : ACCURACY.entrySet()) {
      for (int i = 0; i < RESOLUTIONS.length; i++) {
        String zoo = "zoo:mobilenet-v1?width=" + width.getKey() + "&resolution=" + RESOLUTIONS[i];
        Network network =
            OnnxImporter.read(
                OnnxModel.open(Zoo.build(zoo, Folders.cache(), (step, fraction) -> {})),
                ImportOptions.DEFAULT);
        family.add(
            new HalpTimes.Member(
                width.getKey() + "-" + RESOLUTIONS[i], width.getValue()[i], Chain.of(network)));
      }
    }
  }

  private static HalpTimes times(double mbit) {
    return new HalpTimes(family, Setting.equal(Machine.of(7.6, 0.1, 4), mbit, 0.2));
  }

  @ParameterizedTest
  @CsvSource({
    "40, STAND_ALONE, 0.75-192, 67.2",
    "40, DISTRIBUTED, 1.0-224, 70.9",
    "20, STAND_ALONE, 0.75-128, 62.1",
    "20, DISTRIBUTED, 0.75-192, 67.2"
  })
  void choosesAsReconstructed(double deadlineMs, Mode mode, String model, double accuracy) {
    Choice choice = ModelSelection.choose(times(939).at(1), mode, deadlineMs).orElseThrow();
    assertThat(choice.inTime()).isTrue();
    assertThat(choice.candidate().model()).isEqualTo(model);
    assertThat(choice.candidate().accuracy()).isEqualTo(accuracy);
  }

  @Test
  void overWirelessNearlyEveryModelLosesBySplitting() {
    List<Candidate> candidates = times(108).at(1);
    long lose =
        family.stream()
            .filter(
                member ->
                    ms(candidates, member.model(), Mode.DISTRIBUTED)
                        > ms(candidates, member.model(), Mode.STAND_ALONE))
            .count();
    assertThat(lose).isBetween(11L, 16L);
    Choice choice = ModelSelection.choose(candidates, 20);
    assertThat(choice.candidate().mode()).isEqualTo(Mode.STAND_ALONE);
  }

  private static double ms(List<Candidate> candidates, String model, Mode mode) {
    return candidates.stream()
        .filter(one -> one.model().equals(model) && one.mode() == mode)
        .findFirst()
        .orElseThrow()
        .latencyMs();
  }

  @Test
  void tiesGoToTheFasterAndNothingInTimeToTheFastest() {
    Candidate slow = new Candidate("a", 70, Mode.STAND_ALONE, 30);
    Candidate fast = new Candidate("a", 70, Mode.DISTRIBUTED, 20);
    Candidate small = new Candidate("b", 50, Mode.STAND_ALONE, 10);
    List<Candidate> all = List.of(slow, fast, small);
    assertThat(ModelSelection.choose(all, 35).candidate()).isEqualTo(fast);
    assertThat(ModelSelection.choose(all, 15).candidate()).isEqualTo(small);
    Choice missed = ModelSelection.choose(all, 5);
    assertThat(missed.candidate()).isEqualTo(small);
    assertThat(missed.inTime()).isFalse();
    assertThat(missed.why()).contains("misses the deadline");
  }

  @Test
  void bothModesAreAtLeastAsReliableAsStandAlone() {
    Times times = times(939);
    LinkTrace trace = LinkTrace.walk(300, 0.03, 1.5, 7);
    for (double deadlineMs : new double[] {4, 10, 20, 40, 80}) {
      Reliability alone = Reliability.of(times, trace, deadlineMs, EnumSet.of(Mode.STAND_ALONE));
      Reliability both = Reliability.of(times, trace, deadlineMs, EnumSet.allOf(Mode.class));
      assertThat(alone.share()).isIn(0.0, 1.0);
      assertThat(both.meanAccuracy()).isGreaterThanOrEqualTo(alone.meanAccuracy() - 1e-9);
      assertThat(both.chosen().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(300);
    }
  }

  @Test
  void requestsRunAtTheRateOfTheirOwnTime() {
    Times times =
        new Times() {
          @Override
          public List<Candidate> at(double rateFactor) {
            return List.of(new Candidate("m", 1, Mode.DISTRIBUTED, 10 / rateFactor));
          }

          @Override
          public double latencyMs(Candidate candidate, double planned, double actual) {
            return 10 / actual;
          }
        };
    LinkTrace trace = new LinkTrace(List.of(1.0, 0.5, 1.0, 2.0));
    Reliability served = Reliability.of(times, trace, 15, Set.of(Mode.DISTRIBUTED));
    assertThat(served.inTime()).isEqualTo(3);
    assertThat(served.share()).isEqualTo(0.75);
  }

  @Test
  void sameSeedSameWalkWithinItsBounds() {
    LinkTrace walk = LinkTrace.walk(500, 0.1, 2, 3);
    assertThat(walk).isEqualTo(LinkTrace.walk(500, 0.1, 2, 3));
    assertThat(walk).isNotEqualTo(LinkTrace.walk(500, 0.1, 2, 4));
    assertThat(walk.factors()).allMatch(factor -> factor > 0.0999 && factor < 2.0001);
  }
}
