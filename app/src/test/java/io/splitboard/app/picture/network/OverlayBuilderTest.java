package io.splitboard.app.picture.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.picture.SampleTraces;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OverlayBuilderTest {

  private static final List<String> DEVICES = List.of("x", "y");
  private final OverlayBuilder builder =
      new OverlayBuilder(SampleTraces.program(DEVICES), profile());

  @Test
  void measuredTaskTimesAreSharedOutByWhatWasPredicted() {
    NetworkOverlay overlay =
        builder.build(Optional.empty(), Optional.of(SampleTraces.trace(DEVICES, 3, true)), false);
    LayerOverlay conv = overlay.layers().get("conv0");
    assertThat(conv.predictedMs()).isEqualTo(Reading.of(30));
    assertThat(conv.apportioned()).isTrue();
    assertThat(conv.measuredMs().value()).isCloseTo(60 * 1.03 * 0.75, Offset.offset(1e-9));
    LayerOverlay both = overlay.of(List.of("conv0", "relu0"));
    assertThat(both.measuredMs().value()).isCloseTo(60 * 1.03, Offset.offset(1e-9));
  }

  @Test
  void transfersHaveTimeAndRate() {
    NetworkOverlay overlay =
        builder.build(
            Optional.of(SampleTraces.trace(DEVICES, 1, false)),
            Optional.of(SampleTraces.trace(DEVICES, 3, true)),
            true);
    EdgeOverlay edge = overlay.edges().get(0);
    assertThat(edge.tensor()).isEqualTo("tensor1");
    assertThat(edge.predictedMs().value()).isCloseTo(14, Offset.offset(1e-9));
    assertThat(edge.measuredMbit().value()).isCloseTo(8 * 400 / 14.0, Offset.offset(1e-6));
  }

  @Test
  void whatARunHasNotToldYetIsPendingAndWithoutARunItIsMissing() {
    NetworkOverlay live = builder.build(Optional.empty(), Optional.empty(), true);
    assertThat(live.layers().get("conv1").measuredMs()).isEqualTo(Reading.PENDING);
    NetworkOverlay planned = builder.build(Optional.empty(), Optional.empty(), false);
    assertThat(planned.layers().get("conv1").measuredMs()).isEqualTo(Reading.NONE);
    assertThat(planned.edges().get(0).measuredMbit()).isEqualTo(Reading.NONE);
  }

  private static Profile profile() {
    Map<String, Figure> layers =
        Map.of("conv0", ms(30), "relu0", ms(10), "conv1", ms(40), "relu1", ms(5));
    DeviceProfile device = new DeviceProfile(ms(0), layers, Map.of());
    return new Profile(Map.of("x", device, "y", device), List.of());
  }

  private static Figure ms(double value) {
    return new Figure(value, Origin.CATALOGUE);
  }
}
