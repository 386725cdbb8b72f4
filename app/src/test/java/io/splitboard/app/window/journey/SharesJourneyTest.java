package io.splitboard.app.window.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.window.canvas.NetworkCanvas;
import io.splitboard.app.window.canvas.ShareEditor;
import io.splitboard.app.window.model.PreferencesStore;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.model.WorkbenchModel;
import io.splitboard.app.window.shell.WorkbenchWindow;
import io.splitboard.app.window.task.PooledRunner;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Sharing layers out and changing the shares, with a robot's hands. */
@ExtendWith(ApplicationExtension.class)
class SharesJourneyTest {
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
  void open(FxRobot robot) throws TimeoutException {
    Path project = JourneyProject.create(folder.resolve("project-" + System.nanoTime()));
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

  @Test
  void splitsABlockByRowsDragsABoundaryAndTakesItBack(FxRobot robot) throws TimeoutException {
    Assumptions.assumeFalse(
        "Monocle".equals(System.getProperty("glass.platform")),
        "Monocle has no context menus: install Xvfb to run this test");
    String layer = session().network().blocks().get(1).layers().get(0);
    robot.rightClickOn(pointOf(robot, layer));
    await(() -> popups() > 0);
    robot.interact(() -> entry("Split evenly by", "rows").fire());
    await(() -> partition().of(layer) instanceof Placement.Rows);
    ShareEditor editor = canvas(robot).shares().editor();
    await(() -> editor.isVisible() && session().prediction().shown().isPresent());
    await(() -> text(robot, "#figure-detail-0").equals("predicted"));
    Partition even = partition();
    String before = text(robot, "#figure-0");

    Point2D handle = handleOf(editor, 0);
    robot.drag(handle);
    robot.moveTo(handle.add(-12, 0));
    await(() -> session().prediction().hoveredProperty().get() != null);
    await(() -> text(robot, "#figure-detail-0").endsWith("%"));
    assertThat(partition()).isEqualTo(even);
    robot.drop();
    await(() -> !partition().equals(even));
    List<Placement.Share> shares = ((Placement.Rows) partition().of(layer)).shares();
    List<Placement.Share> old = ((Placement.Rows) even.of(layer)).shares();
    assertThat(shares.get(0).to()).isLessThan(old.get(0).to()).isEqualTo(shares.get(1).from());
    assertThat(shares.get(2)).isEqualTo(old.get(2));
    await(() -> text(robot, "#figure-detail-0").equals("predicted"));
    assertThat(text(robot, "#figure-0")).isNotEqualTo(before);

    Partition dragged = partition();
    robot.type(KeyCode.RIGHT);
    await(() -> !partition().equals(dragged));
    assertThat(((Placement.Rows) partition().of(layer)).shares().get(0).to())
        .isEqualTo(shares.get(0).to() + 1);
    robot.clickOn("#edit-undo");
    await(() -> partition().equals(dragged));
    robot.clickOn("#edit-undo");
    await(() -> partition().equals(even));
    await(() -> text(robot, "#figure-0").equals(before));
  }

  /** An entry of a menu inside the open context menu. */
  private static MenuItem entry(String menu, String text) {
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
        .filter(item -> text.equals(item.getText()))
        .findFirst()
        .orElseThrow();
  }

  private Partition partition() {
    return session().designs().current().partition();
  }

  private static Point2D handleOf(ShareEditor editor, int boundary) {
    var handle = editor.handle(boundary);
    return editor.localToScreen(handle.x(), handle.y());
  }

  private ProjectSession session() {
    return model.session().orElseThrow();
  }

  private static NetworkCanvas canvas(FxRobot robot) {
    return robot.lookup("#network-canvas").queryAs(NetworkCanvas.class);
  }

  private static Point2D pointOf(FxRobot robot, String layer) {
    var box = canvas(robot).screenBounds(layer).orElseThrow();
    return canvas(robot).localToScreen(box.centreX(), box.centreY());
  }

  private static long popups() {
    return Window.getWindows().stream()
        .filter(window -> window instanceof PopupWindow && window.isShowing())
        .count();
  }

  private static String text(FxRobot robot, String query) {
    Node node = robot.lookup(query).query();
    return node instanceof Button button ? button.getText() : ((Label) node).getText();
  }

  private static void await(BooleanSupplier condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition::getAsBoolean);
    WaitForAsyncUtils.waitForFxEvents();
  }
}
