package io.splitboard.app.window.panel;

import io.splitboard.app.window.model.Figure;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The line of the most important figures. Its labels stay; only their texts change. */
public final class FiguresStrip extends HBox {
  private static final int COUNT = 5;

  private final Label[] names = new Label[COUNT];
  private final Label[] values = new Label[COUNT];
  private final Label[] details = new Label[COUNT];
  private final VBox[] columns = new VBox[COUNT];
  private final Tooltip[] tips = new Tooltip[COUNT];

  /** Shows five figures, or dashes while there are none. */
  public FiguresStrip(ObservableValue<List<Figure>> figures) {
    getStyleClass().add("figures");
    setId("figures");
    for (int index = 0; index < COUNT; index++) {
      names[index] = Controls.label("", "figure-name");
      values[index] = Controls.label("–", "figure-value");
      details[index] = Controls.label("", "figure-detail");
      values[index].setId("figure-" + index);
      details[index].setId("figure-detail-" + index);
      // Where it is narrow, details are cut off before names and figures are.
      names[index].setMinWidth(USE_PREF_SIZE);
      values[index].setMinWidth(USE_PREF_SIZE);
      VBox column = new VBox(2, names[index], values[index], details[index]);
      columns[index] = column;
      tips[index] = new Tooltip();
      getChildren().add(column);
      if (index < COUNT - 1) {
        getChildren().add(Controls.spacer());
      }
    }
    figures.addListener((value, before, now) -> show(now));
    show(figures.getValue());
  }

  private void show(List<Figure> figures) {
    for (int index = 0; index < COUNT && index < figures.size(); index++) {
      Figure figure = figures.get(index);
      names[index].setText(figure.name());
      values[index].setText(figure.value());
      details[index].setText(figure.detail());
      explain(index, figure.explanation());
      details[index].getStyleClass().removeAll("good", "danger");
      if (figure.tone() != Figure.Tone.NEUTRAL) {
        details[index].getStyleClass().add(figure.tone() == Figure.Tone.GOOD ? "good" : "danger");
      }
    }
  }

  private void explain(int index, String sentence) {
    tips[index].setText(sentence);
    if (sentence.isEmpty()) {
      Tooltip.uninstall(columns[index], tips[index]);
    } else {
      Tooltip.install(columns[index], tips[index]);
    }
  }
}
