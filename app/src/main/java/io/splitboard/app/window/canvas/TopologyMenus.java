package io.splitboard.app.window.canvas;

import java.util.List;
import javafx.scene.control.MenuItem;

/** Makes the entries of the context menus on the devices' picture. */
public interface TopologyMenus {

  /** No entries. */
  TopologyMenus NONE =
      new TopologyMenus() {
        @Override
        public List<MenuItem> device(String id) {
          return List.of();
        }

        @Override
        public List<MenuItem> link(String first, String second) {
          return List.of();
        }
      };

  /** Entries for a device. */
  List<MenuItem> device(String id);

  /** Entries for the links between two devices. */
  List<MenuItem> link(String first, String second);
}
