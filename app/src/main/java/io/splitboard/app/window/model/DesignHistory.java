package io.splitboard.app.window.model;

import io.splitboard.core.project.Design;
import java.util.ArrayList;
import java.util.List;

/**
 * The states of one design in the order of its edits, for undo and redo. Immutable: every step
 * gives a new history.
 */
public final class DesignHistory {
  /** Steps kept; older ones are forgotten. */
  static final int LIMIT = 200;

  private final List<Design> designs;
  private final int position;
  private final Design saved;

  private DesignHistory(List<Design> designs, int position, Design saved) {
    this.designs = List.copyOf(designs);
    this.position = position;
    this.saved = saved;
  }

  /** A history that begins with a design as it is stored. */
  public static DesignHistory of(Design stored) {
    return new DesignHistory(List.of(stored), 0, stored);
  }

  /** The design now. */
  public Design current() {
    return designs.get(position);
  }

  /** One more edit; what was undone is forgotten. The same design again is no edit. */
  public DesignHistory edit(Design changed) {
    if (changed.equals(current())) {
      return this;
    }
    List<Design> kept = new ArrayList<>(designs.subList(0, position + 1));
    kept.add(changed);
    List<Design> limited = kept.subList(Math.max(0, kept.size() - LIMIT), kept.size());
    return new DesignHistory(limited, limited.size() - 1, saved);
  }

  /** Whether there is an edit to take back. */
  public boolean canUndo() {
    return position > 0;
  }

  /** Whether an edit was taken back. */
  public boolean canRedo() {
    return position < designs.size() - 1;
  }

  /** One step back; the same history if there is none. */
  public DesignHistory undo() {
    return canUndo() ? new DesignHistory(designs, position - 1, saved) : this;
  }

  /** One step forward; the same history if there is none. */
  public DesignHistory redo() {
    return canRedo() ? new DesignHistory(designs, position + 1, saved) : this;
  }

  /** Whether the design differs from what is stored. */
  public boolean dirty() {
    return !current().equals(saved);
  }

  /** The same history after this state was stored. */
  public DesignHistory stored(Design state) {
    return new DesignHistory(designs, position, state);
  }
}
