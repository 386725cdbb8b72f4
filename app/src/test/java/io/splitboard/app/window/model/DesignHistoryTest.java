package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.project.Design;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DesignHistoryTest {
  private final Design stored = Samples.design("d", "pi-a");
  private final Design moved = stored.with(stored.partition().move(List.of("l0", "l1"), "pi-b"));

  @Test
  void oneEditIsOneStepHoweverManyLayersItMoves() {
    DesignHistory history = DesignHistory.of(stored).edit(moved);
    assertThat(history.current()).isEqualTo(moved);
    assertThat(history.undo().current()).isEqualTo(stored);
    assertThat(history.undo().canUndo()).isFalse();
    assertThat(history.undo().redo().current()).isEqualTo(moved);
  }

  @Test
  void anEditAfterUndoForgetsWhatWasUndone() {
    Design other = stored.with(stored.partition().move(List.of("l3"), "pi-c"));
    DesignHistory history = DesignHistory.of(stored).edit(moved).undo().edit(other);
    assertThat(history.canRedo()).isFalse();
    assertThat(history.current()).isEqualTo(other);
    assertThat(history.undo().current()).isEqualTo(stored);
  }

  @Test
  void anEditThatChangesNothingIsNoStep() {
    assertThat(DesignHistory.of(stored).edit(stored).canUndo()).isFalse();
  }

  @Test
  void itIsDirtyWhileItDiffersFromWhatIsStored() {
    DesignHistory history = DesignHistory.of(stored).edit(moved);
    assertThat(history.dirty()).isTrue();
    assertThat(history.undo().dirty()).isFalse();
    assertThat(history.stored(moved).dirty()).isFalse();
    assertThat(history.stored(moved).undo().dirty()).isTrue();
  }

  @Test
  void oldStepsAreForgotten() {
    DesignHistory history = DesignHistory.of(stored);
    for (int step = 0; step < DesignHistory.LIMIT + 50; step++) {
      history = history.edit(stored.with(stored.partition().move(List.of("l0"), "device" + step)));
    }
    int undone = 0;
    while (history.canUndo()) {
      history = history.undo();
      undone++;
    }
    assertThat(undone).isEqualTo(DesignHistory.LIMIT - 1);
  }

  @Property
  void undoingEverythingAndRedoingItGivesTheSameDesigns(
      @ForAll @Size(max = 20) List<@IntRange(max = 3) Integer> moves) {
    DesignHistory history = DesignHistory.of(stored);
    List<Design> states = new ArrayList<>(List.of(stored));
    for (int move : moves) {
      Design next =
          history
              .current()
              .with(history.current().partition().move(List.of("l" + move), "pi-" + states.size()));
      history = history.edit(next);
      states.add(next);
    }
    for (int state = states.size() - 1; state > 0; state--) {
      assertThat(history.current()).isEqualTo(states.get(state));
      history = history.undo();
    }
    assertThat(history.current()).isEqualTo(stored);
    for (int state = 1; state < states.size(); state++) {
      history = history.redo();
      assertThat(history.current()).isEqualTo(states.get(state));
    }
  }
}
