package io.splitboard.app.window.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;

class ActionRegistryTest {
  private final ActionRegistry registry = new ActionRegistry();
  private final List<String> fired = new ArrayList<>();

  private Action action(String id, String menu) {
    return Action.of(id, menu, id, Feather.BOX, () -> fired.add(id));
  }

  @Test
  void menusKeepTheOrderOfAdding() {
    registry.add(action("b", "File"));
    registry.add(action("a", "Edit"));
    registry.add(action("c", "File"));
    assertThat(registry.menus()).containsExactly("File", "Edit");
    assertThat(registry.menu("File")).extracting(Action::id).containsExactly("b", "c");
  }

  @Test
  void twoActionsCannotHaveTheSameIdOrKeys() {
    registry.add(action("a", "File").keys("Shortcut+S"));
    assertThatThrownBy(() -> registry.add(action("a", "File")))
        .hasMessageContaining("two actions are called a");
    assertThatThrownBy(() -> registry.add(action("b", "File").keys("Shortcut+S")))
        .hasMessageContaining("want the same keys");
  }

  @Test
  void aDisabledActionDoesNothing() {
    SimpleBooleanProperty enabled = new SimpleBooleanProperty(false);
    Action action = action("a", "File").when(enabled);
    action.fire();
    assertThat(fired).isEmpty();
    enabled.set(true);
    action.fire();
    assertThat(fired).containsExactly("a");
  }
}
