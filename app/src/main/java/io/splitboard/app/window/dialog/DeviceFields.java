package io.splitboard.app.window.dialog;

import io.splitboard.app.window.model.DeviceDraft;
import io.splitboard.core.cluster.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.util.StringConverter;

/** The fields of one device. */
final class DeviceFields extends GridPane {
  private final TextField id = field("device-id");
  private final ComboBox<String> entry = new ComboBox<>();
  private final ComboBox<DeviceDraft.Kind> kind = new ComboBox<>();
  private final ComboBox<String> link = new ComboBox<>();
  private final TextField slowdown = field("device-slowdown");
  private final TextField host = field("device-host");
  private final TextField port = field("device-port");
  private final TextField user = field("device-user");
  private final TextField keyFile = field("device-key");
  private final Consumer<DeviceDraft> changed;
  private boolean existed;
  private boolean showing;

  DeviceFields(Consumer<DeviceDraft> changed) {
    this.changed = changed;
    getStyleClass().add("form");
    entry.getItems().setAll(DevicesForm.entryIds());
    entry.setConverter(new Names(text -> Catalogue.entry(text).name()));
    entry.setId("device-entry");
    kind.getItems().setAll(DeviceDraft.Kind.values());
    kind.setId("device-kind");
    link.setId("device-link");
    link.setConverter(
        new Names(
            text -> text.equals(DeviceDraft.AS_IT_IS) ? text : Catalogue.preset(text).name()));
    keyFile.setPromptText("empty: SSH agent, usual keys, password");
    row(0, "Name", id);
    row(1, "Model", entry);
    row(2, "Links", link);
    row(3, "Reached", kind);
    row(4, "Slowdown", slowdown);
    row(5, "Host", host);
    row(6, "Port", port);
    row(7, "User", user);
    row(8, "Key file", keyFile);
    List.of(id, slowdown, host, port, user, keyFile)
        .forEach(field -> field.textProperty().addListener((value, before, now) -> tell()));
    entry.valueProperty().addListener((value, before, now) -> entryChanged());
    link.valueProperty().addListener((value, before, now) -> tell());
    kind.valueProperty().addListener((value, before, now) -> kindChanged());
  }

  /**
   * Shows a device.
   *
   * @param hasLinks whether it can keep the links that it has
   */
  void show(DeviceDraft draft, boolean hasLinks) {
    showing = true;
    existed = hasLinks;
    id.setText(draft.id());
    entry.setValue(draft.entry());
    fillLinks(draft.link());
    kind.setValue(draft.kind());
    slowdown.setText(String.valueOf(draft.slowdown()));
    host.setText(draft.host());
    port.setText(String.valueOf(draft.port()));
    user.setText(draft.user());
    keyFile.setText(draft.keyFile());
    showing = false;
    kindChanged();
  }

  private void fillLinks(String chosen) {
    List<String> presets = new ArrayList<>();
    if (existed) {
      presets.add(DeviceDraft.AS_IT_IS);
    }
    presets.addAll(Catalogue.entry(entry.getValue()).access().keySet());
    Catalogue.presets().stream()
        .filter(preset -> preset.uplink())
        .forEach(preset -> presets.add(preset.id()));
    link.getItems().setAll(presets);
    link.setValue(presets.contains(chosen) ? chosen : presets.get(0));
  }

  private void entryChanged() {
    if (!showing && entry.getValue() != null) {
      fillLinks(link.getValue());
      tell();
    }
  }

  private void kindChanged() {
    boolean ssh = kind.getValue() == DeviceDraft.Kind.SSH;
    List.<Node>of(host, port, user, keyFile).forEach(field -> showRow(field, ssh));
    showRow(slowdown, kind.getValue() == DeviceDraft.Kind.VIRTUAL);
    if (getScene() != null && getScene().getWindow() != null) {
      getScene().getWindow().sizeToScene();
    }
    tell();
  }

  private void tell() {
    if (showing || entry.getValue() == null || link.getValue() == null) {
      return;
    }
    changed.accept(
        new DeviceDraft(
            id.getText().strip(),
            entry.getValue(),
            kind.getValue(),
            number(slowdown.getText()),
            host.getText(),
            (int) number(port.getText()),
            user.getText(),
            keyFile.getText(),
            link.getValue()));
  }

  /** What is no number becomes 0, which the draft's own check refuses with a sentence. */
  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }

  /** Shows a field with its caption, or neither: what does not apply is not asked. */
  private void showRow(Node field, boolean shown) {
    getChildren().stream()
        .filter(node -> GridPane.getRowIndex(node).equals(GridPane.getRowIndex(field)))
        .forEach(
            node -> {
              node.setVisible(shown);
              node.setManaged(shown);
            });
  }

  private void row(int row, String text, Node field) {
    Label label = Dialogs.caption(text);
    label.setLabelFor(field);
    addRow(row, label, field);
    GridPane.setHgrow(field, javafx.scene.layout.Priority.ALWAYS);
  }

  private static TextField field(String hook) {
    TextField field = new TextField();
    field.setId(hook);
    field.setPrefColumnCount(24);
    return field;
  }

  private static final class Names extends StringConverter<String> {
    private final java.util.function.UnaryOperator<String> name;

    Names(java.util.function.UnaryOperator<String> name) {
      this.name = name;
    }

    @Override
    public String toString(String text) {
      return text == null ? "" : name.apply(text);
    }

    @Override
    public String fromString(String text) {
      throw new UnsupportedOperationException("names are chosen, not typed");
    }
  }
}
