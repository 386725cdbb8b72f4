package io.splitboard.app.window.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitboard.app.window.model.StatusModel;
import io.splitboard.app.window.model.StudyModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** A sample project offers its study, shows how far it is, and opens the page. */
class StudyJourneyTest extends WindowJourney {
  private final List<URI> opened = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    window.showDocumentsWith(opened::add);
  }

  @Test
  void theQuickStudyOfASampleRunsByKeyboardAndOpensItsPage(FxRobot robot) throws Exception {
    open(robot, copyOfSample("mobilenet-selection"));
    StudyModel study = session().study();
    List<String> states = new CopyOnWriteArrayList<>();
    StatusModel status = session().status();
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
    StudyModel study = session().study();
    assertThat(study.available()).isFalse();
    robot.interact(() -> study.start(true));
    assertThat(study.runningProperty().get()).isFalse();
    assertThat(opened).isEmpty();
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
}
