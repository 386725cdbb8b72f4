package io.splitboard.app.window.model;

import io.splitboard.app.window.task.BackgroundTask;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Objective;
import io.splitboard.core.project.ProjectFolder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The designs of the open project: which is shown, its edits with undo and redo, and saving. Every
 * design keeps its own history while the project is open.
 */
public final class DesignsModel {
  /** Where designs are stored; calls block. */
  public interface Store {
    /** Writes a design atomically. */
    void save(Design design);

    /** Removes a design. */
    void delete(Design design);
  }

  private final Store store;
  private final TaskRunner runner;
  private final Map<String, DesignHistory> histories = new LinkedHashMap<>();
  private final ObservableList<Design> designs = FXCollections.observableArrayList();
  // Kept, because a view that nobody holds stops telling its listeners.
  private final ObservableList<Design> shownDesigns =
      FXCollections.unmodifiableObservableList(designs);
  private final ReadOnlyObjectWrapper<Design> current = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

  /**
   * Shows the first design.
   *
   * @param stored at least one
   */
  public DesignsModel(List<Design> stored, Store store, TaskRunner runner) {
    this.store = store;
    this.runner = runner;
    stored.forEach(design -> histories.put(design.id(), DesignHistory.of(design)));
    designs.setAll(stored);
    select(stored.get(0).id());
  }

  /** All designs as they are now, edits included. */
  public ObservableList<Design> designs() {
    return shownDesigns;
  }

  /** The design that is shown. */
  public ReadOnlyObjectProperty<Design> currentProperty() {
    return current.getReadOnlyProperty();
  }

  /** The design that is shown. */
  public Design current() {
    return current.get();
  }

  /** Whether an edit can be taken back. */
  public ReadOnlyBooleanProperty canUndoProperty() {
    return canUndo.getReadOnlyProperty();
  }

  /** Whether an edit was taken back. */
  public ReadOnlyBooleanProperty canRedoProperty() {
    return canRedo.getReadOnlyProperty();
  }

  /** Whether the shown design differs from what is stored. */
  public ReadOnlyBooleanProperty dirtyProperty() {
    return dirty.getReadOnlyProperty();
  }

  /** What went wrong when saving; empty if nothing did. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Shows another design. */
  public void select(String id) {
    show(histories.get(id));
  }

  /** Shows another design unless it was deleted. */
  void selectIfThere(String id) {
    if (histories.containsKey(id)) {
      select(id);
    }
  }

  /** Puts layers whole on a device: one step of undo, however many they are. */
  public void move(Collection<String> layers, String device) {
    edit(design -> design.with(design.partition().move(layers, device)));
  }

  /** Shares layers out evenly over all devices: one step of undo, however many they are. */
  public void split(Network network, Collection<String> layers, SplitKind kind, Cluster cluster) {
    edit(
        design ->
            design.with(design.partition().split(network, layers, kind, cluster.deviceIds())));
  }

  /** Shares layers out evenly by channels in pairs, with one reduction each: one step of undo. */
  public void splitInPairs(Network network, Collection<String> layers, Cluster cluster) {
    edit(
        design ->
            design.with(design.partition().splitInPairs(network, layers, cluster.deviceIds())));
  }

  /** Places some layers otherwise: one step of undo, however many they are. */
  public void place(Map<String, ? extends Placement> placements) {
    edit(design -> design.with(design.partition().with(placements)));
  }

  /** Takes over a whole partition, for example a solver's. */
  public void replace(Partition partition) {
    edit(design -> design.with(partition));
  }

  /** Lets further devices take turns with one: one step of undo. None ends that. */
  public void replicate(String device, List<String> others) {
    edit(design -> design.with(design.partition().withTurns(device, others)));
  }

  /** Packs what goes over links otherwise: one step of undo. */
  public void pack(UnaryOperator<LinkCodecs> change) {
    edit(
        design ->
            design.with(design.partition().withCodecs(change.apply(design.partition().codecs()))));
  }

  /** Asks for something else of the solver. */
  public void setObjective(Objective objective) {
    edit(design -> design.with(objective));
  }

  /** Binds layers to a device for the solver, and puts them there. */
  public void pin(Collection<String> layers, String device) {
    edit(
        design ->
            design
                .with(design.constraints().pinned(layers, device))
                .with(design.partition().move(layers, device)));
  }

  /** Forbids a device to layers for the solver. Pins to it are taken back. */
  public void exclude(Collection<String> layers, String device) {
    edit(design -> design.with(design.constraints().excluding(layers, device)));
  }

  /** Takes back all pins and exclusions of layers. */
  public void free(Collection<String> layers) {
    edit(design -> design.with(design.constraints().freeing(layers)));
  }

  /** Takes the last edit back. */
  public void undo() {
    show(history().undo());
  }

  /** Does the edit again that was taken back. */
  public void redo() {
    show(history().redo());
  }

  /** Stores the shown design. */
  public void save() {
    Design state = current();
    BackgroundTask.of(
            "Saving " + state.name(),
            progress -> {
              store.save(state);
              return state;
            })
        .onSuccess(this::stored)
        .onFailure(problem::set)
        .start(runner);
  }

  /** Adds a design with all layers of the shown one, under a new name, and shows it. */
  public Design duplicate(String name) {
    return add(name, current().partition(), current().constraints());
  }

  /** Adds a design and shows it; it is stored at once. */
  public Design add(String name, Partition partition, Constraints constraints) {
    Design added =
        new Design(
            ProjectFolder.designId(name, histories.keySet()),
            name,
            current().objective(),
            constraints,
            partition);
    histories.put(added.id(), DesignHistory.of(added));
    designs.add(added);
    select(added.id());
    save();
    return added;
  }

  /** Gives the shown design another name. */
  public void rename(String name) {
    edit(
        design ->
            new Design(
                design.id(), name, design.objective(), design.constraints(), design.partition()));
  }

  /** Removes the shown design and shows its neighbour. The last one stays. */
  public void delete() {
    if (designs.size() == 1) {
      problem.set("A project needs at least one design: add another before deleting this one.");
      return;
    }
    Design removed = current();
    int row = row(removed.id());
    histories.remove(removed.id());
    designs.remove(row);
    select(designs.get(Math.min(row, designs.size() - 1)).id());
    BackgroundTask.of(
            "Deleting " + removed.name(),
            progress -> {
              store.delete(removed);
              return removed;
            })
        .onFailure(problem::set)
        .start(runner);
  }

  /** Every design that differs from what is stored, for closing. */
  public List<Design> unsaved() {
    return histories.values().stream()
        .filter(DesignHistory::dirty)
        .map(DesignHistory::current)
        .toList();
  }

  private void edit(UnaryOperator<Design> change) {
    show(history().edit(change.apply(current())));
  }

  private DesignHistory history() {
    return histories.get(current().id());
  }

  private void stored(Design state) {
    problem.set("");
    histories.computeIfPresent(state.id(), (id, history) -> history.stored(state));
    if (state.id().equals(current().id())) {
      show(history());
    }
  }

  private void show(DesignHistory history) {
    Design design = history.current();
    histories.put(design.id(), history);
    int row = row(design.id());
    if (!designs.get(row).equals(design)) {
      designs.set(row, design);
    }
    canUndo.set(history.canUndo());
    canRedo.set(history.canRedo());
    dirty.set(history.dirty());
    current.set(design);
  }

  private int row(String id) {
    return IntStream.range(0, designs.size())
        .filter(index -> designs.get(index).id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no design " + id));
  }
}
