package io.splitboard.app.window.panel;

import io.splitboard.app.service.solving.Method;
import io.splitboard.app.window.model.MethodModel;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.model.SolveModel;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** By which method and for what the solver looks, with the options of the method. */
final class MethodBar extends VBox {
  private static final double TIP_WIDTH = 340;

  private final ProjectSession session;
  private final MethodModel methods;

  MethodBar(ProjectSession session) {
    this.session = session;
    this.methods = session.methods();
    setSpacing(8);
    HBox question =
        new HBox(
            8, Controls.wide(methods()), new ObjectiveMenu("solver-objective", session.designs()));
    getChildren().addAll(question, options());
    BooleanBinding searching = session.solve().stateProperty().isEqualTo(SolveModel.State.RUNNING);
    disableProperty().bind(searching);
  }

  private MenuButton methods() {
    MenuButton menu = new MenuButton();
    menu.setId("solver-method");
    menu.setMinWidth(0);
    menu.textProperty().bind(methods.methodProperty().map(Method::title));
    menu.accessibleTextProperty().bind(menu.textProperty().map(text -> "Method: " + text));
    menu.setTooltip(
        tip(
            "How the solver looks. What you accept takes over where layers are and who takes"
                + " turns, as one step to undo. Links keep the codecs that you gave them unless the"
                + " method decided on packing."));
    ToggleGroup group = new ToggleGroup();
    for (Method method : Method.values()) {
      RadioMenuItem item = new RadioMenuItem();
      item.setId("solver-method-" + method.word());
      item.setToggleGroup(group);
      item.setOnAction(event -> methods.choose(method));
      menu.getItems().add(item);
    }
    Runnable show =
        () -> {
          for (int i = 0; i < Method.values().length; i++) {
            show((RadioMenuItem) menu.getItems().get(i), Method.values()[i]);
          }
        };
    methods.methodProperty().addListener((value, before, now) -> show.run());
    session.designs().currentProperty().addListener((value, before, now) -> show.run());
    show.run();
    return menu;
  }

  /** What cannot be asked says why. */
  private void show(RadioMenuItem item, Method method) {
    String reason = method.whyNot(session.designs().current()).map(why -> "  ·  " + why).orElse("");
    item.setText(method.title() + reason);
    item.setDisable(!reason.isEmpty());
    item.setSelected(methods.methodProperty().get() == method);
  }

  private Node options() {
    FlowPane boxes =
        new FlowPane(
            16,
            6,
            box(
                "solver-teams",
                "several devices for a stage",
                methods.teamsProperty(),
                "Devices may take turns with a stage, request by request, where that makes the"
                    + " time between results smaller."),
            box(
                "solver-pack",
                "pack transfers",
                methods.packsProperty(),
                "Links may pack, without loss, where that pays by what codecs cost and save on"
                    + " this network's own tensors. They are tried first if nobody did; that takes"
                    + " some seconds. Accepting then replaces the codecs of all links in use."));
    boxes.setId("solver-options");
    Controls.showWhile(boxes, methods.methodProperty().map(one -> one == Method.PIPELINE));
    return boxes;
  }

  private static CheckBox box(String id, String text, BooleanProperty value, String help) {
    CheckBox box = new CheckBox(text);
    box.setId(id);
    box.selectedProperty().bindBidirectional(value);
    box.setTooltip(tip(help));
    return box;
  }

  private static Tooltip tip(String text) {
    Tooltip tip = new Tooltip(text);
    tip.setWrapText(true);
    tip.setMaxWidth(TIP_WIDTH);
    tip.setShowDuration(Duration.seconds(30));
    return tip;
  }
}
