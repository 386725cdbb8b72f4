package io.splitboard.app.window.panel;

import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.window.canvas.chart.IncumbentChart;
import io.splitboard.app.window.model.ConstraintChips;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.model.SolveModel;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What the solver found, why the bottleneck is where it is, and what the solver must respect. */
public final class SolverPanel extends VBox {
  private static final double LOW_CHART = 100;
  private static final double HIGH_CHART = 136;

  private final ProjectSession session;
  private final FlowPane chips = new FlowPane(6, 6);
  private final IncumbentChart chart = new IncumbentChart();

  /**
   * Makes the panel.
   *
   * @param answers buttons that accept, reject or cancel, shown when they apply
   * @param result what stands beside the chart
   */
  public SolverPanel(ProjectSession session, Node result, Node... answers) {
    this.session = session;
    getStyleClass().add("panel");
    setId("solver-panel");
    setMinSize(0, 180);
    HBox charts = new HBox(10, result, chart());
    Node told = new ProposalLine(session.solve());
    // With something to say a low window scrolls anyway, and then the chart need not be low, too.
    charts
        .minHeightProperty()
        .bind(Bindings.when(told.visibleProperty()).then(HIGH_CHART).otherwise(LOW_CHART));
    VBox.setVgrow(charts, Priority.ALWAYS);
    VBox body = new VBox(8, new MethodBar(session), told, charts, why(), constraints());
    body.getStyleClass().add("panel-body");
    VBox.setVgrow(body, Priority.ALWAYS);
    // In a low window what does not fit is reached by scrolling instead of being cut off.
    ScrollPane scroll = new ScrollPane(body);
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("panel-scroll");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    getChildren().addAll(Controls.head("Solver", hint(), answers), scroll);
    session.designs().currentProperty().addListener((value, before, now) -> showConstraints());
    showConstraints();
  }

  private ObservableValue<String> hint() {
    int devices = session.cluster().devices().size();
    String on = devices + (devices == 1 ? " device" : " devices");
    return Bindings.createStringBinding(
        () -> {
          String engine = session.methods().methodProperty().get().engine();
          return switch (session.solve().stateProperty().get()) {
            case IDLE, FAILED -> engine + " · " + on;
            // The chart says how the search ended, and the answers need the room.
            case PROPOSED -> engine;
            case RUNNING -> engine + " · " + session.solve().statusProperty().get();
          };
        },
        session.solve().stateProperty(),
        session.solve().statusProperty(),
        session.methods().methodProperty());
  }

  private void draw(ListChangeListener.Change<? extends SolveModel.Step> change) {
    if (change.getList().isEmpty()) {
      chart.clear(session.solve().objective().unit());
    }
    while (change.next()) {
      change
          .getAddedSubList()
          .forEach(step -> chart.add(step.seconds(), step.value(), step.bound()));
    }
  }

  private void finish(SolveModel.State state) {
    int steps = session.solve().steps().size();
    if (state == SolveModel.State.PROPOSED && steps > 0) {
      double seconds = session.solve().steps().get(steps - 1).seconds();
      chart.finish(seconds, session.solve().endingProperty().get());
    }
  }

  private Node chart() {
    chart.setId("incumbent-chart");
    session
        .solve()
        .steps()
        .addListener((ListChangeListener<SolveModel.Step>) change -> draw(change));
    session.solve().stateProperty().addListener((value, before, now) -> finish(now));
    Node empty = emptyState("Solve looks for the best cut; incumbent and bound are drawn here.");
    BooleanBinding nothing = Bindings.isEmpty(session.solve().steps());
    Controls.showWhile(empty, nothing.map(Boolean::booleanValue));
    chart.visibleProperty().bind(nothing.not());
    StackPane card = new StackPane(chart, empty);
    card.setMinSize(150, 0);
    card.setPrefSize(240, 150);
    HBox.setHgrow(card, Priority.ALWAYS);
    return card;
  }

  private Node why() {
    javafx.scene.control.Label sentence = Controls.label(session.whyHereProperty(), "sentence");
    sentence.setId("why-here");
    sentence.setWrapText(true);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    NextMoveLine head = new NextMoveLine("Why here?", session);
    return new VBox(4, head, sentence, head.sentence());
  }

  private Node constraints() {
    Region title = Controls.label("Constraints", "strong");
    title.setMinWidth(Region.USE_PREF_SIZE);
    HBox.setHgrow(chips, Priority.ALWAYS);
    chips.setId("constraints");
    chips.setMinWidth(0);
    chips.setPrefWrapLength(200);
    HBox line = new HBox(10, title, chips);
    line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    return line;
  }

  private void showConstraints() {
    chips.getChildren().clear();
    for (ConstraintChips.Chip chip :
        ConstraintChips.of(session.designs().current(), session.network())) {
      Button remove = new Button(null, new FontIcon(Feather.X));
      remove.setAccessibleText("Remove: " + chip.text());
      remove.setOnAction(event -> session.designs().free(chip.layers()));
      HBox node = new HBox(Controls.label(chip.text()), remove);
      node.getStyleClass().add("chip");
      chips.getChildren().add(node);
    }
    if (chips.getChildren().isEmpty()) {
      chips
          .getChildren()
          .add(Controls.label("none but memory · pin layers by their context menu", "sentence"));
    }
  }

  /** Changes the colours of the chart. */
  public void dress(Palette palette) {
    chart.setPalette(palette);
  }

  private static Node emptyState(String text) {
    javafx.scene.control.Label label = Controls.label(text, "sentence");
    label.setWrapText(true);
    label.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
    label.setMaxWidth(200);
    StackPane card = new StackPane(label);
    card.getStyleClass().add("card");
    card.setMouseTransparent(true);
    return card;
  }
}
