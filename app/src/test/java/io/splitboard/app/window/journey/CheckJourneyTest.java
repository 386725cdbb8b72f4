package io.splitboard.app.window.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.service.CheckReport;
import io.splitboard.app.window.canvas.DivergenceMark;
import io.splitboard.app.window.canvas.NetworkCanvas;
import io.splitboard.app.window.model.PreferencesStore;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.model.WorkbenchModel;
import io.splitboard.app.window.shell.WorkbenchWindow;
import io.splitboard.app.window.task.PooledRunner;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Checking a cut with a robot's hands: one that is equal, and one that cannot be. */
@ExtendWith(ApplicationExtension.class)
class CheckJourneyTest {
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private static Path folder;

  private PooledRunner runner;
  private WorkbenchModel model;
  private WorkbenchWindow window;

  @Start
  void start(Stage stage) {
    runner = new PooledRunner(Platform::runLater);
    model = new WorkbenchModel(new PreferencesStore(folder.resolve("config")), runner);
    window = new WorkbenchWindow(stage, model);
    window.show();
  }

  @BeforeEach
  void open(FxRobot robot) throws TimeoutException, IOException {
    Path project = JourneyProject.touchy(folder.resolve("project-" + System.nanoTime()));
    robot.interact(() -> window.open(project));
    await(() -> model.session().isPresent() || !model.problemProperty().get().isEmpty());
    assertThat(model.problemProperty().get()).isEmpty();
    await(() -> canvas(robot).settled() && session().prediction().shown().isPresent());
    WaitForAsyncUtils.waitForFxEvents();
  }

  @AfterEach
  void close(FxRobot robot) throws TimeoutException {
    AtomicBoolean closed = new AtomicBoolean();
    robot.interact(() -> model.closeProject(() -> closed.set(true)));
    await(closed::get);
    runner.close();
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

  private ProjectSession session() {
    return model.session().orElseThrow();
  }

  private static NetworkCanvas canvas(FxRobot robot) {
    return robot.lookup("#network-canvas").queryAs(NetworkCanvas.class);
  }

  private static String text(FxRobot robot) {
    return robot.lookup("#result-check").queryAs(Label.class).getText();
  }

  private static void await(BooleanSupplier condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition::getAsBoolean);
    WaitForAsyncUtils.waitForFxEvents();
  }
}
