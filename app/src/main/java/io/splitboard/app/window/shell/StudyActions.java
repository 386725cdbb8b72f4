package io.splitboard.app.window.shell;

import io.splitboard.app.window.model.StudyModel;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import org.kordamp.ikonli.feather.Feather;

/** The study that an open sample project belongs to. Its page is shown as soon as it is there. */
final class StudyActions {
  private final StudyModel study;
  private final Consumer<Path> opener;

  StudyActions(StudyModel study, Consumer<Path> opener) {
    this.study = study;
    this.opener = opener;
    study
        .reportProperty()
        .addListener(
            (value, before, now) -> {
              if (now != null) {
                opener.accept(now);
              }
            });
  }

  void addTo(ActionRegistry actions) {
    BooleanBinding idle =
        Bindings.createBooleanBinding(
            () -> study.available() && !study.runningProperty().get(), study.runningProperty());
    actions.add(
        Action.of("study.run", "Plan", "Run study", Feather.BAR_CHART_2, () -> study.start(false))
            .when(idle));
    actions.add(
        Action.of(
                "study.quick",
                "Plan",
                "Run study, quick version",
                Feather.FAST_FORWARD,
                () -> study.start(true))
            .when(idle));
    actions.add(
        Action.of("study.stop", "Plan", "Stop study", Feather.X_OCTAGON, study::cancel)
            .when(study.runningProperty()));
    actions.add(
        Action.of("study.report", "Plan", "Open study report", Feather.FILE_TEXT, this::open)
            .when(study.reportProperty().isNotNull()));
  }

  private void open() {
    opener.accept(study.reportProperty().get());
  }
}
