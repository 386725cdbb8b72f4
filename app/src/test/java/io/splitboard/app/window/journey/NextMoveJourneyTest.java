package io.splitboard.app.window.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.window.model.PreferencesStore;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.model.WorkbenchModel;
import io.splitboard.app.window.shell.WorkbenchWindow;
import io.splitboard.app.window.task.PooledRunner;
import io.splitboard.core.network.Layer;
import io.splitboard.core.partition.Partition;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A layer lies where it should not: the best next move brings it back, and can be undone. */
@ExtendWith(ApplicationExtension.class)
class NextMoveJourneyTest {
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

  @AfterEach
  void close(FxRobot robot) throws TimeoutException {
    AtomicBoolean closed = new AtomicBoolean();
    robot.interact(() -> model.closeProject(() -> closed.set(true)));
    await(closed::get);
    runner.close();
  }

  @Test
  void theBestNextMoveIsFoundAppliedAndUndone(FxRobot robot) throws TimeoutException {
    Path project = JourneyProject.create(folder.resolve("journey"));
    robot.interact(() -> window.open(project));
    await(() -> model.session().isPresent());
    ProjectSession session = model.session().orElseThrow();
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

  private static void await(BooleanSupplier condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition::getAsBoolean);
    WaitForAsyncUtils.waitForFxEvents();
  }
}
