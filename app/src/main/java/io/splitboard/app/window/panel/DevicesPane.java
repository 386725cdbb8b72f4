package io.splitboard.app.window.panel;

import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.window.canvas.TopologyCanvas;
import io.splitboard.app.window.model.DeviceProgress;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.model.RunModel;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The devices' picture, the deployment under way, and the figures strip. */
public final class DevicesPane extends VBox {
  private final ProjectSession session;
  private final TopologyCanvas canvas = new TopologyCanvas();
  private final DeployList deploying;

  /**
   * Shows the project's devices.
   *
   * @param right controls in the head line
   */
  public DevicesPane(ProjectSession session, Node... right) {
    this.session = session;
    getStyleClass().add("panel");
    setId("devices-pane");
    setMinHeight(180);
    canvas.setId("topology-canvas");
    canvas.getStyleClass().add("canvas-pane");
    canvas.cardsProperty().bind(session.cardsProperty());
    canvas.linksProperty().bind(session.linksProperty());
    canvas.setMenus(new DeviceMenu(session));
    connectSelection();
    deploying = new DeployList(session.cluster().deviceIds());
    session.run().devicesProperty().addListener((value, before, now) -> deploying.show(now));
    Controls.showWhile(deploying, deploymentShown());
    FiguresStrip figures = new FiguresStrip(session.figuresProperty());
    // While a design is on its way, how far it is takes the place of what is predicted of it.
    Controls.showWhile(figures, deploymentShown().map(shown -> !shown));
    VBox strip = new VBox(8, problem(), deploying, figures);
    strip.setPadding(new javafx.geometry.Insets(2, 14, 8, 14));
    strip.setMinHeight(USE_PREF_SIZE);
    canvas.setMinHeight(60);
    VBox.setVgrow(canvas, Priority.ALWAYS);
    getChildren().addAll(Controls.head("Devices", hint(), right), canvas, strip);
  }

  /** The picture. */
  public TopologyCanvas canvas() {
    return canvas;
  }

  /** Changes the colours. */
  public void dress(Palette palette) {
    canvas.setPalette(palette);
    deploying.dress(palette);
  }

  private void connectSelection() {
    canvas
        .selectedProperty()
        .addListener((value, before, now) -> session.selection().selectDevice(now.orElse("")));
    session
        .selection()
        .deviceProperty()
        .addListener(
            (value, before, now) -> {
              Optional<String> device = Optional.of(now).filter(id -> !id.isEmpty());
              if (!device.equals(canvas.selectedProperty().get())) {
                canvas.select(device);
              }
            });
  }

  private ObservableValue<Boolean> deploymentShown() {
    return Bindings.createBooleanBinding(
        () -> {
          RunModel.State state = session.run().stateProperty().get();
          boolean told = !session.run().devicesProperty().get().isEmpty();
          return state == RunModel.State.DEPLOYING && told || failed();
        },
        session.run().stateProperty(),
        session.run().devicesProperty());
  }

  /** A problem of a device is told on its own line. */
  private boolean failed() {
    return session.run().devicesProperty().get().values().stream().anyMatch(DeviceProgress::failed);
  }

  private Node problem() {
    return Controls.problem(
        "run-problem",
        Bindings.createStringBinding(
            () ->
                failed() || !session.problemProperty().get().isEmpty()
                    ? session.problemProperty().get()
                    : session.run().problemProperty().get(),
            session.problemProperty(),
            session.run().problemProperty(),
            session.run().devicesProperty()));
  }

  private ObservableValue<String> hint() {
    int devices = session.cluster().devices().size();
    String count = devices + (devices == 1 ? " device" : " devices");
    return session.calibrationProperty().map(origin -> count + " · " + origin);
  }
}
