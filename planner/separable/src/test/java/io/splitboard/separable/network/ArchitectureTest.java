package io.splitboard.separable.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.separable.data.ShapesOnGratings;
import io.splitboard.separable.policy.Policy;
import io.splitboard.separable.policy.SeparableModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void pointsGatherTheBlocksInputs() {
    Architecture architecture =
        Architecture.staged(2, ShapesOnGratings.shape(), 2, 16, List.of(2, 2));
    SeparableModel model = architecture.model();
    // inputs: 16 channels at 8×8 three times, then 32 channels at 4×4
    assertThat(model.bytes(Policy.full(4))).isEqualTo(4 * (3 * 16 * 64 + 32 * 16));
    assertThat(model.bytes(Policy.parse("0001"))).isEqualTo(4 * 32 * 16);
  }

  @Test
  void refusesChannelsThatDoNotDivide() {
    assertThatThrownBy(() -> Architecture.staged(3, ShapesOnGratings.shape(), 2, 16, List.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 groups");
  }
}
