package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.window.task.SameThreadRunner;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.project.Design;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DesignsModelTest {
  private final Map<String, Design> files = new LinkedHashMap<>();
  private boolean full;
  private final DesignsModel model =
      new DesignsModel(
          List.of(Samples.design("one", "pi-a"), Samples.design("two", "pi-b")),
          new DesignsModel.Store() {
            @Override
            public void save(Design design) {
              if (full) {
                throw new UserException("The disk is full.");
              }
              files.put(design.id(), design);
            }

            @Override
            public void delete(Design design) {
              files.remove(design.id());
            }
          },
          new SameThreadRunner());

  private String deviceOf(String layer) {
    return ((Placement.Whole) model.current().partition().of(layer)).device();
  }

  @Test
  void movesUndoAndRedo() {
    model.move(List.of("l1", "l2"), "pi-b");
    assertThat(deviceOf("l1")).isEqualTo("pi-b");
    assertThat(model.dirtyProperty().get()).isTrue();
    model.undo();
    assertThat(deviceOf("l1")).isEqualTo("pi-a");
    assertThat(model.canUndoProperty().get()).isFalse();
    assertThat(model.dirtyProperty().get()).isFalse();
    model.redo();
    assertThat(deviceOf("l2")).isEqualTo("pi-b");
  }

  @Test
  void everyDesignKeepsItsOwnHistory() {
    model.move(List.of("l0"), "pi-c");
    model.select("two");
    assertThat(model.canUndoProperty().get()).isFalse();
    model.select("one");
    assertThat(deviceOf("l0")).isEqualTo("pi-c");
    model.undo();
    assertThat(deviceOf("l0")).isEqualTo("pi-a");
  }

  @Test
  void savingStoresTheShownStateAndClearsTheMark() {
    model.move(List.of("l0"), "pi-c");
    model.save();
    assertThat(files).containsOnlyKeys("one");
    assertThat(files.get("one")).isEqualTo(model.current());
    assertThat(model.dirtyProperty().get()).isFalse();
  }

  @Test
  void aFailureToSaveIsToldAndNothingIsLost() {
    full = true;
    model.move(List.of("l0"), "pi-c");
    model.save();
    assertThat(model.problemProperty().get()).isEqualTo("The disk is full.");
    assertThat(model.dirtyProperty().get()).isTrue();
    full = false;
    model.save();
    assertThat(model.problemProperty().get()).isEmpty();
    assertThat(model.dirtyProperty().get()).isFalse();
  }

  @Test
  void pinsAndExclusionsDoNotContradictEachOther() {
    model.exclude(List.of("l0", "l1"), "pi-b");
    model.pin(List.of("l0"), "pi-b");
    assertThat(model.current().constraints().pins()).containsExactly(Map.entry("l0", "pi-b"));
    assertThat(model.current().constraints().exclusions())
        .containsExactly(Map.entry("l1", Set.of("pi-b")));
    assertThat(deviceOf("l0")).isEqualTo("pi-b");
    model.exclude(List.of("l0"), "pi-b");
    assertThat(model.current().constraints().pins()).isEmpty();
    model.free(List.of("l0", "l1"));
    assertThat(model.current().constraints().exclusions()).isEmpty();
  }

  @Test
  void aDuplicateHasAnIdOfItsOwnAndIsStoredAtOnce() {
    Design copy = model.duplicate("one");
    assertThat(copy.id()).isNotEqualTo("one");
    assertThat(model.current()).isEqualTo(copy);
    assertThat(files).containsKey(copy.id());
    assertThat(model.designs()).hasSize(3);
  }

  @Test
  void theLastDesignStays() {
    model.delete();
    assertThat(model.designs()).extracting(Design::id).containsExactly("two");
    model.delete();
    assertThat(model.designs()).hasSize(1);
    assertThat(model.problemProperty().get()).contains("at least one design");
  }

  @Test
  void onlyWhatDiffersFromTheFilesIsUnsaved() {
    model.select("two");
    model.rename("second");
    assertThat(model.unsaved()).extracting(Design::name).containsExactly("second");
    model.save();
    assertThat(model.unsaved()).isEmpty();
  }

  @Test
  void showsADesignAgainUnlessItIsGone() {
    model.selectIfThere("two");
    assertThat(model.current().id()).isEqualTo("two");
    model.selectIfThere("three");
    assertThat(model.current().id()).isEqualTo("two");
  }
}
