package io.splitboard.app.window.panel;

import io.splitboard.app.window.model.ProjectSession;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;

/** Entries of the network's context menu that bind layers for the solver. */
final class LayerMenu {
  private final ProjectSession session;

  LayerMenu(ProjectSession session) {
    this.session = session;
  }

  /** Entries for the selected layers. */
  List<MenuItem> items(Set<String> layers) {
    MenuItem free = new MenuItem("Free of constraints");
    free.setOnAction(event -> session.designs().free(layers));
    return List.of(
        devices("Pin to", layers, (ids, device) -> session.designs().pin(ids, device)),
        devices("Keep off", layers, (ids, device) -> session.designs().exclude(ids, device)),
        free);
  }

  private Menu devices(String text, Set<String> layers, BiConsumer<Set<String>, String> action) {
    Menu menu = new Menu(text);
    for (String device : session.cluster().deviceIds()) {
      MenuItem item = new MenuItem(device);
      item.setMnemonicParsing(false);
      item.setOnAction(event -> action.accept(layers, device));
      menu.getItems().add(item);
    }
    return menu;
  }
}
