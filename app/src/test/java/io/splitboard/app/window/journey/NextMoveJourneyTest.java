package io.splitboard.app.window.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.core.network.Layer;
import io.splitboard.core.partition.Partition;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Button;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** A layer lies where it should not: the best next move brings it back, and can be undone. */
class NextMoveJourneyTest extends WindowJourney {
  @Test
  void theBestNextMoveIsFoundAppliedAndUndone(FxRobot robot) throws TimeoutException {
    open(robot, JourneyProject.create(folder.resolve("journey")));
    ProjectSession session = session();
    List<Layer> layers = session.network().layers();
    String astray = layers.get(layers.size() / 2).id();
    robot.interact(
        () -> {
          session.designs().replace(Partition.onOneDevice(session.network(), "pi-a"));
          session.designs().move(List.of(astray), "pi-c");
        });
    Partition before = session.designs().current().partition();
    robot.interact(() -> robot.lookup("#find-next-move").queryAs(Button.class).fire());
    await(() -> session.nextMove().proposalProperty().get() != null);
    assertThat(session.nextMove().sentenceProperty().get()).startsWith("Best of ").contains("−");
    Partition proposed = session.nextMove().proposalProperty().get();
    Button apply = robot.lookup("#apply-next-move").queryAs(Button.class);
    assertThat(apply.isVisible()).isTrue();
    robot.interact(apply::fire);
    assertThat(session.designs().current().partition()).isEqualTo(proposed).isNotEqualTo(before);
    assertThat(session.nextMove().sentenceProperty().get()).isEmpty();
    robot.interact(() -> session.designs().undo());
    assertThat(session.designs().current().partition()).isEqualTo(before);
  }
}
