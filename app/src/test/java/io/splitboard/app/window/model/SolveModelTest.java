package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.window.task.SameThreadRunner;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Partition;
import io.splitboard.solver.Solution;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class SolveModelTest {
  private final Partition first = Partition.onOneDevice(Samples.NETWORK, "pi-a");
  private final Partition better = Partition.onOneDevice(Samples.NETWORK, "pi-b");

  private static SolveModel model(SolveModel.Search search) {
    return new SolveModel(search, (design, solution, progress) -> "said", new SameThreadRunner());
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
    model.start(Samples.design("d", "pi-a"));
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
    model.start(Samples.design("d", "pi-a"));
    assertThat(model.accept()).isEqualTo(better);
    assertThat(model.accept()).isNull();
    assertThat(model.stateProperty().get()).isEqualTo(SolveModel.State.IDLE);
  }

  @Test
  void rejectingDropsIt() {
    SolveModel model = improving();
    model.start(Samples.design("d", "pi-a"));
    model.reject();
    assertThat(model.proposalProperty().get()).isNull();
  }

  @Test
  void whatWasSaidOfAProposalEndsWithIt() {
    SolveModel model = improving();
    model.start(Samples.design("d", "pi-a"));
    model.reject();
    assertThat(model.adviceProperty().get()).isEmpty();
  }

  @Test
  void anotherQuestionForgetsTheLastAnswer() {
    SolveModel model = improving();
    model.start(Samples.design("d", "pi-a"));
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
    model.start(Samples.design("d", "pi-a"));
    assertThat(model.stateProperty().get()).isEqualTo(SolveModel.State.FAILED);
    assertThat(model.statusProperty().get()).contains("pinned");
  }

  @Test
  void cancellingKeepsTheBestSoFar() {
    SolveModel model =
        model(
            (design, listener, progress) -> {
              listener.improved(first, 20, 5, 0.1);
              throw new CancellationException("cancelled");
            });
    model.start(Samples.design("d", "pi-a"));
    assertThat(model.stateProperty().get()).isEqualTo(SolveModel.State.PROPOSED);
    assertThat(model.proposalProperty().get()).isEqualTo(first);
    assertThat(model.statusProperty().get()).startsWith("stopped");
  }
}
