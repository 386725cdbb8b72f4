package io.splitboard.app.window.shell;

import io.splitboard.app.window.canvas.NetworkCanvas;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.project.Design;
import java.util.ArrayList;
import java.util.List;
import org.kordamp.ikonli.feather.Feather;

/** Lists what the search field of an open project can find. */
final class SearchEntries {
  private SearchEntries() {}

  /** Commands that can be asked for now, devices, designs and layers. */
  static List<SearchEntry> of(
      ProjectSession session, NetworkCanvas canvas, ActionRegistry actions) {
    List<SearchEntry> entries = new ArrayList<>();
    for (Action action : actions.all()) {
      if (action.enabled().get() && !action.id().equals("search")) {
        String keys = action.shortcut().map(shortcut -> shortcut.getDisplayText()).orElse("");
        entries.add(
            new SearchEntry(action.menu(), action.text().get(), keys, action.icon(), action::fire));
      }
    }
    for (Device device : session.cluster().devices()) {
      entries.add(
          new SearchEntry(
              "device",
              device.id(),
              device.model(),
              Feather.SERVER,
              () -> session.selection().selectDevice(device.id())));
    }
    for (Design design : session.designs().designs()) {
      entries.add(
          new SearchEntry(
              "design",
              design.name(),
              "",
              Feather.LAYOUT,
              () -> session.designs().select(design.id())));
    }
    for (Layer layer : session.network().layers()) {
      entries.add(
          new SearchEntry(
              "layer",
              layer.id(),
              detail(layer, session),
              Feather.BOX,
              () -> canvas.reveal(layer.id())));
    }
    return entries;
  }

  private static String detail(Layer layer, ProjectSession session) {
    Network network = session.network();
    String shape =
        layer.outputs().isEmpty() ? "" : " · " + network.tensor(layer.outputs().get(0)).shape();
    List<String> devices = session.designs().current().partition().of(layer.id()).devices();
    return layer.operator() + shape + " · " + String.join(" + ", devices);
  }
}
