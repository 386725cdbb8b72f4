package io.splitboard.app.window.dialog;

import io.splitboard.app.window.panel.Controls;
import io.splitboard.core.cluster.Cluster;
import java.util.Optional;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.VBox;

/** Adds, edits and removes devices and links of the open project. */
public final class DevicesDialog {
  private final Dialogs dialogs;

  /** A dialog over the window. */
  public DevicesDialog(Dialogs dialogs) {
    this.dialogs = dialogs;
  }

  /** Asks for the changed cluster; empty if the user cancels. */
  public Optional<Cluster> ask(Cluster before) {
    DevicesForm form = new DevicesForm(Optional.of(before));
    VBox content = new VBox(12, form, Controls.problem("devices-problem", form.problemProperty()));
    Dialog<ButtonType> dialog = dialogs.dialog("Devices and links", content, "Apply");
    Dialogs.accept(dialog)
        .disableProperty()
        .bind(form.problemProperty().map(sentence -> !sentence.isEmpty()));
    return dialogs.confirmed(dialog) ? Optional.of(form.cluster()) : Optional.empty();
  }
}
