package io.splitboard.app.window.panel;

import io.splitboard.app.picture.network.HeatMode;
import io.splitboard.app.window.canvas.DivergenceMark;
import io.splitboard.app.window.canvas.LookProperties;
import io.splitboard.app.window.canvas.NetworkCanvas;
import io.splitboard.app.window.model.CheckText;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.model.SolveModel;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Comparison;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The network's picture with its head line, bound to the project. */
public final class NetworkPane extends VBox {
  private final ProjectSession session;
  private final NetworkCanvas canvas = new NetworkCanvas();
  private final ObjectProperty<Comparison> comparison = new SimpleObjectProperty<>();

  /** Shows the project's network and lets it be edited. */
  public NetworkPane(ProjectSession session) {
    this.session = session;
    getStyleClass().add("panel");
    setId("network-pane");
    canvas.setId("network-canvas");
    canvas.getStyleClass().add("canvas-pane");
    LookProperties look = canvas.properties();
    look.devicesProperty().set(session.cluster().deviceIds());
    look.sourceProperty().set(session.cluster().source());
    look.crossingMsProperty()
        .set(crossing -> session.linkMs(crossing.from(), crossing.to(), crossing.bytes()));
    look.overlayProperty().bind(session.overlayProperty());
    look.partitionProperty()
        .bind(
            Bindings.createObjectBinding(
                this::partition,
                session.designs().currentProperty(),
                session.solve().proposalProperty(),
                comparison));
    look.comparedProperty().bind(comparison.map(each -> each.a().design().partition()));
    canvas.setMenuExtension(new LayerMenu(session)::items);
    connectSelection();
    connectShares();
    connectCheck();
    canvas.show(session.network());
    StackPane picture = new StackPane(canvas, preview());
    VBox.setVgrow(picture, Priority.ALWAYS);
    HBox head = Controls.head("Network", hint(), heatMenu());
    getChildren().addAll(head, problem(), picture);
  }

  /** The picture. */
  public NetworkCanvas canvas() {
    return canvas;
  }

  /**
   * Shows the second design of a comparison with what moved since the first; null ends that. Runs
   * of another network than the project's are not shown.
   */
  public void compare(Comparison shown) {
    boolean fits =
        shown != null
            && session.network().layers().stream()
                .allMatch(
                    layer ->
                        shown.a().design().partition().placements().containsKey(layer.id())
                            && shown.b().design().partition().placements().containsKey(layer.id()));
    comparison.set(fits ? shown : null);
  }

  /** A proposal of the solver is previewed instead of the design until it is answered. */
  private Partition partition() {
    Partition proposed = session.solve().proposalProperty().get();
    if (comparison.get() != null) {
      return comparison.get().b().design().partition();
    }
    return proposed == null ? session.designs().current().partition() : proposed;
  }

  /** Shares are changed in the design only, not in what a solver proposes or a comparison shows. */
  private void connectShares() {
    InvalidationListener changed =
        property ->
            canvas
                .shares()
                .allow(
                    comparison.get() == null && session.solve().proposalProperty().get() == null);
    comparison.addListener(changed);
    session.solve().proposalProperty().addListener(changed);
  }

  /** Marks where a checked cut first differs, and brings that into sight. */
  private void connectCheck() {
    session
        .check()
        .reportProperty()
        .addListener(
            (value, before, now) -> {
              DivergenceMark mark =
                  now == null
                      ? null
                      : now.divergence()
                          .filter(at -> !at.layer().isEmpty())
                          .map(
                              at ->
                                  new DivergenceMark(
                                      at.layer(),
                                      CheckText.badge(at),
                                      CheckText.sentence(at, now.tolerance())))
                          .orElse(null);
              canvas.properties().divergenceProperty().set(mark);
              if (mark != null) {
                canvas.reveal(mark.layer());
              }
            });
  }

  private void connectSelection() {
    canvas
        .selectedProperty()
        .addListener((value, before, now) -> session.selection().selectLayers(now));
    session
        .selection()
        .layersProperty()
        .addListener(
            (value, before, now) -> {
              if (!now.equals(canvas.selectedProperty().get())) {
                canvas.select(now);
              }
            });
  }

  private ObservableValue<String> hint() {
    String size =
        session.network().layers().size()
            + " layers, "
            + session.network().blocks().size()
            + " blocks";
    return Bindings.createStringBinding(
        () -> {
          if (comparison.get() != null) {
            return "outlined: moved · upper band: A, before · lower band: B";
          }
          String colour =
              canvas.properties().heatProperty().get() == HeatMode.DEVICE
                  ? "colour: device · "
                  : "";
          boolean measured = session.run().shows(session.designs().current());
          return colour
              + (measured ? "overlay: measured, live · " : "overlay: predicted · ")
              + size;
        },
        comparison,
        canvas.properties().heatProperty(),
        session.run().liveProperty(),
        session.designs().currentProperty());
  }

  private MenuButton heatMenu() {
    LookProperties look = canvas.properties();
    MenuButton menu = new MenuButton();
    menu.setId("heat-menu");
    menu.textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> heatTitle(look), look.heatProperty(), look.logarithmicProperty()));
    menu.setMinWidth(USE_PREF_SIZE);
    ToggleGroup group = new ToggleGroup();
    for (HeatMode mode : HeatMode.values()) {
      RadioMenuItem item = new RadioMenuItem(mode.title());
      item.setToggleGroup(group);
      item.setSelected(look.heatProperty().get() == mode);
      item.setOnAction(event -> look.heatProperty().set(mode));
      menu.getItems().add(item);
    }
    CheckMenuItem logarithmic = new CheckMenuItem("Logarithmic scale");
    logarithmic.setId("heat-logarithmic");
    logarithmic.selectedProperty().bindBidirectional(look.logarithmicProperty());
    logarithmic.disableProperty().bind(look.heatProperty().isEqualTo(HeatMode.DEVICE));
    menu.getItems().addAll(new SeparatorMenuItem(), logarithmic);
    return menu;
  }

  private static String heatTitle(LookProperties look) {
    HeatMode mode = look.heatProperty().get();
    boolean logarithmic = mode != HeatMode.DEVICE && look.logarithmicProperty().get();
    return mode.title() + (logarithmic ? ", log" : "");
  }

  private Node problem() {
    HBox problem = Controls.problem("network-problem", session.prediction().problemProperty());
    VBox.setMargin(problem, new javafx.geometry.Insets(0, 14, 6, 14));
    return problem;
  }

  private Node preview() {
    HBox notice =
        new HBox(Controls.label("Preview of the solver's cut: Accept or Reject it at the right."));
    notice.getStyleClass().add("notice");
    notice.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    notice.setMouseTransparent(true);
    notice.setId("preview-notice");
    StackPane.setAlignment(notice, Pos.BOTTOM_CENTER);
    StackPane.setMargin(notice, new javafx.geometry.Insets(0, 0, 34, 0));
    Controls.showWhile(
        notice,
        Bindings.createBooleanBinding(
            () ->
                session.solve().stateProperty().get() != SolveModel.State.IDLE
                    && session.solve().proposalProperty().get() != null,
            session.solve().stateProperty(),
            session.solve().proposalProperty()));
    return notice;
  }
}
