package io.splitboard.app.window.shell;

import io.splitboard.app.window.model.PreferencesStore;
import io.splitboard.app.window.model.WorkbenchModel;
import io.splitboard.app.window.task.PooledRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/** Starts the workbench's window. */
public final class WorkbenchApplication extends Application {
  private PooledRunner runner;

  /**
   * Opens the window and returns when it was closed.
   *
   * @param project folder to open; empty for the last one
   * @param sample folder to open where there is no last one
   */
  public static void launch(Optional<Path> project, Path sample) {
    Application.launch(
        WorkbenchApplication.class,
        "--project=" + project.map(Path::toString).orElse(""),
        "--sample=" + sample);
  }

  @Override
  public void start(Stage stage) {
    runner = new PooledRunner(Platform::runLater);
    PreferencesStore store = new PreferencesStore(PreferencesStore.folder(System.getenv()));
    WorkbenchModel model = new WorkbenchModel(store, runner);
    WorkbenchWindow window = new WorkbenchWindow(stage, model);
    window.showDocumentsWith(document -> getHostServices().showDocument(document.toString()));
    window.show();
    window.open(first(model));
  }

  private Path first(WorkbenchModel model) {
    Map<String, String> asked = getParameters().getNamed();
    String project = asked.getOrDefault("project", "");
    if (!project.isEmpty()) {
      return Path.of(project);
    }
    return Optional.ofNullable(model.preferences().lastProject())
        .map(Path::of)
        .filter(Files::isDirectory)
        .orElseGet(() -> Path.of(asked.get("sample")));
  }

  @Override
  public void stop() {
    runner.close();
  }
}
