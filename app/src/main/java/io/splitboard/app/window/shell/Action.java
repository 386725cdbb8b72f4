package io.splitboard.app.window.shell;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;

/**
 * One thing that the user can ask for. Menu, tool bar, shortcuts and command palette are made from
 * it, so it is described once.
 *
 * @param id unique, for example {@code design.save}; also the id of its control in the tool bar
 * @param menu title of the menu that holds it
 * @param text what it is called, may change with the state
 * @param shortcut keys that start it
 * @param icon picture
 * @param enabled whether it can be asked for now
 * @param run what it does, on the window's thread
 */
public record Action(
    String id,
    String menu,
    ObservableStringValue text,
    Optional<KeyCombination> shortcut,
    Ikon icon,
    ObservableBooleanValue enabled,
    Runnable run) {

  /** An action with a fixed text that can always be asked for. */
  public static Action of(String id, String menu, String text, Ikon icon, Runnable run) {
    return new Action(
        id,
        menu,
        new ReadOnlyStringWrapper(text),
        Optional.empty(),
        icon,
        Bindings.createBooleanBinding(() -> true),
        run);
  }

  /** The same with keys, for example {@code Shortcut+S}. */
  public Action keys(String combination) {
    KeyCombination keys = KeyCombination.valueOf(combination);
    return new Action(id, menu, text, Optional.of(keys), icon, enabled, run);
  }

  /** The same, enabled only at times. */
  public Action when(ObservableBooleanValue condition) {
    return new Action(id, menu, text, shortcut, icon, condition, run);
  }

  /** The same with a text that changes. */
  public Action called(ObservableStringValue changing) {
    return new Action(id, menu, changing, shortcut, icon, enabled, run);
  }

  /** Runs it if it is enabled. */
  public void fire() {
    if (enabled.get()) {
      run.run();
    }
  }
}
