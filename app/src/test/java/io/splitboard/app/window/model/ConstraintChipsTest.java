package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Design;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConstraintChipsTest {
  @Test
  void layersWithTheSameConstraintAreToldTogether() {
    Design design =
        Samples.design("d", "pi-a")
            .with(
                new Constraints(
                    Map.of("l0", "pi-a", "l1", "pi-a", "l2", "pi-a", "l3", "pi-b"),
                    Map.of("l1", Set.of("pi-c")),
                    Map.of("pi-b", 512_000_000L)));
    assertThat(ConstraintChips.of(design, Samples.NETWORK))
        .extracting(ConstraintChips.Chip::text)
        .containsExactly(
            "l0 … l2 (3) pinned to pi-a",
            "l3 pinned to pi-b",
            "l1 not on pi-c",
            "pi-b memory ≤ 512 MB");
  }

  @Test
  void aDesignWithoutConstraintsHasNone() {
    assertThat(ConstraintChips.of(Samples.design("d", "pi-a"), Samples.NETWORK)).isEmpty();
  }
}
