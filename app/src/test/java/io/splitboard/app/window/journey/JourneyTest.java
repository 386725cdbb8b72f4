package io.splitboard.app.window.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.window.model.DeviceDraft;
import io.splitboard.app.window.model.ExperimentsModel;
import io.splitboard.app.window.model.Preferences;
import io.splitboard.app.window.model.PreferencesStore;
import io.splitboard.app.window.model.RunModel;
import io.splitboard.app.window.model.RunSettings;
import io.splitboard.app.window.model.SolveModel;
import io.splitboard.app.window.theme.Theme;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.project.Objective;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** A user's way through the window, with a robot's hands, real services and the virtual lab. */
class JourneyTest extends WindowJourney {

  @BeforeEach
  void openProject(FxRobot robot) throws TimeoutException {
    openSettled(robot, JourneyProject.create(folder.resolve("project-" + System.nanoTime())));
  }

  @Test
  void placesALayerByContextMenuAndTakesItBack(FxRobot robot) throws TimeoutException {
    notOnMonocle("context menus");
    String layer = firstLayer();
    robot.rightClickOn(pointOf(robot, layer));
    await(() -> popups() > 0);
    robot.type(KeyCode.DOWN).type(KeyCode.RIGHT);
    await(() -> popups() > 1);
    robot.type(KeyCode.DOWN).type(KeyCode.ENTER);
    await(() -> deviceOf(layer).equals("pi-b"));
    robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
    await(() -> deviceOf(layer).equals("pi-a"));
  }

  @Test
  void dragsALayerOntoADeviceAndSeesTheFiguresChangeMeanwhile(FxRobot robot)
      throws TimeoutException {
    notOnMonocle("drag and drop");
    String layer = firstLayer();
    String before = text(robot, "#figure-0");
    robot.drag(pointOf(robot, layer));
    robot.moveBy(30, 10);
    robot.moveTo(chipOf(robot, "pi-b"));
    robot.moveBy(2, 2);
    await(() -> session().prediction().hoveredProperty().get() != null);
    await(() -> text(robot, "#figure-detail-0").endsWith("%"));
    robot.drop();
    await(() -> deviceOf(layer).equals("pi-b"));
    await(() -> text(robot, "#figure-detail-0").equals("predicted"));
    assertThat(text(robot, "#figure-0")).isNotEqualTo(before);
    robot.clickOn("#edit-undo");
    await(() -> deviceOf(layer).equals("pi-a"));
    await(() -> text(robot, "#figure-0").equals(before));
    assertThat(robot.lookup("#edit-undo").queryButton().isDisabled()).isTrue();
  }

  @Test
  void findsALayerAndSwitchesTheThemeByKeyboard(FxRobot robot) throws TimeoutException {
    String layer = lastLayer();
    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    await(() -> popups() > 0);
    robot.write(layer).type(KeyCode.ENTER);
    await(() -> session().selection().layers().contains(layer));

    assertThat(model.theme()).isEqualTo(Theme.DARK);
    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    robot.write("light theme").type(KeyCode.ENTER);
    await(() -> model.theme() == Theme.LIGHT);
    assertThat(new PreferencesStore(folder.resolve("config")).load().theme())
        .isEqualTo(Theme.LIGHT);
    robot.interact(() -> model.remember(model.preferences().with(Theme.DARK)));
  }

  @Test
  void escapeEndsASearchAndEmptiesItsField(FxRobot robot) throws TimeoutException {
    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    await(() -> popups() > 0);
    robot.write("conv").type(KeyCode.ESCAPE);
    await(() -> popups() == 0);
    assertThat(robot.lookup("#search-field").queryTextInputControl().getText()).isEmpty();
  }

  @Test
  void anotherObjectiveMovesNoButtonAndForgetsTheSolversAnswer(FxRobot robot)
      throws TimeoutException {
    robot.clickOn("#plan-solve");
    await(() -> session().solve().stateProperty().get() == SolveModel.State.PROPOSED);
    double before = left(robot, "#run-deploy");
    robot.interact(() -> session().designs().setObjective(Objective.THROUGHPUT));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(left(robot, "#run-deploy")).isEqualTo(before);
    assertThat(session().solve().proposalProperty().get()).isNull();
    assertThat(robot.lookup("#plan-accept").queryButton().isVisible()).isFalse();
    assertThat(robot.lookup("#solver-advice").query().isVisible()).isFalse();
  }

  @Test
  void aDeviceDialogAsksOnlyForWhatApplies(FxRobot robot) throws TimeoutException {
    robot.press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.D);
    robot.release(KeyCode.SHIFT, KeyCode.CONTROL);
    await(() -> robot.lookup("#device-kind").tryQuery().isPresent());
    assertThat(robot.lookup("#device-host").query().isVisible()).isFalse();
    assertThat(robot.lookup("#device-slowdown").query().isVisible()).isTrue();
    ComboBox<DeviceDraft.Kind> kind = robot.lookup("#device-kind").queryComboBox();
    robot.interact(() -> kind.setValue(DeviceDraft.Kind.SSH));
    assertThat(robot.lookup("#device-host").query().isVisible()).isTrue();
    assertThat(robot.lookup("#device-slowdown").query().isVisible()).isFalse();
    // Fired, not clicked: the dialog is still growing with its fields.
    Button cancel =
        robot
            .lookup(node -> node instanceof Button button && button.isCancelButton())
            .queryButton();
    robot.interact(cancel::fire);
    await(() -> robot.lookup("#device-kind").tryQuery().isEmpty());
  }

  @Test
  void solvesDeploysSeesLiveNumbersRecordsAndCompares(FxRobot robot) throws TimeoutException {
    robot.interact(() -> session().run().settingsProperty().set(requests(30)));
    deployAndRecord(robot, "one device");

    robot.clickOn("#plan-solve");
    await(() -> session().solve().stateProperty().get() == SolveModel.State.PROPOSED);
    await(() -> robot.lookup("#plan-accept").queryButton().isVisible());
    robot.clickOn("#plan-accept");
    await(() -> session().solve().proposalProperty().get() == null);

    // Whatever the solver prefers, the second experiment is a distributed one.
    String last = lastLayer();
    robot.interact(() -> session().move(List.of(last), "pi-b"));
    deployAndRecord(robot, "two devices");

    ExperimentsModel experiments = session().experiments();
    await(() -> experiments.headers().size() == 2);
    robot.clickOn("#experiment-" + experiments.headers().get(1).id());
    robot.clickOn("#experiment-" + experiments.headers().get(0).id());
    await(() -> experiments.comparisonProperty().get() != null);
    TableView<?> table = robot.lookup("#compare-table").queryTableView();
    assertThat(table.getItems()).hasSizeGreaterThan(5);
    assertThat(experiments.comparisonProperty().get().changes()).isNotEmpty();
    assertThat(text(robot, "#compare-verdict")).contains("devices");
  }

  @Test
  void closingByKeysAsksFirstAndStopsWhatIsLive(FxRobot robot) throws TimeoutException {
    RunModel run = session().run();
    await(() -> !robot.lookup("#run-deploy").queryButton().isDisabled());
    robot.clickOn("#run-deploy");
    await(
        () ->
            run.snapshotProperty().get().completed() > 0 || !run.problemProperty().get().isEmpty());
    assertThat(run.problemProperty().get()).isEmpty();
    robot.press(KeyCode.CONTROL).type(KeyCode.Q).release(KeyCode.CONTROL);
    await(() -> robot.lookup("#dialog-ok").tryQuery().isPresent());
    assertThat(robot.lookup("#dialog-ok").queryButton().getText()).isEqualTo("Stop and close");
    robot.clickOn("#dialog-ok");
    await(() -> !window.scene().getWindow().isShowing());
    assertThat(model.session()).isEmpty();
    Preferences left = new PreferencesStore(folder.resolve("config")).load();
    assertThat(left.bounds()).isNotNull();
    assertThat(left.dividers()).containsKeys("right", "pictures", "middle", "sidebar");
  }

  private void deployAndRecord(FxRobot robot, String name) throws TimeoutException {
    RunModel run = session().run();
    await(() -> !robot.lookup("#run-deploy").queryButton().isDisabled());
    robot.clickOn("#run-deploy");
    await(() -> run.outcomeProperty().get() != null || !run.problemProperty().get().isEmpty());
    assertThat(run.problemProperty().get()).isEmpty();
    assertThat(run.outcomeProperty().get().lost()).isZero();
    assertThat(run.outcomeProperty().get().maxAbsDiff()).isZero();
    assertThat(run.snapshotProperty().get().completed()).isEqualTo(30);
    assertThat(run.snapshotProperty().get().devices()).isNotEmpty();
    await(() -> text(robot, "#status-agreement").contains("measured"));
    assertThat(text(robot, "#result-equality")).contains("equal to the whole network");
    assertThat(text(robot, "#status-state")).contains("30 requests, none lost");

    robot.clickOn("#run-record");
    await(() -> robot.lookup("#dialog-name").tryQuery().isPresent());
    robot.interact(() -> robot.lookup("#dialog-name").queryTextInputControl().setText(name));
    robot.clickOn("#dialog-ok");
    await(
        () ->
            session().experiments().headers().stream()
                .anyMatch(header -> header.name().equals(name)));
    robot.clickOn("#run-stop");
    await(() -> run.stateProperty().get() == RunModel.State.NONE);
  }

  private static RunSettings requests(int count) {
    RunSettings initial = RunSettings.initial();
    return new RunSettings(
        initial.seed(), initial.files(), initial.preset(), count, false, Optional.empty());
  }

  private String firstLayer() {
    return session().network().layers().get(0).id();
  }

  private String lastLayer() {
    return session().network().layers().get(session().network().layers().size() - 1).id();
  }

  private String deviceOf(String layer) {
    return ((Placement.Whole) session().designs().current().partition().of(layer)).device();
  }

  private static double left(FxRobot robot, String query) {
    Node node = robot.lookup(query).query();
    return node.localToScene(node.getBoundsInLocal()).getMinX();
  }

  private static Point2D chipOf(FxRobot robot, String device) {
    var box = canvas(robot).chipBounds(device).orElseThrow();
    return canvas(robot).localToScreen(box.centreX(), box.centreY());
  }
}
