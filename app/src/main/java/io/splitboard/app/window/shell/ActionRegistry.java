package io.splitboard.app.window.shell;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All actions of the window, in the order of the menus. */
public final class ActionRegistry {
  private final Map<String, Action> actions = new LinkedHashMap<>();

  /**
   * Adds an action.
   *
   * @throws IllegalArgumentException if its id or its keys are taken
   */
  public void add(Action action) {
    actions.values().stream()
        .filter(
            other -> action.shortcut().isPresent() && other.shortcut().equals(action.shortcut()))
        .findFirst()
        .ifPresent(
            other -> {
              throw new IllegalArgumentException(
                  action.id() + " and " + other.id() + " want the same keys");
            });
    if (actions.putIfAbsent(action.id(), action) != null) {
      throw new IllegalArgumentException("two actions are called " + action.id());
    }
  }

  /**
   * The action with this id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Action get(String id) {
    Action action = actions.get(id);
    if (action == null) {
      throw new IllegalArgumentException("there is no action " + id);
    }
    return action;
  }

  /** All of them. */
  public Collection<Action> all() {
    return actions.values();
  }

  /** Titles of the menus, in order. */
  public List<String> menus() {
    return actions.values().stream().map(Action::menu).distinct().toList();
  }

  /** The actions of one menu. */
  public List<Action> menu(String title) {
    return actions.values().stream().filter(action -> action.menu().equals(title)).toList();
  }
}
