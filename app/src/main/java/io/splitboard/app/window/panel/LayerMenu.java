package io.splitboard.app.window.panel;

import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.ChannelPairs;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** Entries of the network's context menu that split layers or bind them for the solver. */
final class LayerMenu {
  private final ProjectSession session;

  LayerMenu(ProjectSession session) {
    this.session = session;
  }

  /** Entries for the selected layers. */
  List<MenuItem> items(Set<String> layers) {
    MenuItem free = new MenuItem("Free of constraints");
    free.setOnAction(event -> session.designs().free(layers));
    MenuItem check = new MenuItem("Check this cut");
    check.setDisable(session.check().runningProperty().get());
    check.setOnAction(event -> session.check().start(session.designs().current()));
    return List.of(
        devices("Pin to", layers, (ids, device) -> session.designs().pin(ids, device)),
        devices("Keep off", layers, (ids, device) -> session.designs().exclude(ids, device)),
        free,
        new SeparatorMenuItem(),
        split(layers),
        check);
  }

  /**
   * Ways to share the layers out evenly; those that none of them allows are disabled and say why.
   */
  private Menu split(Set<String> layers) {
    Menu menu = new Menu("Split evenly by");
    Network network = session.network();
    for (SplitKind kind : SplitKind.values()) {
      List<Optional<String>> reasons =
          layers.stream().map(id -> Splits.whyNot(network, network.layer(id), kind)).toList();
      boolean possible = reasons.stream().anyMatch(Optional::isEmpty);
      String text = possible || layers.size() > 1 ? kind.words() : reasons.get(0).orElseThrow();
      MenuItem item = new MenuItem(text);
      item.setMnemonicParsing(false);
      item.setDisable(!possible);
      item.setOnAction(event -> session.designs().split(network, layers, kind, session.cluster()));
      menu.getItems().add(item);
    }
    menu.getItems().add(pairs(layers));
    menu.setDisable(layers.isEmpty() || session.cluster().deviceIds().size() < 2);
    return menu;
  }

  private MenuItem pairs(Set<String> layers) {
    Network network = session.network();
    MenuItem item = new MenuItem("channels in pairs, one reduction each");
    item.setDisable(!ChannelPairs.close(network, layers.stream().map(network::layer).toList()));
    item.setOnAction(event -> session.designs().splitInPairs(network, layers, session.cluster()));
    return item;
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
