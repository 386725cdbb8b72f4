package io.splitboard.app.window.dialog;

import io.splitboard.app.window.model.RunSettings;
import io.splitboard.core.tensor.ImagePreset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Asks what a run feeds into the network, and how often. */
public final class RunDialog {
  private static final List<String> ENDINGS =
      List.of("*.png", "*.jpg", "*.jpeg", "*.gif", "*.bmp", "*.npy", "*.pb");

  private final Dialogs dialogs;
  private final RadioButton random = new RadioButton("Random values with the seed");
  private final RadioButton fromFiles = new RadioButton("Images, a folder of images, .npy or .pb");
  private final Spinner<Integer> seed = spinner("run-seed", 0, Integer.MAX_VALUE);
  private final TextField path = new TextField();
  private final ComboBox<ImagePreset> preset = new ComboBox<>();
  private final CheckBox endless = new CheckBox("go on until stopped");
  private final Spinner<Integer> requests = spinner("run-requests", 1, 1_000_000);
  private final CheckBox optimize =
      new CheckBox("graph optimization (faster; results equal within a tolerance only)");
  private final TextField labels = new TextField();

  /** A dialog over the window. */
  public RunDialog(Dialogs dialogs) {
    this.dialogs = dialogs;
    ToggleGroup kinds = new ToggleGroup();
    random.setToggleGroup(kinds);
    fromFiles.setToggleGroup(kinds);
    random.setId("run-random");
    fromFiles.setId("run-files");
    path.setId("run-path");
    path.setPromptText("file or folder");
    preset.getItems().setAll(ImagePreset.values());
    preset.setId("run-preset");
    endless.setId("run-endless");
    optimize.setId("run-optimize");
    labels.setId("run-labels");
    labels.setPromptText("optional: one label per line");
    seed.disableProperty().bind(random.selectedProperty().not());
    path.disableProperty().bind(fromFiles.selectedProperty().not());
    preset.disableProperty().bind(fromFiles.selectedProperty().not());
    requests.disableProperty().bind(endless.selectedProperty());
  }

  /** Asks; empty if the user cancels. */
  public Optional<RunSettings> ask(RunSettings before) {
    show(before);
    Dialog<ButtonType> dialog = dialogs.dialog("Inputs and requests", form(), "Apply");
    Dialogs.accept(dialog)
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> fromFiles.isSelected() && path.getText().isBlank(),
                fromFiles.selectedProperty(),
                path.textProperty()));
    return dialogs.confirmed(dialog) ? Optional.of(settings()) : Optional.empty();
  }

  private void show(RunSettings settings) {
    (settings.files().isEmpty() ? random : fromFiles).setSelected(true);
    seed.getValueFactory().setValue((int) settings.seed());
    path.setText(settings.files().stream().findFirst().map(Path::toString).orElse(""));
    preset.setValue(settings.preset());
    endless.setSelected(settings.requests() == 0);
    requests.getValueFactory().setValue(settings.requests() == 0 ? 50 : settings.requests());
    optimize.setSelected(settings.optimize());
    labels.setText(settings.labels().map(Path::toString).orElse(""));
  }

  private RunSettings settings() {
    List<Path> files = new ArrayList<>();
    if (fromFiles.isSelected()) {
      files.add(Path.of(path.getText().strip()));
    }
    return new RunSettings(
        seed.getValue(),
        files,
        preset.getValue(),
        endless.isSelected() ? 0 : requests.getValue(),
        optimize.isSelected(),
        labels.getText().isBlank()
            ? Optional.empty()
            : Optional.of(Path.of(labels.getText().strip())));
  }

  private Node form() {
    GridPane form = new GridPane();
    form.getStyleClass().add("form");
    form.addRow(0, Dialogs.caption("Inputs"), random, seed);
    form.add(fromFiles, 1, 1, 2, 1);
    form.add(
        new HBox(8, grow(path), button("File…", this::file), button("Folder…", this::folder)),
        1,
        2,
        2,
        1);
    form.addRow(3, Dialogs.caption("Image preset"), preset);
    form.addRow(4, Dialogs.caption("Requests"), endless, requests);
    form.add(Dialogs.caption("Engine"), 0, 5);
    form.add(optimize, 1, 5, 2, 1);
    form.add(Dialogs.caption("Labels"), 0, 6);
    form.add(new HBox(8, grow(labels), button("File…", this::labelFile)), 1, 6, 2, 1);
    return new VBox(form);
  }

  private void file() {
    dialogs
        .file("Input", "Images and tensors", ENDINGS)
        .ifPresent(chosen -> path.setText(chosen.toString()));
  }

  private void folder() {
    dialogs
        .folder("Folder of inputs", Optional.empty())
        .ifPresent(chosen -> path.setText(chosen.toString()));
  }

  private void labelFile() {
    dialogs
        .file("Labels", "Text", List.of("*.txt", "*.*"))
        .ifPresent(chosen -> labels.setText(chosen.toString()));
  }

  private static Button button(String text, Runnable action) {
    Button button = new Button(text);
    button.setMinWidth(Button.USE_PREF_SIZE);
    button.setOnAction(event -> action.run());
    return button;
  }

  private static TextField grow(TextField field) {
    HBox.setHgrow(field, Priority.ALWAYS);
    return field;
  }

  private static Spinner<Integer> spinner(String hook, int least, int most) {
    Spinner<Integer> spinner = new Spinner<>(least, most, least);
    spinner.setEditable(true);
    spinner.setPrefWidth(120);
    spinner.setId(hook);
    return spinner;
  }
}
