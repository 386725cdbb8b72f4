package io.splitboard.app.window.panel;

import io.splitboard.app.window.model.LogModel;
import java.time.format.DateTimeFormatter;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;

/** The log tab. */
public final class LogPanel extends ListView<LogModel.Line> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  /** Shows a log and keeps its newest line in sight. */
  public LogPanel(LogModel log) {
    super(log.lines());
    setId("log");
    getStyleClass().add("log-view");
    setPlaceholder(Controls.label("Nothing happened yet.", "muted"));
    setCellFactory(list -> new LineCell());
    getItems()
        .addListener((ListChangeListener<LogModel.Line>) change -> scrollTo(getItems().size() - 1));
  }

  private static final class LineCell extends ListCell<LogModel.Line> {
    @Override
    protected void updateItem(LogModel.Line line, boolean empty) {
      super.updateItem(line, empty);
      getStyleClass().remove("danger");
      setText(empty ? null : TIME.format(line.time()) + "   " + line.text());
      if (!empty && line.level() == LogModel.Level.PROBLEM) {
        getStyleClass().add("danger");
      }
    }
  }
}
