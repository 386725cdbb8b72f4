package io.splitboard.app.window.shell;

import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.window.dialog.DevicesDialog;
import io.splitboard.app.window.dialog.Dialogs;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.model.WorkbenchModel;
import io.splitboard.app.window.panel.BottomTabs;
import io.splitboard.app.window.panel.Controls;
import io.splitboard.app.window.panel.DevicesPane;
import io.splitboard.app.window.panel.LayerEdits;
import io.splitboard.app.window.panel.NetworkPane;
import io.splitboard.app.window.panel.ResultCard;
import io.splitboard.app.window.panel.SidebarPanel;
import io.splitboard.app.window.panel.SolverPanel;
import io.splitboard.app.window.theme.Theme;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/** The window's content while a project is open. */
final class ProjectView extends BorderPane {
  private static final Duration LIVE_PERIOD = Duration.millis(100);

  /** The figures strip needs so much. */
  private static final double RIGHT_WIDTH = 436;

  private static final Duration SAVE_DELAY = Duration.seconds(1);

  private final ProjectSession session;
  private final WorkbenchModel workbench;
  private final Dialogs dialogs;
  private final WorkbenchWindow window;
  private final ActionRegistry actions;
  private final SidebarPanel sidebar;
  private final NetworkPane network;
  private final DevicesPane devices;
  private final BottomTabs bottom;
  private SolverPanel solver;
  private final CommandPalette palette;
  private final Map<String, KeptRatio> splits = new LinkedHashMap<>();
  private final Timeline live;
  private final PauseTransition saving = new PauseTransition(SAVE_DELAY);

  ProjectView(
      ProjectSession session,
      WorkbenchModel workbench,
      Dialogs dialogs,
      WorkbenchWindow window,
      ActionRegistry actions) {
    this.session = session;
    this.workbench = workbench;
    this.dialogs = dialogs;
    this.window = window;
    this.actions = actions;
    network = new NetworkPane(session);
    bottom = new BottomTabs(session);
    palette = new CommandPalette(() -> SearchEntries.of(session, network.canvas(), actions));
    fillActions();
    sidebar = new SidebarPanel(session, small("devices.edit"), small("design.new"));
    devices = new DevicesPane(session, ActionControls.button(actions.get("plan.calibrate")));
    LayerEdits.connect(session, network.canvas(), devices.canvas());
    setTop(new ToolbarView(session, actions, palette));
    setCenter(content());
    setBottom(new StatusBar(session.status()));
    bottom.select(workbench.preferences().tab());
    session
        .experiments()
        .comparisonProperty()
        .addListener((value, before, now) -> comparisonChanged(now != null));
    bottom
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((value, before, now) -> showComparison());
    dress(workbench.theme());
    autosave();
    live = new Timeline(new KeyFrame(LIVE_PERIOD, event -> session.run().tick()));
    live.setCycleCount(Animation.INDEFINITE);
    live.play();
  }

  private void fillActions() {
    WindowActions general = window.actions();
    general.addTo(actions);
    new ProjectActions(session, dialogs, network.canvas()).addTo(actions);
    new StudyActions(session.study(), window::openDocument).addTo(actions);
    general.addViewActions(actions);
    actions.add(
        Action.of(
                "devices.edit", "Project", "Devices and links…", Feather.SERVER, this::editDevices)
            .keys("Shortcut+Shift+D"));
    general.addQuit(actions);
    actions.add(
        Action.of("search", "Edit", "Search", Feather.SEARCH, palette::show).keys("Shortcut+K"));
    for (BottomTabs.Kind kind : BottomTabs.Kind.values()) {
      actions.add(
          Action.of(
                  "tab." + kind.id(),
                  "View",
                  kind.title(),
                  kind.icon(),
                  () -> bottom.select(kind.id()))
              .keys("Shortcut+" + (kind.ordinal() + 1)));
    }
  }

  private Node content() {
    solver =
        new SolverPanel(
            session,
            new ResultCard(session, () -> actions.get("run.inputs").fire()),
            shownWhenEnabled("plan.cancel"),
            shownWhenEnabled("plan.reject"),
            shownWhenEnabled("plan.accept", "success"));
    SplitPane right = split("right", Orientation.VERTICAL, 0.46, devices, solver);
    SplitPane pictures = split("pictures", Orientation.HORIZONTAL, 0.6, network, right);
    SplitPane middle = split("middle", Orientation.VERTICAL, 0.74, pictures, bottom);
    SplitPane whole = split("sidebar", Orientation.HORIZONTAL, 0.13, sidebar, middle);
    sidebar.setMinWidth(150);
    right.setMinWidth(RIGHT_WIDTH);
    network.setMinWidth(320);
    bottom.setMinHeight(190);
    return whole;
  }

  private SplitPane split(
      String name, Orientation orientation, double position, Node first, Node second) {
    SplitPane split = new SplitPane(first, second);
    split.setOrientation(orientation);
    split.setId("split-" + name);
    double ratio = workbench.preferences().dividers().getOrDefault(name, position);
    splits.put(name, new KeptRatio(split, ratio));
    return split;
  }

  private Button small(String action) {
    Button button = ActionControls.iconButton(actions.get(action));
    button.getStyleClass().addAll("flat", "heading-button");
    button.setId("sidebar-" + ActionControls.hook(actions.get(action)));
    return button;
  }

  private Node shownWhenEnabled(String action, String... styles) {
    Button button = ActionControls.button(actions.get(action), styles);
    Controls.showWhile(button, button.disabledProperty().map(disabled -> !disabled));
    return button;
  }

  /** The timer starts again with every edit, so a burst of edits is written once. */
  private void autosave() {
    saving.setOnFinished(
        event -> {
          if (session.designs().dirtyProperty().get()) {
            session.designs().save();
          }
        });
    session.designs().currentProperty().addListener((value, before, now) -> saving.playFromStart());
  }

  private void comparisonChanged(boolean there) {
    if (there) {
      bottom.select(BottomTabs.Kind.COMPARE.id());
    }
    showComparison();
  }

  /** What moved is shown on the network while the comparison is in sight. */
  private void showComparison() {
    boolean inSight = bottom.selected().equals(BottomTabs.Kind.COMPARE.id());
    network.compare(inSight ? session.experiments().comparisonProperty().get() : null);
  }

  private void editDevices() {
    new DevicesDialog(dialogs)
        .ask(session.cluster())
        .ifPresent(
            changed -> session.saveCluster(changed, () -> window.open(session.project().folder())));
  }

  /** Changes the colours of what is drawn by hand. */
  void dress(Theme theme) {
    Palette colours = theme.palette();
    network.canvas().setPalette(colours);
    devices.dress(colours);
    sidebar.dress(colours);
    bottom.dress(colours);
    solver.dress(colours);
  }

  /** Puts the focus on the picture of the network. */
  void focusNetwork() {
    network.canvas().requestFocus();
  }

  /** Positions of the dividers, by name. */
  Map<String, Double> dividers() {
    Map<String, Double> positions = new LinkedHashMap<>();
    splits.forEach((name, split) -> positions.put(name, split.ratio()));
    return positions;
  }

  /** Id of the selected tab at the bottom. */
  String tab() {
    return bottom.selected();
  }

  /** The view is taken out of the window. */
  void leave() {
    live.stop();
    // Closing saves what is not saved yet; afterwards there is nothing to save it to.
    saving.stop();
  }
}
