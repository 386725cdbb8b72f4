package io.splitboard.app.window.shell;

import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.Popup;
import org.kordamp.ikonli.javafx.FontIcon;

/** The search field of the tool bar with the list of matches below it. */
final class CommandPalette {
  private static final double ROW_HEIGHT = 30;
  private static final int ROWS = 10;

  private final TextField field = new TextField();
  private final ListView<SearchEntry> matches = new ListView<>();
  private final Popup popup = new Popup();
  private final Supplier<List<SearchEntry>> entries;
  private List<SearchEntry> known = List.of();

  CommandPalette(Supplier<List<SearchEntry>> entries) {
    this.entries = entries;
    field.setId("search-field");
    field.setAccessibleText("Search layers, devices and commands");
    field.getStyleClass().add("search-field");
    matches.setId("search-matches");
    matches.getStyleClass().add("search-matches");
    matches.setFixedCellSize(ROW_HEIGHT);
    matches.setCellFactory(list -> new EntryCell());
    matches.setPlaceholder(new Label("Nothing is called that. Try fewer letters."));
    matches.setFocusTraversable(false);
    popup.getContent().add(matches);
    popup.setAutoHide(true);
    // Escape is the field's: it also clears what was typed.
    popup.setHideOnEscape(false);
    field.textProperty().addListener((value, before, now) -> refresh());
    field.focusedProperty().addListener((value, before, now) -> focusChanged(now));
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
    matches.setOnMouseClicked(event -> open());
  }

  TextField field() {
    return field;
  }

  /** Puts the cursor into the field and lists everything. */
  void show() {
    field.requestFocus();
    field.selectAll();
    refresh();
  }

  private void focusChanged(boolean focused) {
    if (focused) {
      known = entries.get();
    } else {
      popup.hide();
    }
  }

  private void refresh() {
    if (!field.isFocused()) {
      return;
    }
    matches.getItems().setAll(SearchIndex.find(known, field.getText()));
    matches.getSelectionModel().selectFirst();
    int rows = Math.max(2, Math.min(ROWS, matches.getItems().size()));
    matches.setPrefSize(Math.max(420, field.getWidth()), rows * ROW_HEIGHT + 4);
    Bounds place = field.localToScreen(field.getBoundsInLocal());
    if (place != null && !popup.isShowing()) {
      double left = Math.max(0, place.getMaxX() - Math.max(420, field.getWidth()));
      popup.show(field, left, place.getMaxY() + 4);
    }
  }

  private void keyPressed(KeyEvent event) {
    KeyCode code = event.getCode();
    if (code == KeyCode.DOWN || code == KeyCode.UP) {
      int step = code == KeyCode.DOWN ? 1 : -1;
      int last = matches.getItems().size() - 1;
      int row = Math.max(0, Math.min(last, matches.getSelectionModel().getSelectedIndex() + step));
      matches.getSelectionModel().select(row);
      matches.scrollTo(row);
      event.consume();
    } else if (code == KeyCode.ENTER) {
      open();
      event.consume();
    } else if (code == KeyCode.ESCAPE) {
      leave();
      event.consume();
    }
  }

  private void open() {
    SearchEntry entry = matches.getSelectionModel().getSelectedItem();
    leave();
    if (entry != null) {
      entry.open().run();
    }
  }

  private void leave() {
    popup.hide();
    field.clear();
    field.getParent().requestFocus();
  }

  private static final class EntryCell extends ListCell<SearchEntry> {
    private final FontIcon icon = new FontIcon();
    private final Label title = new Label();
    private final Label detail = new Label();
    private final HBox row;

    EntryCell() {
      detail.getStyleClass().add("muted");
      Region space = new Region();
      HBox.setHgrow(space, Priority.ALWAYS);
      row = new HBox(10, icon, title, space, detail);
      row.getStyleClass().add("search-row");
      title.setMinWidth(Region.USE_PREF_SIZE);
      detail.setMinWidth(0);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(SearchEntry entry, boolean empty) {
      super.updateItem(entry, empty);
      setText(null);
      setGraphic(empty ? null : row);
      if (!empty) {
        icon.setIconCode(entry.icon());
        title.setText(entry.title());
        detail.setText(entry.kind() + (entry.detail().isEmpty() ? "" : " · " + entry.detail()));
      }
    }
  }
}
