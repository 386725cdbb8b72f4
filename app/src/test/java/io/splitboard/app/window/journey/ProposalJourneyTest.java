package io.splitboard.app.window.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.picture.topology.DeviceCard;
import io.splitboard.app.service.solving.Method;
import io.splitboard.app.window.model.SolveModel;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Objective;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.CheckBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** What the solver proposes by which method, and what becomes of it. */
class ProposalJourneyTest extends WindowJourney {

  @BeforeEach
  void openProject(FxRobot robot) throws TimeoutException {
    openSettled(robot, JourneyProject.create(folder.resolve("project-" + System.nanoTime())));
  }

  @Test
  void aPipelineWithTurnsIsProposedTakenOverInOneStepAndTakenBack(FxRobot robot)
      throws TimeoutException {
    robot.interact(
        () -> {
          session().designs().setObjective(Objective.THROUGHPUT);
          session().designs().pack(codecs -> codecs.with("pi-a", "pi-b", Codec.LZ4));
        });
    Partition before = partition();
    assertThat(robot.lookup("#solver-options").query().isVisible()).isFalse();
    choose(robot, Method.PIPELINE);
    assertThat(text(robot, "#solver-method")).isEqualTo("Pipeline");
    assertThat(robot.lookup("#solver-options").query().isVisible()).isTrue();
    assertThat(robot.lookup("#solver-teams").queryAs(CheckBox.class).isSelected()).isTrue();

    robot.clickOn("#plan-solve");
    await(() -> session().solve().stateProperty().get() == SolveModel.State.PROPOSED);
    assertThat(partition()).isEqualTo(before);
    assertThat(text(robot, "#solver-proposal-text"))
        .contains("take turns")
        .contains("pi-a → pi-b packs with lz4");
    robot.clickOn("#plan-accept");
    await(() -> session().solve().proposalProperty().get() == null);
    Partition accepted = partition();
    assertThat(accepted.replicas()).isNotEmpty();
    assertThat(accepted.codecs()).isEqualTo(LinkCodecs.NONE.with("pi-a", "pi-b", Codec.LZ4));
    String first = accepted.replicas().keySet().iterator().next();
    await(() -> card(first).plan().team().equals(accepted.team(first)));

    robot.clickOn("#edit-undo");
    await(() -> partition().equals(before));
    await(() -> card(first).plan().team().isEmpty());
  }

  @Test
  void packingIsTriedAndDecidedByTheProposal(FxRobot robot) throws TimeoutException {
    robot.interact(
        () -> {
          session().designs().setObjective(Objective.THROUGHPUT);
          session().designs().pack(codecs -> LinkCodecs.all(Codec.ZFP));
        });
    choose(robot, Method.PIPELINE);
    robot.clickOn("#solver-pack");
    assertThat(session().methods().choice().pack()).isTrue();
    robot.clickOn("#plan-solve");
    await(() -> session().solve().stateProperty().get() == SolveModel.State.PROPOSED);
    assertThat(session().codecs().tried()).isTrue();
    robot.clickOn("#plan-accept");
    await(() -> session().solve().proposalProperty().get() == null);
    // Links of 939 Mbit/s are faster than any codec: the proposal undoes what was packed by hand.
    for (String from : partition().devices()) {
      for (String to : partition().devices()) {
        if (!from.equals(to)) {
          assertThat(partition().codecs().of(from, to)).isNotEqualTo(Codec.ZFP);
        }
      }
    }
  }

  @Test
  void methodsThatCannotBeAskedSayWhyAndOneDeviceIsExplainedInPlace(FxRobot robot)
      throws TimeoutException {
    MenuItem pipeline = item(robot, Method.PIPELINE);
    assertThat(pipeline.isDisable()).isTrue();
    assertThat(pipeline.getText()).contains("knows throughput");
    robot.clickOn("#plan-solve");
    await(() -> session().solve().stateProperty().get() == SolveModel.State.PROPOSED);
    assertThat(session().solve().proposalProperty().get().devices()).hasSize(1);
    assertThat(text(robot, "#solver-advice-text")).startsWith("Do not distribute: ");
    assertThat(robot.lookup("#solver-proposal").query().isVisible()).isFalse();
  }

  private static void choose(FxRobot robot, Method method) {
    robot.interact(item(robot, method)::fire);
  }

  private static MenuItem item(FxRobot robot, Method method) {
    return robot.lookup("#solver-method").queryAs(MenuButton.class).getItems().stream()
        .filter(item -> ("solver-method-" + method.word()).equals(item.getId()))
        .findFirst()
        .orElseThrow();
  }

  private DeviceCard card(String device) {
    return session().cardsProperty().get().stream()
        .filter(card -> card.id().equals(device))
        .findFirst()
        .orElseThrow();
  }
}
