package io.splitboard.app.window.shell;

import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.panel.Controls;
import io.splitboard.app.window.panel.ObjectiveMenu;
import io.splitboard.core.project.Design;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The line at the top: what is open, what is asked for, and the main commands. */
final class ToolbarView extends HBox {
  private static final double ROOMY = 1400;
  private static final double DESIGN_WIDTH = 176;

  private final ProjectSession session;
  private final ActionRegistry actions;

  ToolbarView(ProjectSession session, ActionRegistry actions, CommandPalette palette) {
    this.session = session;
    this.actions = actions;
    getStyleClass().add("workbench-toolbar");
    setId("toolbar");
    HBox.setHgrow(palette.field(), Priority.ALWAYS);
    palette.field().setMaxWidth(380);
    palette.field().setPrefWidth(150);
    palette.field().setMinWidth(130);
    palette
        .field()
        .promptTextProperty()
        .bind(
            widthProperty()
                .map(
                    width ->
                        width.doubleValue() >= ROOMY
                            ? "Search layers, devices, commands…   Ctrl+K"
                            : "Search…   Ctrl+K"));
    getChildren()
        .addAll(
            menu(),
            title(),
            modelMenu(),
            designMenu(),
            new ObjectiveMenu("objective-menu", session.designs()));
    getChildren().addAll(icon("edit.undo"), icon("edit.redo"));
    getChildren().addAll(button("plan.solve", "accent"), button("run.deploy", "success"));
    getChildren().addAll(button("run.stop"), button("run.record", "record"));
    Region space = new Region();
    HBox.setHgrow(space, Priority.SOMETIMES);
    getChildren().addAll(space, palette.field());
  }

  private Node menu() {
    MenuButton menu = new MenuButton(null, new FontIcon(Feather.MENU));
    menu.setId("main-menu");
    menu.setAccessibleText("Main menu");
    menu.getStyleClass().addAll("button-icon", "no-arrow");
    menu.getItems().addAll(ActionControls.menus(actions));
    return menu;
  }

  private Node title() {
    Label name = Controls.label("Splitboard", "application-name");
    name.setMinWidth(Region.USE_PREF_SIZE);
    Label project = Controls.label(session.project().name(), "project-name");
    project.setId("project-name");
    // On a narrow window the title bar has to do.
    Controls.showWhile(project, widthProperty().map(width -> width.doubleValue() >= ROOMY));
    HBox title = new HBox(9, name, project);
    title.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    title.setPadding(new javafx.geometry.Insets(0, 10, 0, 0));
    title.setMinWidth(Region.USE_PREF_SIZE);
    title.setMaxWidth(280);
    return title;
  }

  private Node modelMenu() {
    MenuButton menu = new MenuButton(session.model().title());
    menu.setId("model-menu");
    menu.setAccessibleText("Model: " + session.model().title());
    menu.setMinWidth(Region.USE_PREF_SIZE);
    for (String fact : session.model().lines()) {
      MenuItem item = new MenuItem(fact);
      item.setDisable(true);
      menu.getItems().add(item);
    }
    menu.getItems().add(new SeparatorMenuItem());
    menu.getItems().add(ActionControls.item(actions.get("project.new")));
    return menu;
  }

  private Node designMenu() {
    MenuButton menu = new MenuButton();
    menu.setId("design-menu");
    menu.setMinWidth(130);
    menu.setPrefWidth(DESIGN_WIDTH);
    menu.textProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    session.designs().current().name()
                        + (session.designs().dirtyProperty().get() ? " •" : ""),
                session.designs().currentProperty(),
                session.designs().dirtyProperty()));
    menu.setGraphic(new FontIcon(Feather.LAYOUT));
    menu.accessibleTextProperty().bind(menu.textProperty());
    menu.setOnShowing(event -> fillDesigns(menu));
    fillDesigns(menu);
    return menu;
  }

  private void fillDesigns(MenuButton menu) {
    ToggleGroup group = new ToggleGroup();
    menu.getItems().clear();
    for (Design design : session.designs().designs()) {
      RadioMenuItem item = new RadioMenuItem(design.name());
      item.setToggleGroup(group);
      item.setSelected(design.id().equals(session.designs().current().id()));
      item.setOnAction(event -> session.designs().select(design.id()));
      menu.getItems().add(item);
    }
    menu.getItems().add(new SeparatorMenuItem());
    for (String id :
        new String[] {"design.new", "design.duplicate", "design.rename", "design.delete"}) {
      menu.getItems().add(ActionControls.item(actions.get(id)));
    }
  }

  private Node button(String id, String... styles) {
    Region button = ActionControls.button(actions.get(id), styles);
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }

  private Node icon(String id) {
    return ActionControls.iconButton(actions.get(id));
  }
}
