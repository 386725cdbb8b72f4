package io.splitboard.app.window;

import io.splitboard.app.window.model.Preferences;
import io.splitboard.app.window.model.PreferencesStore;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.model.RunModel;
import io.splitboard.app.window.model.SolveModel;
import io.splitboard.app.window.model.WorkbenchModel;
import io.splitboard.app.window.shell.WorkbenchWindow;
import io.splitboard.app.window.task.PooledRunner;
import io.splitboard.app.window.theme.Theme;
import io.splitboard.core.UserException;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.ExperimentHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a project, brings it to life and photographs it; see {@link Screenshots}. */
public final class Photographer extends Application {
  private static final Logger log = LoggerFactory.getLogger(Photographer.class);
  private static final long PATIENCE_SECONDS = 240;
  private static final int REQUESTS = 60;
  private static final int[][] SIZES = {{1600, 1000}, {1280, 800}};

  private Stage stage;
  private WorkbenchModel model;
  private WorkbenchWindow window;

  @Override
  public void start(Stage primary) throws IOException {
    stage = primary;
    Path project = Path.of(getParameters().getUnnamed().get(0));
    Path folder = Files.createDirectories(Path.of(getParameters().getUnnamed().get(1)));
    PreferencesStore store = new PreferencesStore(Files.createTempDirectory("splitboard-pictures"));
    store.save(Preferences.DEFAULT);
    model = new WorkbenchModel(store, new PooledRunner(Platform::runLater));
    window = new WorkbenchWindow(stage, model);
    window.show();
    Thread director = new Thread(() -> direct(project, folder), "director");
    director.setDaemon(true);
    director.start();
  }

  private void direct(Path project, Path folder) {
    int status = 1;
    try {
      act(project, folder);
      status = 0;
    } catch (InterruptedException | ExecutionException | TimeoutException | RuntimeException e) {
      log.error("The pictures could not be taken: {}", e.getMessage(), e);
    }
    int code = status;
    Platform.runLater(() -> model.closeProject(() -> System.exit(code)));
  }

  private void act(Path project, Path folder)
      throws InterruptedException, ExecutionException, TimeoutException {
    Platform.runLater(() -> window.open(project));
    await("the project is open", () -> model.session().isPresent());
    ProjectSession session = model.session().orElseThrow();
    Platform.runLater(session::calibrate);
    await("the profile is measured", () -> done(session));
    List<Design> designs = List.copyOf(session.designs().designs());
    deployAndRecord(session, designs.get(0));
    Platform.runLater(() -> session.designs().select(designs.get(designs.size() - 1).id()));
    Platform.runLater(
        () -> session.solve().start(session.designs().current(), session.methods().choice()));
    await(
        "the solver is done",
        () -> session.solve().stateProperty().get() == SolveModel.State.PROPOSED);
    Platform.runLater(() -> session.designs().replace(session.solve().accept()));
    deployAndRecord(session, null);
    Platform.runLater(() -> session.run().run());
    await(
        "requests are back", () -> session.run().snapshotProperty().get().completed() >= REQUESTS);
    for (Theme theme : new Theme[] {Theme.DARK, Theme.LIGHT}) {
      for (int[] size : SIZES) {
        photograph(folder, "workbench", theme, size);
      }
    }
    List<ExperimentHeader> saved = session.experiments().headers();
    Platform.runLater(() -> session.experiments().compare(saved.get(1).id(), saved.get(0).id()));
    await(
        "the comparison is there", () -> session.experiments().comparisonProperty().get() != null);
    photograph(folder, "compare", Theme.DARK, SIZES[0]);
  }

  private static boolean done(ProjectSession session) {
    refuse(session.problemProperty().get());
    return session.project().profile().isPresent();
  }

  private static void refuse(String problem) {
    if (!problem.isEmpty()) {
      throw new UserException(problem);
    }
  }

  /**
   * Deploys, runs and saves.
   *
   * @param design what to show first; null for what is shown
   */
  private void deployAndRecord(ProjectSession session, Design design)
      throws InterruptedException, ExecutionException, TimeoutException {
    int before = session.experiments().headers().size();
    Platform.runLater(
        () -> {
          if (design != null) {
            session.designs().select(design.id());
          }
          session.run().deploy(session.designs().current());
        });
    await(
        "the first run has results",
        () -> {
          refuse(session.run().problemProperty().get());
          return session.run().stateProperty().get() == RunModel.State.RUNNING
              && session.run().snapshotProperty().get().completed() >= REQUESTS;
        });
    Platform.runLater(
        () ->
            session
                .run()
                .record(
                    session.designs().current().name(),
                    experiment -> session.experiments().refresh()));
    await("the run is recorded", () -> session.experiments().headers().size() > before);
    await(
        "the devices are ready", () -> session.run().stateProperty().get() == RunModel.State.READY);
  }

  private void photograph(Path folder, String what, Theme theme, int[] size)
      throws InterruptedException, ExecutionException, TimeoutException {
    Platform.runLater(
        () -> {
          model.remember(model.preferences().with(theme));
          stage.setWidth(size[0]);
          stage.setHeight(size[1]);
        });
    await("the window has its size", () -> stage.getScene().getWidth() == size[0]);
    frames(30);
    Path file =
        folder.resolve(what + "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + size[0] + ".png");
    CompletableFuture<Void> written = new CompletableFuture<>();
    Platform.runLater(
        () -> {
          try {
            ImageIO.write(
                SwingFXUtils.fromFXImage(window.scene().snapshot(null), null),
                "png",
                file.toFile());
            written.complete(null);
          } catch (IOException failure) {
            written.completeExceptionally(failure);
          }
        });
    written.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    log.info("Wrote {}", file);
  }

  /** Waits on the window's own pulse until a condition holds. */
  private static void await(String what, BooleanSupplier condition)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Void> reached = new CompletableFuture<>();
    AnimationTimer timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            try {
              if (condition.getAsBoolean()) {
                reached.complete(null);
              }
            } catch (RuntimeException failure) {
              reached.completeExceptionally(failure);
            }
          }
        };
    Platform.runLater(timer::start);
    try {
      reached.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw (TimeoutException) new TimeoutException("waited in vain until " + what).initCause(late);
    } finally {
      Platform.runLater(timer::stop);
    }
  }

  private static void frames(int count)
      throws InterruptedException, ExecutionException, TimeoutException {
    int[] seen = {0};
    await("some frames are drawn", () -> ++seen[0] > count);
  }
}
