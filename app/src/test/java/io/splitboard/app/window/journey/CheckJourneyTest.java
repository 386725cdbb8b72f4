package io.splitboard.app.window.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.service.CheckReport;
import io.splitboard.app.window.canvas.DivergenceMark;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** Checking a cut with a robot's hands: one that is equal, and one that cannot be. */
class CheckJourneyTest extends WindowJourney {

  @BeforeEach
  void openProject(FxRobot robot) throws TimeoutException, IOException {
    openSettled(robot, JourneyProject.touchy(folder.resolve("project-" + System.nanoTime())));
  }

  private CheckReport check(FxRobot robot) throws TimeoutException {
    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    robot.write("Check this cut").type(KeyCode.ENTER);
    await(() -> session().check().reportProperty().get() != null);
    return session().check().reportProperty().get();
  }

  /** Sums in another order differ in their last bit, which this network makes large. */
  @Test
  void aSumInAnotherOrderIsMarkedWhereItFirstMatters(FxRobot robot) throws TimeoutException {
    CheckReport whole = check(robot);
    assertThat(whole.outcome().bitExact()).isTrue();
    assertThat(text(robot)).isEqualTo("this cut: equal bit for bit");
    assertThat(mark(robot)).isNull();

    Placement split =
        Placement.split(
            SplitKind.INPUT_CHANNELS,
            List.of(
                new Placement.Share("pi-b", 0, 100),
                new Placement.Share("pi-a", 100, 150),
                new Placement.Share("pi-c", 150, 256)));
    robot.interact(() -> session().designs().place(Map.of("sum", split)));
    await(() -> session().check().reportProperty().get() == null);
    assertThat(mark(robot)).isNull();

    CheckReport report = check(robot);
    assertThat(report.outcome().equal()).isFalse();
    assertThat(report.tolerance()).isEqualTo(1e-5);
    assertThat(report.divergence().orElseThrow().layer()).isEqualTo("wave");
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(text(robot)).startsWith("this cut: differs").endsWith("first at wave");
    DivergenceMark mark = mark(robot);
    assertThat(mark.layer()).isEqualTo("wave");
    assertThat(mark.badge()).startsWith("≠ ");

    robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
    await(() -> mark(robot) == null);
  }

  private static DivergenceMark mark(FxRobot robot) {
    return canvas(robot).properties().divergenceProperty().get();
  }

  private static String text(FxRobot robot) {
    return robot.lookup("#result-check").queryAs(Label.class).getText();
  }
}
