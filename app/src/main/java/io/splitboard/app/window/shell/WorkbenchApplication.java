package io.splitboard.app.window.shell;

import io.splitboard.app.window.model.PreferencesStore;
import io.splitboard.app.window.model.WorkbenchModel;
import io.splitboard.app.window.task.PooledRunner;
import java.nio.file.Path;
import java.util.List;
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
   * @param project folder to open first; null to open the last one
   */
  public static void launch(Path project) {
    Application.launch(
        WorkbenchApplication.class,
        project == null ? new String[0] : new String[] {project.toString()});
  }

  @Override
  public void start(Stage stage) {
    runner = new PooledRunner(Platform::runLater);
    PreferencesStore store = new PreferencesStore(PreferencesStore.folder(System.getenv()));
    WorkbenchModel model = new WorkbenchModel(store, runner);
    WorkbenchWindow window = new WorkbenchWindow(stage, model);
    window.show();
    first(model).ifPresent(window::open);
  }

  private Optional<Path> first(WorkbenchModel model) {
    List<String> asked = getParameters().getUnnamed();
    return asked.isEmpty()
        ? Optional.ofNullable(model.preferences().lastProject()).map(Path::of)
        : Optional.of(Path.of(asked.get(0)));
  }

  @Override
  public void stop() {
    runner.close();
  }
}
