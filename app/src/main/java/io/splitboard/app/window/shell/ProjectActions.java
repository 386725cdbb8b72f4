package io.splitboard.app.window.shell;

import io.splitboard.app.window.canvas.NetworkCanvas;
import io.splitboard.app.window.dialog.Dialogs;
import io.splitboard.app.window.dialog.RunDialog;
import io.splitboard.app.window.model.DesignsModel;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.model.RunModel;
import io.splitboard.app.window.model.SolveModel;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.binding.StringBinding;
import org.kordamp.ikonli.feather.Feather;

/** What can be asked for while a project is open. */
final class ProjectActions {
  private final ProjectSession session;
  private final DesignsModel designs;
  private final Dialogs dialogs;
  private final NetworkCanvas canvas;

  ProjectActions(ProjectSession session, Dialogs dialogs, NetworkCanvas canvas) {
    this.session = session;
    this.designs = session.designs();
    this.dialogs = dialogs;
    this.canvas = canvas;
  }

  void addTo(ActionRegistry actions) {
    addEdits(actions);
    addDesigns(actions);
    addPlanning(actions);
    addRuns(actions);
    addViews(actions);
  }

  private void addEdits(ActionRegistry actions) {
    actions.add(
        Action.of("edit.undo", "Edit", "Undo", Feather.ROTATE_CCW, designs::undo)
            .keys("Shortcut+Z")
            .when(designs.canUndoProperty()));
    actions.add(
        Action.of("edit.redo", "Edit", "Redo", Feather.ROTATE_CW, designs::redo)
            .keys("Shortcut+Shift+Z")
            .when(designs.canRedoProperty()));
    actions.add(
        Action.of("edit.free", "Edit", "Free selected layers", Feather.UNLOCK, this::freeSelected)
            .when(somethingSelected()));
  }

  private void addDesigns(ActionRegistry actions) {
    actions.add(
        Action.of("design.save", "Design", "Save design", Feather.SAVE, designs::save)
            .keys("Shortcut+S")
            .when(designs.dirtyProperty()));
    actions.add(Action.of("design.new", "Design", "New design…", Feather.PLUS, this::newDesign));
    actions.add(
        Action.of("design.duplicate", "Design", "Duplicate design…", Feather.COPY, this::duplicate)
            .keys("Shortcut+D"));
    actions.add(
        Action.of("design.rename", "Design", "Rename design…", Feather.EDIT_2, this::rename)
            .keys("F2"));
    actions.add(
        Action.of("design.delete", "Design", "Delete design…", Feather.TRASH_2, this::delete)
            .when(Bindings.size(designs.designs()).greaterThan(1)));
    actions.add(
        Action.of(
            "objective.latency",
            "Design",
            "Minimise latency",
            Feather.CLOCK,
            () -> designs.setObjective(Objective.LATENCY)));
    actions.add(
        Action.of(
            "objective.throughput",
            "Design",
            "Maximise throughput",
            Feather.TRENDING_UP,
            () -> designs.setObjective(Objective.THROUGHPUT)));
    actions.add(
        Action.of(
            "objective.energy",
            "Design",
            "Minimise energy",
            Feather.ZAP,
            () -> designs.setObjective(Objective.ENERGY)));
    actions.add(
        Action.of(
            "objective.bytes",
            "Design",
            "Minimise bytes sent",
            Feather.SHARE_2,
            () -> designs.setObjective(Objective.BYTES)));
    actions.add(
        Action.of(
            "objective.memory",
            "Design",
            "Minimise peak memory",
            Feather.HARD_DRIVE,
            () -> designs.setObjective(Objective.MEMORY)));
  }

  private void addPlanning(ActionRegistry actions) {
    SolveModel solve = session.solve();
    BooleanBinding searching = solve.stateProperty().isEqualTo(SolveModel.State.RUNNING);
    BooleanBinding proposed = solve.proposalProperty().isNotNull();
    actions.add(
        Action.of("plan.solve", "Plan", "Solve", Feather.CPU, this::solve)
            .keys("F5")
            .when(searching.not()));
    actions.add(
        Action.of("plan.cancel", "Plan", "Cancel search", Feather.X_CIRCLE, solve::cancel)
            .when(searching));
    actions.add(
        Action.of("plan.accept", "Plan", "Accept this cut", Feather.CHECK, this::accept)
            .keys("Shortcut+Enter")
            .when(proposed));
    actions.add(
        Action.of("plan.reject", "Plan", "Reject", Feather.X, solve::reject).when(proposed));
    BooleanExpression checking = session.check().runningProperty();
    actions.add(
        Action.of("plan.check", "Plan", "Check this cut", Feather.CHECK_SQUARE, this::check)
            .when(checking.not()));
    actions.add(
        Action.of(
                "plan.check-cancel",
                "Plan",
                "Cancel check",
                Feather.X_SQUARE,
                session.check()::cancel)
            .when(checking));
    actions.add(
        Action.of(
                "plan.next-move",
                "Plan",
                "Find the best next move",
                Feather.COMPASS,
                () -> session.nextMove().find(designs.current()))
            .when(session.nextMove().searchingProperty().not()));
    actions.add(
        Action.of("plan.calibrate", "Plan", "Calibrate", Feather.ACTIVITY, session::calibrate)
            .when(stateIs(RunModel.State.NONE).or(stateIs(RunModel.State.READY))));
  }

  private void addRuns(ActionRegistry actions) {
    RunModel run = session.run();
    BooleanBinding running = stateIs(RunModel.State.RUNNING);
    BooleanBinding ready = stateIs(RunModel.State.READY);
    actions.add(
        Action.of("run.deploy", "Run", "Deploy", Feather.UPLOAD_CLOUD, this::deployOrRun)
            .called(deployText())
            .keys("F6")
            .when(stateIs(RunModel.State.NONE).or(ready)));
    actions.add(
        Action.of("run.again", "Run", "Run requests", Feather.PLAY, run::run)
            .keys("F7")
            .when(ready));
    actions.add(
        Action.of("run.end", "Run", "End run, stay deployed", Feather.PAUSE, run::endRun)
            .when(running));
    actions.add(
        Action.of("run.stop", "Run", "Stop", Feather.SQUARE, run::stop)
            .keys("Shift+F6")
            .when(running.or(ready).or(stateIs(RunModel.State.DEPLOYING))));
    actions.add(
        Action.of("run.record", "Run", "Record", Feather.DISC, this::record)
            .keys("Shortcut+R")
            .when(running.or(run.outcomeProperty().isNotNull())));
    actions.add(
        Action.of("run.inputs", "Run", "Inputs and requests…", Feather.SLIDERS, this::inputs)
            .keys("Shortcut+I"));
  }

  private void addViews(ActionRegistry actions) {
    actions.add(
        Action.of("view.fit", "View", "Fit network", Feather.MAXIMIZE, canvas::fit)
            .keys("Shortcut+0"));
    actions.add(
        Action.of("view.zoom-in", "View", "Zoom in", Feather.ZOOM_IN, canvas::zoomIn)
            .keys("Shortcut+Plus"));
    actions.add(
        Action.of("view.zoom-out", "View", "Zoom out", Feather.ZOOM_OUT, canvas::zoomOut)
            .keys("Shortcut+Minus"));
    actions.add(
        Action.of(
            "view.expand", "View", "Expand all blocks", Feather.CHEVRONS_DOWN, canvas::expandAll));
    actions.add(
        Action.of(
            "view.collapse",
            "View",
            "Collapse all blocks",
            Feather.CHEVRONS_UP,
            canvas::collapseAll));
  }

  private void newDesign() {
    String source = session.cluster().source();
    dialogs
        .name("New design", "All layers begin on " + source + ".", "all on " + source)
        .ifPresent(
            name ->
                designs.add(
                    name, Partition.onOneDevice(session.network(), source), Constraints.NONE));
  }

  private void duplicate() {
    dialogs
        .name("Duplicate design", "The copy is called", designs.current().name() + " (2)")
        .ifPresent(designs::duplicate);
  }

  private void rename() {
    dialogs
        .name("Rename design", "The design is called", designs.current().name())
        .ifPresent(designs::rename);
  }

  private void delete() {
    String name = designs.current().name();
    if (dialogs.confirm(
        "Delete design",
        "Delete “" + name + "”? Experiments that were recorded with it stay.",
        "Delete")) {
      designs.delete();
    }
  }

  private void solve() {
    session.solve().start(designs.current(), session.methods().choice());
  }

  private void accept() {
    Partition accepted = session.solve().accept();
    if (accepted != null) {
      designs.replace(accepted);
      session.log().info("Accepted the solver’s cut for " + designs.current().name());
    }
  }

  private void check() {
    session.check().start(designs.current());
  }

  private void freeSelected() {
    designs.free(session.selection().layers());
  }

  private void deployOrRun() {
    if (session.run().shows(designs.current())
        && session.run().stateProperty().get() == RunModel.State.READY) {
      session.run().run();
    } else {
      session.run().deploy(designs.current());
    }
  }

  private void record() {
    dialogs
        .name(
            "Record experiment",
            "The run is saved under the name",
            session.experiments().freeName(designs.current().name()))
        .ifPresent(name -> session.run().record(name, saved -> recorded(saved.name())));
  }

  private void recorded(String name) {
    session.log().info("Recorded " + name);
    session.experiments().refresh();
  }

  private void inputs() {
    new RunDialog(dialogs)
        .ask(session.run().settingsProperty().get())
        .ifPresent(session.run().settingsProperty()::set);
  }

  private BooleanBinding stateIs(RunModel.State state) {
    return session.run().stateProperty().isEqualTo(state);
  }

  private BooleanBinding somethingSelected() {
    return Bindings.createBooleanBinding(
        () -> !session.selection().layers().isEmpty(), session.selection().layersProperty());
  }

  private StringBinding deployText() {
    return Bindings.createStringBinding(
        () -> session.run().shows(designs.current()) ? "Run" : "Deploy",
        session.run().liveProperty(),
        designs.currentProperty());
  }
}
