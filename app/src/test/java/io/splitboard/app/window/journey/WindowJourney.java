package io.splitboard.app.window.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.window.canvas.NetworkCanvas;
import io.splitboard.app.window.model.PreferencesStore;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.model.WorkbenchModel;
import io.splitboard.app.window.shell.WorkbenchWindow;
import io.splitboard.app.window.task.PooledRunner;
import io.splitboard.core.partition.Partition;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** A real window over real services, for a robot's hands; closed after each journey. */
@ExtendWith(ApplicationExtension.class)
abstract class WindowJourney {

  private static final long PATIENCE_SECONDS = 180;

  @TempDir static Path folder;

  PooledRunner runner;
  WorkbenchModel model;
  WorkbenchWindow window;

  /** Not by {@code @Start}, which TestFX looks for in the test's own class only. */
  @BeforeEach
  void start() throws TimeoutException {
    FxToolkit.registerPrimaryStage();
    FxToolkit.setupStage(
        stage -> {
          runner = new PooledRunner(Platform::runLater);
          model = new WorkbenchModel(new PreferencesStore(folder.resolve("config")), runner);
          window = new WorkbenchWindow(stage, model);
          window.show();
        });
  }

  @AfterEach
  void close(FxRobot robot) throws TimeoutException {
    AtomicBoolean closed = new AtomicBoolean();
    robot.interact(() -> model.closeProject(() -> closed.set(true)));
    await(closed::get);
    runner.close();
  }

  /** Opens a project and waits until it is there. */
  void open(FxRobot robot, Path project) throws TimeoutException {
    robot.interact(() -> window.open(project));
    await(() -> model.session().isPresent() || !model.problemProperty().get().isEmpty());
    assertThat(model.problemProperty().get()).isEmpty();
  }

  /** The same, until pictures and figures are there, too. */
  void openSettled(FxRobot robot, Path project) throws TimeoutException {
    open(robot, project);
    await(() -> canvas(robot).settled() && session().prediction().shown().isPresent());
  }

  ProjectSession session() {
    return model.session().orElseThrow();
  }

  static NetworkCanvas canvas(FxRobot robot) {
    return robot.lookup("#network-canvas").queryAs(NetworkCanvas.class);
  }

  /** The middle of a layer's box on the screen. */
  static Point2D pointOf(FxRobot robot, String layer) {
    var box = canvas(robot).screenBounds(layer).orElseThrow();
    return canvas(robot).localToScreen(box.centreX(), box.centreY());
  }

  /** What a button or label says. */
  static String text(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(Labeled.class).getText();
  }

  /** Skips what the windowless platform lacks. */
  static void notOnMonocle(String what) {
    Assumptions.assumeFalse(
        "Monocle".equals(System.getProperty("glass.platform")),
        () -> "Monocle cannot do " + what + ": install Xvfb to run this test");
  }

  Partition partition() {
    return session().designs().current().partition();
  }

  /** An entry of a menu inside the open context menu, by how its text begins. */
  static MenuItem entry(String menu, String text) {
    ContextMenu open =
        Window.getWindows().stream()
            .filter(ContextMenu.class::isInstance)
            .map(ContextMenu.class::cast)
            .findFirst()
            .orElseThrow();
    open.hide();
    Menu inner =
        (Menu)
            open.getItems().stream()
                .filter(item -> menu.equals(item.getText()))
                .findFirst()
                .orElseThrow();
    return inner.getItems().stream()
        .filter(item -> item.getText().startsWith(text))
        .findFirst()
        .orElseThrow();
  }

  static long popups() {
    return Window.getWindows().stream()
        .filter(window -> window instanceof PopupWindow && window.isShowing())
        .count();
  }

  static void await(BooleanSupplier condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition::getAsBoolean);
    WaitForAsyncUtils.waitForFxEvents();
  }
}
