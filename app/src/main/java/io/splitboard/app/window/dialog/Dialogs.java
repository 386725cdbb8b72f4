package io.splitboard.app.window.dialog;

import io.splitboard.app.window.theme.Theme;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** The one place that opens dialogs. All calls on the window's thread. */
public final class Dialogs {
  private static final double WIDTH = 460;

  private final Supplier<Window> owner;
  private final Supplier<Theme> theme;

  /** Dialogs over a window, dressed as it is. */
  public Dialogs(Supplier<Window> owner, Supplier<Theme> theme) {
    this.owner = owner;
    this.theme = theme;
  }

  /** Asks for a name; empty if the user cancels. The name is never blank. */
  public Optional<String> name(String title, String sentence, String initial) {
    TextField field = new TextField(initial);
    field.setId("dialog-name");
    Dialog<ButtonType> dialog = dialog(title, new VBox(10, sentence(sentence), field), "OK");
    Button accept = accept(dialog);
    accept.disableProperty().bind(field.textProperty().map(String::isBlank));
    focus(field);
    return confirmed(dialog) ? Optional.of(field.getText().strip()) : Optional.empty();
  }

  /** Asks a question with one positive answer. */
  public boolean confirm(String title, String sentence, String yes) {
    return confirmed(dialog(title, sentence(sentence), yes));
  }

  /** Tells a problem that has no better place. */
  public void problem(String title, String sentence) {
    Dialog<ButtonType> dialog = dialog(title, sentence(sentence), "Close");
    dialog.getDialogPane().getButtonTypes().removeIf(type -> type == ButtonType.CANCEL);
    dialog.showAndWait();
  }

  /** Asks whether a host seen for the first time is the right one. */
  public boolean hostKey(String host, String keyType, String fingerprint) {
    Label print = new Label(fingerprint);
    print.setId("dialog-fingerprint");
    print.getStyleClass().add("fingerprint");
    Label question =
        sentence(
            "This is the first connection to "
                + host
                + ". Compare its "
                + keyType
                + " fingerprint with the one on the device (ssh-keygen -lf"
                + " /etc/ssh/ssh_host_*_key.pub). Trust it only if both are the same.");
    return confirmed(dialog("New host key", new VBox(12, question, print), "Trust this host"));
  }

  /** Asks for a password, which is used once and stored nowhere. */
  public Optional<char[]> password(String user, String host) {
    PasswordField field = new PasswordField();
    field.setId("dialog-password");
    Label question =
        sentence(
            "No key opens "
                + user
                + "@"
                + host
                + ". The password is used for this connection and stored nowhere.");
    Dialog<ButtonType> dialog = dialog("Password", new VBox(10, question, field), "Connect");
    focus(field);
    return confirmed(dialog) ? Optional.of(field.getText().toCharArray()) : Optional.empty();
  }

  /** Asks for a folder. */
  public Optional<Path> folder(String title, Optional<Path> start) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(title);
    start.map(Path::toFile).filter(File::isDirectory).ifPresent(chooser::setInitialDirectory);
    return Optional.ofNullable(chooser.showDialog(owner.get())).map(File::toPath);
  }

  /** Asks for a file with one of the endings, for example {@code *.onnx}. */
  public Optional<Path> file(String title, String kind, List<String> endings) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(kind, endings));
    return Optional.ofNullable(chooser.showOpenDialog(owner.get())).map(File::toPath);
  }

  /**
   * A dialog with a form.
   *
   * @param yes text of the positive button
   */
  public Dialog<ButtonType> dialog(String title, Node content, String yes) {
    Dialog<ButtonType> dialog = new Dialog<>();
    dialog.initOwner(owner.get());
    dialog.setTitle(title);
    dialog.setHeaderText(null);
    dialog.getDialogPane().setContent(content);
    dialog.getDialogPane().setMinWidth(WIDTH);
    dialog.getDialogPane().getStylesheets().addAll(theme.get().sheets());
    dialog
        .getDialogPane()
        .getButtonTypes()
        .addAll(new ButtonType(yes, ButtonBar.ButtonData.OK_DONE), ButtonType.CANCEL);
    accept(dialog).setId("dialog-ok");
    return dialog;
  }

  /** Shows a dialog; whether its positive button was chosen. */
  public boolean confirmed(Dialog<ButtonType> dialog) {
    return dialog
        .showAndWait()
        .filter(type -> type.getButtonData() == ButtonBar.ButtonData.OK_DONE)
        .isPresent();
  }

  /** The positive button of a dialog. */
  public static Button accept(Dialog<ButtonType> dialog) {
    ButtonType yes =
        dialog.getDialogPane().getButtonTypes().stream()
            .filter(type -> type.getButtonData() == ButtonBar.ButtonData.OK_DONE)
            .findFirst()
            .orElseThrow();
    return (Button) dialog.getDialogPane().lookupButton(yes);
  }

  /** What stands before a field. */
  static Label caption(String text) {
    Label label = new Label(text);
    label.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
    return label;
  }

  /** A sentence that wraps. */
  static Label sentence(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMaxWidth(WIDTH);
    label.setMinHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
    return label;
  }

  private static void focus(Node field) {
    javafx.application.Platform.runLater(field::requestFocus);
  }
}
