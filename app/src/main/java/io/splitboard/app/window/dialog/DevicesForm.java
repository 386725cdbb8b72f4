package io.splitboard.app.window.dialog;

import io.splitboard.app.window.model.DeviceDraft;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.CatalogueEntry;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Devices and links as a form: a list at the left, the chosen device at the right. */
final class DevicesForm extends VBox {
  private final Optional<Cluster> before;
  private final List<DeviceDraft> drafts = new ArrayList<>();
  private final ListView<String> list = new ListView<>();
  private final DeviceFields fields = new DeviceFields(this::changed);
  private final ComboBox<String> source = new ComboBox<>();
  private final CheckBox sharedPort =
      new CheckBox("a device sends one message at a time over all its links");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private boolean showing;

  /** Edits a cluster, or makes one of three virtual Pis. */
  DevicesForm(Optional<Cluster> before) {
    this.before = before;
    if (before.isPresent()) {
      before.get().devices().stream().map(DeviceDraft::of).forEach(drafts::add);
    } else {
      List.of("pi-a", "pi-b", "pi-c").forEach(id -> drafts.add(DeviceDraft.virtual(id, "pi-4b")));
    }
    list.setId("devices-list");
    list.setPrefSize(150, 250);
    list.getSelectionModel()
        .selectedIndexProperty()
        .addListener((value, old, row) -> show(row.intValue()));
    source.setId("devices-source");
    source.valueProperty().addListener((value, old, now) -> check());
    sharedPort.setSelected(
        before.map(cluster -> cluster.contention() == Contention.PER_PORT).orElse(true));
    VBox left = new VBox(8, list, new HBox(6, addButton(), removeButton()));
    HBox.setHgrow(fields, Priority.ALWAYS);
    Label sourceLabel = new Label("Inputs start at");
    HBox last = new HBox(10, sourceLabel, source, sharedPort);
    last.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    setSpacing(12);
    getChildren().addAll(new HBox(14, left, fields), last);
    refresh(0);
    source.setValue(before.map(Cluster::source).orElse(drafts.get(0).id()));
  }

  /** What does not fit; empty if the form describes a cluster. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /**
   * The cluster that the form describes.
   *
   * @throws UserException if it describes none
   */
  Cluster cluster() {
    Contention contention = sharedPort.isSelected() ? Contention.PER_PORT : Contention.PER_LINK;
    return DeviceDraft.cluster(drafts, source.getValue(), contention, before);
  }

  private Button addButton() {
    Button add = new Button("Add", new FontIcon(Feather.PLUS));
    add.setId("devices-add");
    add.setMinWidth(USE_PREF_SIZE);
    add.setOnAction(
        event -> {
          drafts.add(DeviceDraft.virtual(freeId(), "pi-4b"));
          refresh(drafts.size() - 1);
        });
    return add;
  }

  private Button removeButton() {
    Button remove = new Button("Remove", new FontIcon(Feather.TRASH_2));
    remove.setId("devices-remove");
    remove.setMinWidth(USE_PREF_SIZE);
    remove.setOnAction(
        event -> {
          int row = list.getSelectionModel().getSelectedIndex();
          if (row >= 0 && drafts.size() > 1) {
            drafts.remove(row);
            refresh(Math.min(row, drafts.size() - 1));
          }
        });
    return remove;
  }

  private String freeId() {
    List<String> taken = drafts.stream().map(DeviceDraft::id).toList();
    return IntStream.iterate(1, number -> number + 1)
        .mapToObj(number -> "pi-" + number)
        .filter(id -> !taken.contains(id))
        .findFirst()
        .orElseThrow();
  }

  private void refresh(int row) {
    String kept = source.getValue();
    list.getItems().setAll(drafts.stream().map(DeviceDraft::id).toList());
    source.getItems().setAll(list.getItems());
    source.setValue(list.getItems().contains(kept) ? kept : list.getItems().get(0));
    list.getSelectionModel().select(row);
    check();
  }

  private void show(int row) {
    if (row >= 0 && row < drafts.size()) {
      showing = true;
      boolean existed =
          before.stream()
              .flatMap(cluster -> cluster.devices().stream())
              .map(Device::id)
              .anyMatch(drafts.get(row).id()::equals);
      fields.show(drafts.get(row), existed);
      showing = false;
    }
  }

  private void changed(DeviceDraft draft) {
    int row = list.getSelectionModel().getSelectedIndex();
    if (showing || row < 0) {
      return;
    }
    String oldId = drafts.get(row).id();
    drafts.set(row, draft);
    if (!oldId.equals(draft.id())) {
      boolean wasSource = oldId.equals(source.getValue());
      list.getItems().set(row, draft.id());
      source.getItems().set(row, draft.id());
      if (wasSource) {
        source.setValue(draft.id());
      }
    }
    check();
  }

  private void check() {
    try {
      cluster();
      problem.set("");
    } catch (UserException unfit) {
      problem.set(unfit.getMessage());
    }
  }

  static List<String> entryIds() {
    return Catalogue.entries().stream().map(CatalogueEntry::id).toList();
  }
}
