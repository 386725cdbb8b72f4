package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.service.CheckReport;
import io.splitboard.app.service.Divergence;
import io.splitboard.app.service.LossyEffect;
import io.splitboard.app.service.PiecewiseCheck.Outcome;
import io.splitboard.app.service.RunAgreement;
import io.splitboard.app.window.task.SameThreadRunner;
import io.splitboard.core.UserException;
import io.splitboard.core.codec.CodecError;
import io.splitboard.core.codec.ErrorBudget;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.program.LinkError;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Objective;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckModelTest {

  private static final Divergence AT =
      new Divergence("conv3", "pi-b", "conv3_out rows 18-38", 0.25, 2);
  private static final CheckReport DIFFERS =
      new CheckReport(new Outcome(0.5, 4, false, false), 1e-6, Optional.of(AT), Optional.empty());

  private static Design design(String device) {
    Partition partition = new Partition(Map.of("conv3", new Placement.Whole(device)));
    return new Design("one", "one", Objective.LATENCY, Constraints.NONE, partition);
  }

  @Test
  void reportsWhatAnInjectedDivergenceIsUntilTheNextEdit() {
    CheckModel model = new CheckModel((design, progress) -> DIFFERS, new SameThreadRunner());
    model.start(design("pi-a"));
    assertThat(model.runningProperty().get()).isFalse();
    assertThat(model.reportProperty().get()).isEqualTo(DIFFERS);
    assertThat(CheckText.of(model).sentence())
        .isEqualTo("this cut: differs: max |diff| 0.50, first at conv3");
    assertThat(CheckText.of(model).tone()).isEqualTo(Figure.Tone.BAD);
    assertThat(CheckText.badge(AT)).isEqualTo("≠ 0.25");
    assertThat(CheckText.sentence(AT, 1e-6))
        .contains("pi-b", "conv3_out rows 18-38", "0.25", "2.0e-06");

    model.show(design("pi-a").partition());
    assertThat(model.reportProperty().get()).isEqualTo(DIFFERS);
    model.show(design("pi-b").partition());
    assertThat(model.reportProperty().get()).isNull();
    assertThat(CheckText.of(model).sentence()).isEmpty();
  }

  @Test
  void tellsWhatLossyLinksDo() {
    CodecError seen = CodecError.of(0.0003, 1);
    for (double allowed : new double[] {0.0005, 0.0001}) {
      LinkError link =
          new LinkError("pi-a", "pi-b", "float16", ErrorBudget.relative(allowed), seen, "t1");
      LossyEffect effect = new LossyEffect(List.of(link), new Outcome(0.002, 4, false, false));
      CheckText text =
          CheckText.of(
              new CheckReport(
                  new Outcome(0, 4, true, true), 0, Optional.empty(), Optional.of(effect)));
      boolean kept = allowed > 0.0003;
      assertThat(text.tone()).isEqualTo(kept ? Figure.Tone.GOOD : Figure.Tone.BAD);
      assertThat(text.sentence())
          .isEqualTo(
              kept
                  ? "this cut: equal without loss; lossy links change results by up to 0.0020 of 4.0"
                  : "this cut: Link pi-a→pi-b changed tensor t1 by up to 0.00030 of the largest value"
                      + " with float16, more than its budget of 0.00010 of the largest value allows:"
                      + " allow more, or pack it without loss.");
    }
  }

  @Test
  void tellsEqualAndNearlyEqualApart() {
    CheckReport same =
        new CheckReport(new Outcome(0, 4, true, true), 0, Optional.empty(), Optional.empty());
    CheckReport near =
        new CheckReport(
            new Outcome(1e-7, 4, false, true), 1e-6, Optional.empty(), Optional.empty());
    assertThat(CheckText.of(same).sentence()).endsWith("equal bit for bit");
    assertThat(CheckText.of(near).sentence()).endsWith("within 1.0e-06: max |diff| 1.0e-07");
    assertThat(CheckText.of(near).tone()).isEqualTo(Figure.Tone.GOOD);
  }

  @Test
  void saysWhyADesignCannotBeChecked() {
    CheckModel model =
        new CheckModel(
            (design, progress) -> {
              throw new UserException("Layer conv3 has no device.");
            },
            new SameThreadRunner());
    model.start(design("pi-a"));
    assertThat(CheckText.of(model).sentence()).isEqualTo("not checked: Layer conv3 has no device.");
    assertThat(model.runningProperty().get()).isFalse();
  }

  @Test
  void saysWhileARunGoesOnHowItsResultsCompare() {
    assertThat(ResultText.soFar(new RunAgreement(1204, 0, 3, true)))
        .isEqualTo("1,204 results equal so far: max |diff| 0");
    assertThat(ResultText.soFar(new RunAgreement(7, 0.5, 3, false)))
        .isEqualTo("7 results so far, some differ: max |diff| 0.500");
    assertThat(List.of(ResultText.soFar(RunAgreement.NONE))).doesNotContain("equal");
  }
}
