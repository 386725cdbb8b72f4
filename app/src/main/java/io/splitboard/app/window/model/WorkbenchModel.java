package io.splitboard.app.window.model;

import io.splitboard.app.service.Workspace;
import io.splitboard.app.window.task.BackgroundTask;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.app.window.theme.Theme;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.fleet.Prompts;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The window as a whole: which project is open, the theme, and what is remembered. */
public final class WorkbenchModel {
  private final TaskRunner runner;
  private final PreferencesStore store;
  private final ReadOnlyObjectWrapper<Preferences> preferences;
  private final ReadOnlyObjectWrapper<ProjectSession> session = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper opening = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper openingStep = new ReadOnlyStringWrapper("");
  private final ReadOnlyDoubleWrapper openingFraction = new ReadOnlyDoubleWrapper(-1);
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

  /** What was shown last, to be shown again when its project is opened anew. */
  private Path lastFolder;

  private String lastDesign;

  /** Reads the preferences. */
  public WorkbenchModel(PreferencesStore store, TaskRunner runner) {
    this.store = store;
    this.runner = runner;
    preferences = new ReadOnlyObjectWrapper<>(store.load());
  }

  /** Runs everything long. */
  public TaskRunner runner() {
    return runner;
  }

  /** What is remembered. */
  public ReadOnlyObjectProperty<Preferences> preferencesProperty() {
    return preferences.getReadOnlyProperty();
  }

  /** What is remembered. */
  public Preferences preferences() {
    return preferences.get();
  }

  /** Light or dark. */
  public Theme theme() {
    return preferences.get().theme();
  }

  /** The open project; null while none is. */
  public ReadOnlyObjectProperty<ProjectSession> sessionProperty() {
    return session.getReadOnlyProperty();
  }

  /** The open project, if one is. */
  public Optional<ProjectSession> session() {
    return Optional.ofNullable(session.get());
  }

  /** Whether a project is being opened. */
  public ReadOnlyBooleanProperty openingProperty() {
    return opening.getReadOnlyProperty();
  }

  /** What is being done to open it. */
  public ReadOnlyStringProperty openingStepProperty() {
    return openingStep.getReadOnlyProperty();
  }

  /** How far opening is, 0 to 1; negative where unknown. */
  public ReadOnlyDoubleProperty openingFractionProperty() {
    return openingFraction.getReadOnlyProperty();
  }

  /** Why a project could not be opened; empty if nothing went wrong. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Changes what is remembered and stores it. */
  public void remember(Preferences changed) {
    preferences.set(changed);
    store.save(changed);
  }

  /** Opens a project. The one that was open is closed first. */
  public void open(Path folder, Prompts prompts) {
    problem.set("");
    closeProject(() -> openNow(folder, prompts));
  }

  private void openNow(Path folder, Prompts prompts) {
    opening.set(true);
    opening("Opening " + folder, -1);
    BackgroundTask.of("Opening " + folder, progress -> openWorkspace(folder, prompts, progress))
        .onProgress(this::opening)
        .onSuccess(workspace -> opened(folder, workspace))
        .onFailure(problem::set)
        .onFinished(() -> opening.set(false))
        .start(runner);
  }

  /** A project without its model cannot be shown: why is told instead. */
  private static Workspace openWorkspace(Path folder, Prompts prompts, Progress progress) {
    Workspace workspace = Workspace.open(folder, prompts, progress);
    try {
      workspace.network();
      return workspace;
    } catch (UserException noNetwork) {
      workspace.close();
      throw noNetwork;
    }
  }

  /**
   * Closes the open project, if one is: stores its designs and stops what it runs, off the window's
   * thread.
   *
   * @param closed called when nothing of it is left
   */
  public void closeProject(Runnable closed) {
    ProjectSession open = session.get();
    if (open == null) {
      closed.run();
      return;
    }
    lastFolder = open.project().folder();
    lastDesign = open.designs().current().id();
    session.set(null);
    opening.set(true);
    opening("Closing " + open.project().name(), -1);
    BackgroundTask.of(
            "Closing " + open.project().name(),
            progress -> {
              open.close();
              return open;
            })
        .onFailure(problem::set)
        .onFinished(
            () -> {
              opening.set(false);
              closed.run();
            })
        .start(runner);
  }

  private void opening(String step, double fraction) {
    openingStep.set(step);
    openingFraction.set(fraction);
  }

  private void opened(Path folder, Workspace workspace) {
    ProjectSession open = new ProjectSession(workspace, runner);
    if (folder.equals(lastFolder)) {
      open.designs().selectIfThere(lastDesign);
    }
    session.set(open);
    remember(preferences.get().withProject(folder.toAbsolutePath().toString()));
  }
}
