package io.splitboard.app.window.shell;

import io.splitboard.app.window.dialog.Dialogs;
import io.splitboard.app.window.dialog.WindowPrompts;
import io.splitboard.app.window.model.Preferences;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.model.WorkbenchModel;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/** The main window: shows the open project, or how to open one, and remembers its own state. */
public final class WorkbenchWindow {
  private static final double WIDTH = 1600;
  private static final double HEIGHT = 1000;
  private static final double LEAST_WIDTH = 1024;
  private static final double LEAST_HEIGHT = 680;

  private final Stage stage;
  private final WorkbenchModel model;
  private final StackPane root = new StackPane();
  private final Scene scene = new Scene(root, WIDTH, HEIGHT);
  private final Dialogs dialogs;
  private final WindowPrompts prompts;
  private ProjectView view;
  private Consumer<URI> documents = document -> {};

  /** Builds the window; nothing is shown yet. */
  public WorkbenchWindow(Stage stage, WorkbenchModel model) {
    this.stage = stage;
    this.model = model;
    dialogs = new Dialogs(() -> stage, model::theme);
    prompts = new WindowPrompts(dialogs, model.runner().window());
    root.getStyleClass().add("workbench");
    stage.setScene(scene);
    stage.setTitle("Splitboard");
    stage.setMinWidth(LEAST_WIDTH);
    stage.setMinHeight(LEAST_HEIGHT);
    stage.setOnCloseRequest(this::closeRequested);
    place();
    dress();
    model
        .preferencesProperty()
        .addListener((value, before, now) -> themeMayHaveChanged(before, now));
    model.sessionProperty().addListener((value, before, now) -> show(now));
    show(model.sessionProperty().get());
  }

  /** Shows it. */
  public void show() {
    stage.show();
  }

  /** Opens a project; one that is open is closed first. */
  public void open(Path folder) {
    model.open(folder, prompts);
  }

  /** Says how pages are shown outside the window; without it they are only written. */
  public void showDocumentsWith(Consumer<URI> opener) {
    documents = opener;
  }

  /** Shows a page outside the window. */
  void openDocument(Path file) {
    documents.accept(file.toUri());
  }

  /** The window's scene. */
  public Scene scene() {
    return scene;
  }

  /** Closes as the user would: asks while a deployment is live, stores everything. */
  public void close() {
    stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
  }

  /** What can be asked for with or without a project. */
  WindowActions actions() {
    return new WindowActions(this, model, dialogs);
  }

  private void show(ProjectSession session) {
    ActionRegistry actions = new ActionRegistry();
    // One by one: clear() of this map fails while the scene goes through it.
    List.copyOf(scene.getAccelerators().keySet()).forEach(scene.getAccelerators()::remove);
    if (view != null) {
      view.leave();
      view = null;
    }
    if (session == null) {
      actions().addTo(actions);
      actions().addQuit(actions);
      root.getChildren().setAll(new WelcomeView(model, actions));
      stage.setTitle("Splitboard");
    } else {
      view = new ProjectView(session, model, dialogs, this, actions);
      root.getChildren().setAll(view);
      // Later, because the scene looks for another owner of the focus in its next pulse.
      Platform.runLater(view::focusNetwork);
      stage.setTitle(session.project().name() + " – Splitboard");
    }
    ActionControls.accelerators(actions, scene);
  }

  private void themeMayHaveChanged(Preferences before, Preferences now) {
    if (before.theme() != now.theme()) {
      dress();
    }
  }

  private void dress() {
    model.theme().install();
    model.theme().dress(scene);
    if (view != null) {
      view.dress(model.theme());
    }
  }

  private void place() {
    Preferences.Bounds bounds = model.preferences().bounds();
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    if (bounds != null
        && !Screen.getScreensForRectangle(bounds.x(), bounds.y(), bounds.width(), bounds.height())
            .isEmpty()) {
      stage.setX(bounds.x());
      stage.setY(bounds.y());
      stage.setWidth(bounds.width());
      stage.setHeight(bounds.height());
    } else {
      stage.setWidth(Math.min(WIDTH, screen.getWidth()));
      stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
    }
    stage.setMaximized(model.preferences().maximized());
  }

  private void closeRequested(WindowEvent event) {
    if (model.session().map(ProjectSession::live).orElse(false)
        && !dialogs.confirm(
            "Close Splitboard",
            "A deployment is live. Closing stops it on every device; a run that is not recorded is"
                + " lost.",
            "Stop and close")) {
      event.consume();
      return;
    }
    Preferences.Bounds bounds =
        stage.isMaximized()
            ? model.preferences().bounds()
            : new Preferences.Bounds(
                stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
    Map<String, Double> dividers = view == null ? model.preferences().dividers() : view.dividers();
    String tab = view == null ? model.preferences().tab() : view.tab();
    model.remember(model.preferences().withWindow(bounds, stage.isMaximized(), dividers, tab));
    event.consume();
    model.closeProject(stage::close);
  }
}
