package io.splitboard.app.window.shell;

import io.splitboard.app.window.dialog.Dialogs;
import io.splitboard.app.window.dialog.NewProjectDialog;
import io.splitboard.app.window.model.WorkbenchModel;
import io.splitboard.app.window.theme.Theme;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import org.kordamp.ikonli.feather.Feather;

/** What can be asked for with or without a project. */
final class WindowActions {
  private final WorkbenchWindow window;
  private final WorkbenchModel model;
  private final Dialogs dialogs;

  WindowActions(WorkbenchWindow window, WorkbenchModel model, Dialogs dialogs) {
    this.window = window;
    this.model = model;
    this.dialogs = dialogs;
  }

  void addTo(ActionRegistry actions) {
    actions.add(
        Action.of("project.open", "Project", "Open project…", Feather.FOLDER, this::openProject)
            .keys("Shortcut+O"));
    actions.add(
        Action.of("project.new", "Project", "New project…", Feather.FILE_PLUS, this::newProject)
            .keys("Shortcut+N"));
  }

  /** The last entry of its menu. */
  void addQuit(ActionRegistry actions) {
    actions.add(
        Action.of("window.quit", "Project", "Quit", Feather.LOG_OUT, window::close)
            .keys("Shortcut+Q"));
  }

  void addViewActions(ActionRegistry actions) {
    actions.add(
        Action.of("view.theme", "View", "", Feather.SUN, this::switchTheme)
            .called(
                Bindings.createStringBinding(
                    () -> model.theme() == Theme.DARK ? "Light theme" : "Dark theme",
                    model.preferencesProperty()))
            .keys("Shortcut+Shift+L"));
  }

  private void openProject() {
    Optional<Path> start = Optional.ofNullable(model.preferences().lastProject()).map(Path::of);
    dialogs.folder("Open project", start.map(Path::getParent)).ifPresent(window::open);
  }

  private void newProject() {
    new NewProjectDialog(dialogs, model.runner()).ask(window::open);
  }

  private void switchTheme() {
    model.remember(model.preferences().with(model.theme().other()));
  }
}
