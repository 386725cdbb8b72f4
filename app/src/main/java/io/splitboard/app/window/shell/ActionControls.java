package io.splitboard.app.window.shell;

import java.util.List;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.javafx.FontIcon;

/** Makes controls from actions. */
public final class ActionControls {
  private ActionControls() {}

  /** A button with text. */
  public static Button button(Action action, String... styles) {
    Button button = new Button();
    button.textProperty().bind(action.text());
    button.setGraphic(new FontIcon(action.icon()));
    wire(button, action);
    button.getStyleClass().addAll(styles);
    return button;
  }

  /** A button with the icon only; the text is its tool tip and its accessible text. */
  public static Button iconButton(Action action) {
    Button button = new Button(null, new FontIcon(action.icon()));
    button.getStyleClass().add("button-icon");
    wire(button, action);
    return button;
  }

  /** Binds an existing button to an action. */
  public static void wire(ButtonBase button, Action action) {
    button.setId(hook(action));
    button.disableProperty().bind(Bindings.not(action.enabled()));
    button.setOnAction(event -> action.fire());
    button.accessibleTextProperty().bind(action.text());
    button.setTooltip(tooltip(action));
  }

  /** The id of an action's control in the tool bar: the action's id with dashes. */
  public static String hook(Action action) {
    return action.id().replace('.', '-');
  }

  /** A menu per title of the registry. */
  public static List<Menu> menus(ActionRegistry registry) {
    return registry.menus().stream()
        .map(
            title -> {
              Menu menu = new Menu(title);
              registry.menu(title).forEach(action -> menu.getItems().add(item(action)));
              return menu;
            })
        .toList();
  }

  /** A menu item. */
  public static MenuItem item(Action action) {
    MenuItem item = new MenuItem(null, new FontIcon(action.icon()));
    item.textProperty().bind(action.text());
    item.setId("menu-" + hook(action));
    item.disableProperty().bind(Bindings.not(action.enabled()));
    item.setOnAction(event -> action.fire());
    // Shown beside the text; the scene's accelerators start the action even while no menu is open.
    action.shortcut().ifPresent(item::setAccelerator);
    return item;
  }

  /**
   * Makes every action's keys work in a scene. An action runs after the scene has handled its keys:
   * it may replace the very list of keys that the scene is going through.
   */
  public static void accelerators(ActionRegistry registry, Scene scene) {
    for (Action action : registry.all()) {
      action
          .shortcut()
          .ifPresent(
              keys -> scene.getAccelerators().put(keys, () -> Platform.runLater(action::fire)));
    }
  }

  private static Tooltip tooltip(Action action) {
    Tooltip tooltip = new Tooltip();
    String keys = action.shortcut().map(KeyCombination::getDisplayText).orElse("");
    tooltip
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    keys.isEmpty() ? action.text().get() : action.text().get() + "  (" + keys + ")",
                action.text()));
    return tooltip;
  }
}
