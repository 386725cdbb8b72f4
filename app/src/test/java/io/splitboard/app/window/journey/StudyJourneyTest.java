package io.splitboard.app.window.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitboard.app.window.model.PreferencesStore;
import io.splitboard.app.window.model.StatusModel;
import io.splitboard.app.window.model.StudyModel;
import io.splitboard.app.window.model.WorkbenchModel;
import io.splitboard.app.window.shell.WorkbenchWindow;
import io.splitboard.app.window.task.PooledRunner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A sample project offers its study, shows how far it is, and opens the page. */
@ExtendWith(ApplicationExtension.class)
class StudyJourneyTest {
  private static final long PATIENCE_SECONDS = 180;

  @TempDir private static Path folder;

  private final List<URI> opened = new CopyOnWriteArrayList<>();
  private PooledRunner runner;
  private WorkbenchModel model;
  private WorkbenchWindow window;

  @Start
  void start(Stage stage) {
    runner = new PooledRunner(Platform::runLater);
    model = new WorkbenchModel(new PreferencesStore(folder.resolve("config")), runner);
    window = new WorkbenchWindow(stage, model);
    window.showDocumentsWith(opened::add);
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
  void theQuickStudyOfASampleRunsByKeyboardAndOpensItsPage(FxRobot robot) throws Exception {
    open(robot, copyOfSample("mobilenet-selection"));
    StudyModel study = model.session().orElseThrow().study();
    List<String> states = new CopyOnWriteArrayList<>();
    StatusModel status = model.session().orElseThrow().status();
    robot.interact(
        () -> status.stateProperty().addListener((value, before, now) -> states.add(now)));
    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    await(() -> popups() > 0);
    robot.write("run study, quick").type(KeyCode.ENTER);
    await(() -> study.runningProperty().get());
    await(() -> !study.runningProperty().get());
    assertThat(study.problemProperty().get()).isEmpty();
    assertThat(states).anyMatch(state -> state.startsWith("Study: Reading "));
    assertThat(status.busyProperty().get()).isFalse();
    assertThat(opened).containsExactly(study.reportProperty().get().toUri());
    Path summary = study.reportProperty().get().resolveSibling("summary.json");
    JsonNode json = new ObjectMapper().readTree(summary.toFile());
    assertThat(json.get("study").asText()).isEqualTo("rows");
    assertThat(json.get("ok").asBoolean()).isTrue();
  }

  @Test
  void projectsWithoutAStudyDoNotOfferOne(FxRobot robot) throws TimeoutException {
    open(robot, JourneyProject.create(folder.resolve("journey")));
    StudyModel study = model.session().orElseThrow().study();
    assertThat(study.available()).isFalse();
    robot.interact(() -> study.start(true));
    assertThat(study.runningProperty().get()).isFalse();
    assertThat(opened).isEmpty();
  }

  private void open(FxRobot robot, Path project) throws TimeoutException {
    robot.interact(() -> window.open(project));
    await(() -> model.session().isPresent() || !model.problemProperty().get().isEmpty());
    assertThat(model.problemProperty().get()).isEmpty();
  }

  private static Path copyOfSample(String name) throws IOException {
    Path sample = Path.of(System.getProperty("splitboard.root"), "sample-projects", name);
    Path copy = folder.resolve(name);
    Files.createDirectories(copy.resolve("designs"));
    try (Stream<Path> files = Files.walk(sample)) {
      for (Path file :
          files.filter(Files::isRegularFile).filter(StudyJourneyTest::isPart).toList()) {
        Files.copy(file, copy.resolve(sample.relativize(file).toString()));
      }
    }
    return copy;
  }

  private static boolean isPart(Path file) {
    return file.toString().endsWith(".json") && !file.toString().contains(".splitboard");
  }

  private static long popups() {
    return Window.getWindows().stream()
        .filter(window -> window instanceof PopupWindow && window.isShowing())
        .count();
  }

  private static void await(BooleanSupplier condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition::getAsBoolean);
    WaitForAsyncUtils.waitForFxEvents();
  }
}
