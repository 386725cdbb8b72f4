package io.splitboard.app.window.model;

import io.splitboard.app.service.solving.Method;
import io.splitboard.app.service.solving.MethodChoice;
import io.splitboard.core.project.Design;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/**
 * By which method the solver is to look. What the user chose holds for every design that it can be
 * asked of; for others, and until something is chosen, it is the usual one.
 */
public final class MethodModel {
  private final DesignsModel designs;
  private final ReadOnlyObjectWrapper<Method> method = new ReadOnlyObjectWrapper<>();
  private final BooleanProperty teams = new SimpleBooleanProperty(true);
  private final BooleanProperty packs = new SimpleBooleanProperty();
  private Optional<Method> chosen = Optional.empty();

  /** Follows the shown design. */
  public MethodModel(DesignsModel designs) {
    this.designs = designs;
    designs.currentProperty().addListener((value, before, now) -> show());
    show();
  }

  private void show() {
    Design design = designs.current();
    method.set(
        chosen.filter(one -> one.whyNot(design).isEmpty()).orElseGet(() -> Method.usual(design)));
  }

  /** The method that the next search uses. */
  public ReadOnlyObjectProperty<Method> methodProperty() {
    return method.getReadOnlyProperty();
  }

  /** Wants a method. */
  public void choose(Method wanted) {
    chosen = Optional.of(wanted);
    show();
  }

  /** For pipelines: whether several devices may take turns with a stage. */
  public BooleanProperty teamsProperty() {
    return teams;
  }

  /** For pipelines: whether links may pack. */
  public BooleanProperty packsProperty() {
    return packs;
  }

  /** The method with its options. */
  public MethodChoice choice() {
    boolean pipeline = method.get() == Method.PIPELINE;
    return MethodChoice.of(method.get()).with(pipeline && teams.get(), pipeline && packs.get());
  }
}
