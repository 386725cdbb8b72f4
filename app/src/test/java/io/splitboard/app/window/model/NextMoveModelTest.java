package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.window.task.SameThreadRunner;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Partition;
import io.splitboard.solver.explain.Move;
import io.splitboard.solver.explain.NextMoves;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextMoveModelTest {
  private final Partition better = Partition.onOneDevice(Samples.NETWORK, "pi-b");

  private static NextMoveModel model(NextMoveModel.Search search) {
    return new NextMoveModel(search, new SameThreadRunner());
  }

  @Test
  void proposesTheBestMoveAndForgetsIt() {
    NextMoveModel model =
        model(
            (design, progress) ->
                new NextMoves(
                    20, List.of(new Move("move all to pi-b", better, 16.1, 3.9)), 7, true));
    model.find(Samples.design("d", "pi-a"));
    assertThat(model.proposalProperty().get()).isEqualTo(better);
    assertThat(model.sentenceProperty().get())
        .isEqualTo("Best of 7 single changes: move all to pi-b: −3.90 ms (−19.5 %).");
    assertThat(model.searchingProperty().get()).isFalse();
    model.forget();
    assertThat(model.proposalProperty().get()).isNull();
    assertThat(model.sentenceProperty().get()).isEmpty();
  }

  @Test
  void saysSoWhereNothingIsBetter() {
    NextMoveModel model =
        model(
            (design, progress) ->
                new NextMoves(20, List.of(new Move("move all to pi-b", better, 21, -1)), 7, true));
    model.find(Samples.design("d", "pi-a"));
    assertThat(model.proposalProperty().get()).isNull();
    assertThat(model.sentenceProperty().get()).isEqualTo("None of 7 single changes is better.");
  }

  @Test
  void problemsAreToldAsASentence() {
    NextMoveModel model =
        model(
            (design, progress) -> {
              throw new UserException("No.");
            });
    model.find(Samples.design("d", "pi-a"));
    assertThat(model.sentenceProperty().get()).isEqualTo("No.");
    assertThat(model.searchingProperty().get()).isFalse();
  }
}
