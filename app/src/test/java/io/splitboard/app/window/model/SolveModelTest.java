package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.service.solving.Found;
import io.splitboard.app.service.solving.Method;
import io.splitboard.app.service.solving.MethodChoice;
import io.splitboard.app.window.task.SameThreadRunner;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Design;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class SolveModelTest {
  private final Partition first = Partition.onOneDevice(Samples.NETWORK, "pi-a");
  private final Partition better = Partition.onOneDevice(Samples.NETWORK, "pi-b");

  /** Finds; the test's own search decides what. */
  private interface Finding {
    Solution solve(Design design, SolveListener listener, Progress progress);
  }

  private static SolveModel model(Finding finding) {
    return new SolveModel(
        new SolveModel.Search() {
          @Override
          public Found solve(
              Design design, MethodChoice choice, SolveListener listener, Progress progress) {
            return new Found(choice, finding.solve(design, listener, progress), Optional.empty());
          }

          @Override
          public Design accepted(Design design, MethodChoice choice, Partition proposed) {
            return design.with(proposed.withCodecs(design.partition().codecs()));
          }

          @Override
          public String verdict(Design design, Found found, Progress progress) {
            return "said";
          }
        },
        "pi-a",
        new SameThreadRunner());
  }

  private static void start(SolveModel model) {
    model.start(Samples.design("d", "pi-a"), MethodChoice.of(Method.LAYERS));
  }

  private SolveModel improving() {
    return model(
        (design, listener, progress) -> {
          listener.improved(first, 20, 5, 0.1);
          listener.improved(better, 12, 8, 0.2);
          listener.improved(null, 12, 11, 0.3);
          return new Solution(better, 12, 12, Solution.Status.OPTIMAL, 0.8);
        });
  }

  @Test
  void proposesTheBestAndKeepsTheSteps() {
    SolveModel model = improving();
    start(model);
    assertThat(model.stateProperty().get()).isEqualTo(SolveModel.State.PROPOSED);
    assertThat(model.proposalProperty().get()).isEqualTo(better);
    assertThat(model.steps())
        .extracting(SolveModel.Step::bound)
        .containsExactly(5.0, 8.0, 11.0, 12.0);
    assertThat(model.statusProperty().get()).isEqualTo("proved optimal · 0.8 s");
    assertThat(model.adviceProperty().get()).isEqualTo("said");
  }

  @Test
  void acceptingHandsTheProposalOutOnce() {
    SolveModel model = improving();
    start(model);
    assertThat(model.accept()).isEqualTo(better);
    assertThat(model.accept()).isNull();
    assertThat(model.stateProperty().get()).isEqualTo(SolveModel.State.IDLE);
  }

  @Test
  void proposesWhatWouldBeTakenOverAndSaysWhoTakesTurns() {
    Partition turns = first.withReplicas(Map.of("pi-a", List.of("pi-b", "pi-c")));
    SolveModel model =
        model(
            (design, listener, progress) ->
                new Solution(turns, 12, 12, Solution.Status.OPTIMAL, 0.8));
    LinkCodecs byHand = LinkCodecs.NONE.with("pi-a", "pi-b", Codec.LZ4);
    Design design = Samples.design("d", "pi-a");
    model.start(
        design.with(design.partition().withCodecs(byHand)), MethodChoice.of(Method.PIPELINE));
    assertThat(model.summaryProperty().get())
        .isEqualTo("pi-a, pi-b and pi-c take turns · pi-a → pi-b packs with lz4");
    assertThat(model.accept()).isEqualTo(turns.withCodecs(byHand));
    assertThat(model.summaryProperty().get()).isEmpty();
  }

  @Test
  void rejectingDropsIt() {
    SolveModel model = improving();
    start(model);
    model.reject();
    assertThat(model.proposalProperty().get()).isNull();
  }

  @Test
  void whatWasSaidOfAProposalEndsWithIt() {
    SolveModel model = improving();
    start(model);
    model.reject();
    assertThat(model.adviceProperty().get()).isEmpty();
  }

  @Test
  void anotherQuestionForgetsTheLastAnswer() {
    SolveModel model = improving();
    start(model);
    model.forget();
    assertThat(model.stateProperty().get()).isEqualTo(SolveModel.State.IDLE);
    assertThat(model.proposalProperty().get()).isNull();
    assertThat(model.steps()).isEmpty();
    assertThat(model.statusProperty().get()).isEmpty();
  }

  @Test
  void constraintsThatAllowNothingAreToldAsASentence() {
    SolveModel model =
        model(
            (design, listener, progress) -> {
              throw new UserException("l0 is pinned to a device that is too small.");
            });
    start(model);
    assertThat(model.stateProperty().get()).isEqualTo(SolveModel.State.FAILED);
    assertThat(model.statusProperty().get()).contains("pinned");
    assertThat(model.problemProperty().get()).contains("pinned");
    model.forget();
    assertThat(model.problemProperty().get()).isEmpty();
  }

  @Test
  void cancellingKeepsTheBestSoFar() {
    SolveModel model =
        model(
            (design, listener, progress) -> {
              listener.improved(first, 20, 5, 0.1);
              throw new CancellationException("cancelled");
            });
    start(model);
    assertThat(model.stateProperty().get()).isEqualTo(SolveModel.State.PROPOSED);
    assertThat(model.proposalProperty().get()).isEqualTo(first);
    assertThat(model.statusProperty().get()).startsWith("stopped");
  }
}
