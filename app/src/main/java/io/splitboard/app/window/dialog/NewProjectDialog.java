package io.splitboard.app.window.dialog;

import io.splitboard.app.service.OpenModel;
import io.splitboard.app.window.panel.Controls;
import io.splitboard.app.window.task.BackgroundTask;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.project.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Makes a project from an ONNX file and some devices. */
public final class NewProjectDialog {
  private final Dialogs dialogs;
  private final TaskRunner runner;
  private final TextField model = field("new-model", "an ONNX file, or zoo:mobilenet-v1");
  private final TextField folder = field("new-folder", "where the project's folder is made");
  private final TextField name = field("new-name", "");
  private final SimpleStringProperty problem = new SimpleStringProperty("");

  /** A dialog over the window. */
  public NewProjectDialog(Dialogs dialogs, TaskRunner runner) {
    this.dialogs = dialogs;
    this.runner = runner;
    folder.setText(System.getProperty("user.home"));
  }

  /** Asks, makes the project, and hands its folder on. Refusals are told and asked again. */
  public void ask(Consumer<Path> made) {
    DevicesForm devices = new DevicesForm(Optional.empty());
    VBox content =
        new VBox(
            14,
            form(),
            Controls.label("Devices", "strong"),
            devices,
            Controls.problem("new-problem", problem),
            Controls.problem("new-devices-problem", devices.problemProperty()));
    Dialog<ButtonType> dialog = dialogs.dialog("New project", content, "Create");
    Dialogs.accept(dialog)
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () ->
                    model.getText().isBlank()
                        || name.getText().isBlank()
                        || folder.getText().isBlank()
                        || !devices.problemProperty().get().isEmpty(),
                model.textProperty(),
                name.textProperty(),
                folder.textProperty(),
                devices.problemProperty()));
    if (dialogs.confirmed(dialog)) {
      create(devices.cluster(), made);
    }
  }

  private void create(Cluster cluster, Consumer<Path> made) {
    String reference = model.getText().strip();
    String title = name.getText().strip();
    Path place = Path.of(folder.getText().strip()).resolve(fileName(title));
    BackgroundTask.of("Creating the project", progress -> create(place, title, reference, cluster))
        .onSuccess(made)
        .onFailure(
            sentence -> {
              problem.set(sentence);
              ask(made);
            })
        .start(runner);
  }

  /** The model is copied into the project, so that the folder can be moved and shared. */
  private static Path create(Path place, String title, String reference, Cluster cluster) {
    String inside = reference;
    if (!reference.startsWith("zoo:")) {
      Path file = Path.of(reference);
      OpenModel.open(file, ImportOptions.DEFAULT, io.splitboard.core.Progress.NONE);
      inside = "models/" + file.getFileName();
      copy(file, place.resolve(inside));
    }
    ProjectFolder.create(place, title, inside, ImportOptions.DEFAULT, cluster);
    return place;
  }

  private static void copy(Path file, Path target) {
    try {
      Files.createDirectories(target.getParent());
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UserException(
          "The model cannot be copied to " + target + ": choose a folder that can be written to.",
          failure);
    }
  }

  private static String fileName(String title) {
    String plain = title.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return plain.replaceAll("^-|-$", "");
  }

  private Node form() {
    GridPane form = new GridPane();
    form.getStyleClass().add("form");
    form.addRow(0, Dialogs.caption("Model"), browse(model, this::chooseModel));
    form.addRow(1, Dialogs.caption("Name"), name);
    form.addRow(2, Dialogs.caption("Folder"), browse(folder, this::chooseFolder));
    return form;
  }

  private static Node browse(TextField field, Runnable choose) {
    Button button = new Button("Choose…");
    button.setMinWidth(Button.USE_PREF_SIZE);
    button.setOnAction(event -> choose.run());
    HBox.setHgrow(field, Priority.ALWAYS);
    return new HBox(8, field, button);
  }

  private void chooseModel() {
    dialogs
        .file("Model", "ONNX models", List.of("*.onnx"))
        .ifPresent(
            file -> {
              model.setText(file.toString());
              if (name.getText().isBlank()) {
                name.setText(file.getFileName().toString().replaceFirst("\\.onnx$", ""));
              }
            });
  }

  private void chooseFolder() {
    dialogs
        .folder("Folder for the project", Optional.of(Path.of(folder.getText())))
        .ifPresent(path -> folder.setText(path.toString()));
  }

  private static TextField field(String hook, String prompt) {
    TextField field = new TextField();
    field.setId(hook);
    field.setPromptText(prompt);
    field.setPrefColumnCount(38);
    return field;
  }
}
