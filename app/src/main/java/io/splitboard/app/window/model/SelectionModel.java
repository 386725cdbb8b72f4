package io.splitboard.app.window.model;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Which layers and which device are selected, the same in every picture. */
public final class SelectionModel {
  private final ReadOnlyObjectWrapper<Set<String>> layers = new ReadOnlyObjectWrapper<>(Set.of());
  private final ReadOnlyStringWrapper device = new ReadOnlyStringWrapper("");

  /** Ids of the selected layers, in the order of selecting. */
  public ReadOnlyObjectProperty<Set<String>> layersProperty() {
    return layers.getReadOnlyProperty();
  }

  /** Ids of the selected layers. */
  public Set<String> layers() {
    return layers.get();
  }

  /** Id of the selected device; empty where none is. */
  public ReadOnlyStringProperty deviceProperty() {
    return device.getReadOnlyProperty();
  }

  /** Selects layers instead of those before. */
  public void selectLayers(Collection<String> ids) {
    Set<String> changed = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(ids));
    if (!changed.equals(layers.get())) {
      layers.set(changed);
    }
  }

  /** Selects a device; empty for none. */
  public void selectDevice(String id) {
    device.set(id);
  }
}
