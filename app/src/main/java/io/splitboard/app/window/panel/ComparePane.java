package io.splitboard.app.window.panel;

import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.window.canvas.chart.DistributionChart;
import io.splitboard.app.window.model.ComparisonRows;
import io.splitboard.app.window.model.ExperimentsModel;
import io.splitboard.app.window.model.Figure;
import io.splitboard.core.project.Comparison;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Two saved experiments side by side: figures, latency distributions, what moved. */
public final class ComparePane extends BorderPane {
  private final ExperimentsModel experiments;
  private final TableView<ComparisonRows.Row> table = new TableView<>();
  private final TableColumn<ComparisonRows.Row, String> first =
      column("A", 130, ComparisonRows.Row::a);
  private final TableColumn<ComparisonRows.Row, String> second =
      column("B", 130, ComparisonRows.Row::b);
  private final DistributionChart chart = new DistributionChart();
  private final VBox moves = new VBox(3);
  private final Label verdict = Controls.label("", "sentence");
  private final Label empty = Controls.label("", "empty-state");
  private final HBox content;

  /** Shows what the model compares. */
  public ComparePane(ExperimentsModel experiments) {
    this.experiments = experiments;
    setId("compare-pane");
    table.setId("compare-table");
    table.getColumns().add(column("Figure", 215, ComparisonRows.Row::name));
    table.getColumns().add(first);
    table.getColumns().add(second);
    table.getColumns().add(changes());
    table.setPrefWidth(580);
    table.setMinWidth(420);
    table.setFixedCellSize(25);
    chart.setId("compare-chart");
    HBox.setHgrow(chart, Priority.ALWAYS);
    chart.setMinWidth(220);
    verdict.setId("compare-verdict");
    verdict.setWrapText(true);
    ScrollPane list = new ScrollPane(moves);
    list.setFitToWidth(true);
    list.getStyleClass().add("edge-to-edge");
    VBox.setVgrow(list, Priority.ALWAYS);
    VBox right = new VBox(8, verdict, Controls.label("Moved layers", "strong"), list, swap());
    right.setPrefWidth(330);
    right.setMinWidth(220);
    content = new HBox(14, table, chart, right);
    content.setPadding(new Insets(6, 14, 10, 14));
    experiments.comparisonProperty().addListener((value, before, now) -> show(now));
    experiments.problemProperty().addListener((value, before, now) -> show(null));
    experiments
        .firstProperty()
        .addListener((value, before, now) -> show(experiments.comparisonProperty().get()));
    show(experiments.comparisonProperty().get());
  }

  /** Changes the colours of the chart. */
  public void dress(Palette palette) {
    chart.setPalette(palette);
  }

  private Node swap() {
    Button swap = new Button("Swap A and B", new FontIcon(Feather.REPEAT));
    swap.setOnAction(event -> experiments.swap());
    swap.setId("compare-swap");
    return swap;
  }

  private void show(Comparison comparison) {
    if (comparison == null) {
      empty.setText(hint());
      setCenter(empty);
      return;
    }
    first.setText("A  " + comparison.a().name());
    second.setText("B  " + comparison.b().name());
    table.getItems().setAll(ComparisonRows.of(comparison));
    ComparisonCharts.show(chart, comparison);
    verdict.setText(comparison.verdict());
    List<String> lines = ComparisonRows.moves(comparison);
    moves.getChildren().clear();
    for (String line : lines.isEmpty() ? List.of("none: both have the same placement") : lines) {
      Label label = Controls.label(line, "sentence");
      label.setWrapText(true);
      moves.getChildren().add(label);
    }
    setCenter(content);
  }

  private String hint() {
    if (!experiments.problemProperty().get().isEmpty()) {
      return experiments.problemProperty().get();
    }
    if (experiments.headers().size() < 2) {
      return "Comparing needs two experiments: deploy a design, run it, Record; then another one.";
    }
    return experiments.firstProperty().get().isEmpty()
        ? "Click two experiments in the list at the left to compare them."
        : "Click a second experiment in the list at the left.";
  }

  private static TableColumn<ComparisonRows.Row, String> column(
      String title, double width, Function<ComparisonRows.Row, String> text) {
    TableColumn<ComparisonRows.Row, String> column = new TableColumn<>(title);
    column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setReorderable(false);
    return column;
  }

  private static TableColumn<ComparisonRows.Row, String> changes() {
    TableColumn<ComparisonRows.Row, String> column =
        column("Change", 90, ComparisonRows.Row::change);
    column.setCellFactory(
        ignored ->
            new TableCell<>() {
              @Override
              protected void updateItem(String text, boolean isEmpty) {
                super.updateItem(text, isEmpty);
                setText(isEmpty ? null : text);
                getStyleClass().removeAll("good", "danger");
                ComparisonRows.Row row = isEmpty ? null : getTableRow().getItem();
                if (row != null && row.tone() != Figure.Tone.NEUTRAL) {
                  getStyleClass().add(row.tone() == Figure.Tone.GOOD ? "good" : "danger");
                }
              }
            });
    return column;
  }
}
